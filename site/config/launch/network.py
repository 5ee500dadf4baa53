"""The address the site answers on: is it free, does it answer yet, which names lead to it."""

import errno
import http.client
import os
import socket
import time
from collections.abc import Callable

from .place import command_line
from .report import Problem

ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104
HEALTH = "/health/live"


def check_free(host: str, port: int) -> None:
    """Raises the sentence when nothing could listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # a connection that ended a moment ago must not count as taken
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise Problem(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"This account may not listen on port {port}; take one above 1023: {command_line('--port', '8000')}"
    if error.errno == errno.EADDRINUSE or os.name == "nt":
        return (
            f"Port {port} on {host} is taken by another program; "
            f"stop it or take another port: {command_line('--port', str(port + 1 if port < 65535 else 8000))}"
        )
    return (
        f"{host} is not an address of this machine; take 127.0.0.1 (this machine only) or 0.0.0.0 (the whole network): "
        f"{command_line('--host', '127.0.0.1')}"
    )


def own_address(host: str) -> str:
    """The address under which this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def base_url(host: str, port: int) -> str:
    name = own_address(host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def allowed_hosts(host: str) -> list[str]:
    """The names a browser may call the site by, for Django's ALLOWED_HOSTS."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host not in ANY_ADDRESS:
        return [*names, f"[{host}]" if ":" in host else host]
    own = socket.gethostname()
    try:
        addresses = socket.gethostbyname_ex(own)[2]
    except OSError:
        addresses = []
    return list(dict.fromkeys([*names, own, *addresses]))


def wait_until_answers(host: str, port: int, check: Callable[[], None], patience: float = 90.0) -> None:
    """Returns when the site says that it lives. `check` raises when waiting has become pointless."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        check()
        if _answers(own_address(host), port):
            return
        time.sleep(0.05)
    raise Problem(
        f"The server did not answer within {patience:.0f} seconds; its messages stand above. "
        "Start again, on a busy machine once it is calmer."
    )


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", HEALTH)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
