"""The house keeps its walls: who imports whom, where things stand, and the one door to what is public."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("config", "campaigns", "stores", "home")  # each may import only what stands to its right
FOLDERS = {"config": ROOT / "site" / "config"} | {name: ROOT / name for name in APPS[1:]}
# Templates of an app on the right may load tags of an app on the left only here (pages composed of several apps).
COMPOSED = {
    "wagtailadmin/pages/confirm_unpublish.html": {"event_tags"},
    "home/home_page.html": {"campaign_tags", "store_tags", "map_tags"},
    "styleguide/styleguide.html": {"campaign_tags", "store_tags", "map_tags"},
    "stores/store.html": {"campaign_tags"},
    "stores/units/unit.html": {"campaign_tags"},
}
OWNER_OF_TAGS = {
    "campaign_tags": "campaigns", "event_tags": "campaigns", "store_tags": "stores", "map_tags": "stores",
    "site_tags": "home",
}  # fmt: skip


def python_files(app: str) -> list[Path]:
    return [path for path in FOLDERS[app].rglob("*.py") if "migrations" not in path.parts]


def imported_apps(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found & set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_stands_to_its_right(app):
    forbidden = set(APPS[: APPS.index(app)])
    wrong = {str(p.relative_to(ROOT)): bad for p in python_files(app) if (bad := imported_apps(p) & forbidden)}
    assert wrong == {}


def test_site_is_no_package():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_hooks_register_and_implement_nothing():
    for path in ROOT.glob("*/wagtail_hooks.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)], path


def test_public_views_use_the_one_door():
    """`.live()` and `.objects.all()` in what the public sees would pass embargoes by."""
    pattern = re.compile(r"\.live\(\)|(?<!public_pages\()\b\w*(?:Page|Store)\.objects\.(?:all|filter|get)\(")
    # These serve restricted pages too, and what they hold, through Wagtail's own check.
    allowed = {"home/views/pages.py", "home/previews.py"}
    places = [p for app in APPS[1:] for p in python_files(app) if "views" in str(p) or "presenters" in p.name]
    places += [p for app in APPS[1:] for p in python_files(app) if "templatetags" in p.parts]
    wrong = {
        str(p.relative_to(ROOT)): found
        for p in places
        if str(p.relative_to(ROOT)) not in allowed and (found := pattern.findall(p.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_nobody_writes_a_second_fold():
    """Marks are stripped in home/text.py and nowhere else."""
    wrong = [
        str(p.relative_to(ROOT))
        for app in APPS
        for p in python_files(app)
        if p != ROOT / "home" / "text.py"
        and re.search(r'normalize\("NFK?D"|combining\(|unidecode', p.read_text("utf-8"))
    ]
    assert wrong == []


def test_only_the_verbs_write_a_recognition_state():
    pattern = re.compile(r"\.state\s*=[^=]|state=RecognitionState\.|Recognition\.objects\.(create|update)")
    wrong = [
        str(p.relative_to(ROOT))
        for app in ("stores", "campaigns", "config")
        for p in python_files(app)
        if p.name not in ("review.py", "registrations.py")
        and "models" not in p.parts
        and pattern.search(p.read_text("utf-8"))
    ]
    assert wrong == []


def test_only_the_verbs_write_who_comes_to_an_event():
    pattern = re.compile(
        r"Registration\.objects\.(create|update|bulk)|Registration\(|Attendance\.\w+,? *\)\.save|\.state = Attendance"
    )
    wrong = [
        str(p.relative_to(ROOT))
        for app in ("campaigns", "config")
        for p in python_files(app)
        if p.name != "registrations.py" and "models" not in p.parts and pattern.search(p.read_text("utf-8"))
    ]
    assert wrong == []


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_obeys_the_content_security_policy(path):
    """No inline style, script or event handler; mails are read elsewhere and may carry style."""
    if "emails" in path.parts:
        return
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<[^>]+\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)(?![^>]*application/json)", text)
    assert "<style" not in text


@pytest.mark.parametrize("path", templates(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_composes_apps_only_where_that_is_agreed(path):
    name = str(path.relative_to(ROOT / "templates"))
    app = name.split("/")[0]
    loads = set(re.findall(r"\b(\w+_tags)\b", " ".join(re.findall(r"{% load ([^%]+) %}", path.read_text("utf-8")))))
    foreign = {tag for tag in loads if (owner := OWNER_OF_TAGS.get(tag)) and not _may_use(app, owner)}
    assert foreign <= COMPOSED.get(name, set())


def _may_use(app: str, owner: str) -> bool:
    """Shared folders (components, blocks, base) count as home; an app may use what stands to its right."""
    user = app if app in APPS else "home"
    return APPS.index(owner) >= APPS.index(user)


def test_functions_stay_short():
    limit = 45
    long = {}
    for app in APPS:
        for path in python_files(app):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and (size := node.end_lineno - node.lineno + 1) > limit:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = size
    assert long == {}
