"""The last thing a start prints: where the site is, who may sign in, how to stop it. In Vietnamese and English."""

from typing import Any

from .place import ROOT, Place
from .report import say

ADMIN = "/quan-tri/"


def print_banner(place: Place, url: str, stamps: dict[str, Any], secrets: dict[str, str], seconds: float) -> None:
    lines = [
        "",
        "  Thái Nguyên Xanh",
        "",
        f"  Trang web / Site         {url}/",
        f"  Quản trị / Admin         {url}{ADMIN}",
        "",
        *_accounts(place, stamps, secrets),
        "",
        f"  Dừng / Stop: Ctrl-C      Sẵn sàng sau / Ready in {seconds:.1f} s",
        "",
    ]
    say("\n".join(lines))


def _accounts(place: Place, stamps: dict[str, Any], secrets: dict[str, str]) -> list[str]:
    accounts = stamps.get("accounts", [])
    if not accounts:
        where = "" if place.data == ROOT / "var" else f"DATA_DIR={place.data} "
        command = " ".join(place.manage("createsuperuser"))
        return ["  Tạo tài khoản quản trị / Make an administrator:", f"    {where}{command}"]
    width = max(len(account["username"]) for account in accounts)
    return [
        f"  Tài khoản dùng thử / Demo accounts, mật khẩu / password: {secrets.get('DEMO_PASSWORD', '?')}",
        *(f"    {account['username'].ljust(width)}  {account['role']} / {account['role_en']}" for account in accounts),
    ]
