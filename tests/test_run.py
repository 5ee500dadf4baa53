"""The one-command start: what it says when it cannot, what it repeats, and that nothing outlives it."""

import argparse
import ast
import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import textwrap
import time
from gettext import GNUTranslations
from pathlib import Path

import pytest

import run
from config.launch import cli, network, packages, steps, suite
from config.launch.place import ROOT, Place
from config.launch.processes import run_logged
from config.launch.report import Problem, Progress
from config.launch.secrets_file import ensure_secrets, read_secrets
from config.launch.steps import Stamps
from config.management.commands.compile_translations import compile_catalogue

REQUIREMENTS = "django==5.2.19\nwagtail==7.4.4\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A small repository of its own, with one source for each step; its database is the file."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    root = tmp_path / "repo"
    for name in ("home/migrations/0001_initial.py", "home/data/units.csv", "home/roles.py", "static/css/base.css"):
        write(root / name, "# one")
    write(root / "requirements.txt", REQUIREMENTS)
    write(root / "locale/site/en/LC_MESSAGES/django.po", 'msgid ""\nmsgstr ""\n')
    data = tmp_path / "data"
    data.mkdir()
    return Place(data=data, venv=tmp_path / "venv", root=root)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def fake_python(place: Place, script: str) -> None:
    """A virtual environment whose interpreter is a shell script."""
    write(place.venv / "pyvenv.cfg", "")
    write(place.python, f"#!/bin/sh\n{script}\n")
    place.python.chmod(0o755)


def no_uv(monkeypatch):
    monkeypatch.setattr(packages.shutil, "which", lambda name: None)


class TestOldPython:
    def test_an_old_python_gets_one_sentence_with_the_remedy(self, monkeypatch, capsys):
        monkeypatch.setattr(run.sys, "version_info", (3, 9, 2, "final", 0))
        assert run.main() == 1
        said = capsys.readouterr().err
        assert "Python 3.9.2 is too old" in said
        assert "python3.11 run.py" in said

    def test_a_new_python_gets_none(self):
        assert run.complaint((3, 11, 0)) is None
        assert run.complaint((4, 0, 0)) is None

    def test_run_py_has_nothing_that_an_old_python_cannot_parse(self):
        tree = ast.parse((ROOT / "run.py").read_text(encoding="ascii"), feature_version=(3, 4))
        newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
        assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


class TestAddress:
    def test_a_taken_port_is_named_and_the_next_one_proposed(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(Problem, match=rf"Port {port} on 127\.0\.0\.1 is taken .* run\.py --port"):
                network.check_free("127.0.0.1", port)

    def test_a_free_port_passes(self):
        network.check_free("127.0.0.1", free_port())

    def test_a_foreign_address_is_refused(self):
        with pytest.raises(Problem, match="is not an address of this machine"):
            network.check_free("192.0.2.1", 8000)

    @pytest.mark.parametrize("text", ["0", "65536", "http", "-1", ""])
    def test_a_port_is_a_number_in_range(self, text):
        with pytest.raises(argparse.ArgumentTypeError):
            cli._port(text)

    def test_the_whole_network_may_call_the_machine_by_its_name_and_not_by_any(self):
        hosts = network.allowed_hosts("0.0.0.0")
        assert socket.gethostname() in hosts
        assert "*" not in hosts
        assert network.base_url("0.0.0.0", 8000) == "http://127.0.0.1:8000"
        assert network.base_url("::1", 8000) == "http://[::1]:8000"


class TestPackages:
    def test_a_missing_venv_module_is_named_with_the_package_that_brings_it(self, place, monkeypatch):
        no_uv(monkeypatch)
        monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(Problem, match="sudo apt install python3-venv"):
            packages.ensure_packages(place, ("requirements.txt",), Progress())

    def test_without_a_network_it_says_so_and_does_not_count_as_installed(self, place, monkeypatch):
        no_uv(monkeypatch)
        fake_python(
            place,
            'case "$*" in *install*) echo "NewConnectionError: Failed to establish a new connection"; exit 1;; esac',
        )
        with pytest.raises(Problem, match="registry does not answer; check the network"):
            packages.ensure_packages(place, ("requirements.txt",), Progress())
        assert not (place.venv / packages.STAMP).exists()

    def test_another_failure_of_pip_is_repeated_in_its_own_words(self, place, monkeypatch):
        no_uv(monkeypatch)
        fake_python(place, 'case "$*" in *install*) echo "ERROR: No space left on device"; exit 1;; esac')
        with pytest.raises(Problem, match=r"No space left on device.*run\.log"):
            packages.ensure_packages(place, ("requirements.txt",), Progress())

    def test_what_is_installed_is_not_installed_again(self, place, monkeypatch):
        no_uv(monkeypatch)
        fake_python(place, f'echo "$*" >> {place.data}/calls')
        packages.ensure_packages(place, ("requirements.txt",), Progress())
        calls = (place.data / "calls").read_text()
        packages.ensure_packages(place, ("requirements.txt",), Progress())
        assert (place.data / "calls").read_text() == calls
        write(place.root / "requirements.txt", REQUIREMENTS + "babel==2.18.0\n")
        packages.ensure_packages(place, ("requirements.txt",), Progress())
        assert (place.data / "calls").read_text() != calls

    def test_when_uv_does_not_get_through_pip_is_tried(self, place, monkeypatch):
        write(place.data / "uv", "#!/bin/sh\necho 'error sending request'; exit 2\n")
        (place.data / "uv").chmod(0o755)
        monkeypatch.setattr(packages.shutil, "which", lambda name: str(place.data / "uv"))
        fake_python(place, f'echo "$*" >> {place.data}/calls')
        packages.ensure_packages(place, ("requirements.txt",), Progress())
        assert "pip install" in (place.data / "calls").read_text()

    def test_a_folder_that_is_no_environment_is_never_deleted(self, place, monkeypatch):
        no_uv(monkeypatch)
        write(place.venv / "letters.txt", "dear")
        with pytest.raises(Problem, match="is no virtual environment"):
            packages.ensure_packages(place, ("requirements.txt",), Progress())
        assert (place.venv / "letters.txt").exists()


class TestSecrets:
    def test_they_are_made_once_for_the_owner_alone(self, place):
        first = ensure_secrets(place.secrets, demo=True)
        assert stat.S_IMODE(place.secrets.stat().st_mode) == 0o600
        assert len(first["SECRET_KEY"]) >= 50
        assert ensure_secrets(place.secrets, demo=True) == first == read_secrets(place.secrets)

    def test_a_password_comes_later_and_what_stands_stays(self, place):
        write(place.secrets, "# mine\nSECRET_KEY=kept\nEMAIL_URL=smtp://localhost")
        secrets = ensure_secrets(place.secrets, demo=True)
        text = place.secrets.read_text()
        assert text.startswith("# mine\nSECRET_KEY=kept\nEMAIL_URL=smtp://localhost\nDEMO_PASSWORD=")
        assert len(secrets["DEMO_PASSWORD"]) >= 12
        assert stat.S_IMODE(place.secrets.stat().st_mode) == 0o600


def all_done(place: Place) -> None:
    """The state that `manage.py prepare` leaves behind."""
    with sqlite3.connect(place.database) as database:
        database.execute("CREATE TABLE IF NOT EXISTS django_migrations (id INTEGER)")
        database.execute("INSERT INTO django_migrations VALUES (1)")
    database.close()
    write(place.data / "static/staticfiles.json", "{}")
    for po in steps.catalogues(place.root):
        write(po.with_suffix(".mo"), "")
    done = {step: steps.fingerprint(step, place) for step in steps.SOURCES}
    Stamps(place).record(**done, content=True, demo=True)


class TestSteps:
    def test_an_empty_folder_needs_everything(self, place):
        assert steps.pending(place) == list(steps.STEPS)

    def test_a_second_start_needs_nothing(self, place):
        all_done(place)
        assert steps.pending(place) == []

    @pytest.mark.parametrize(
        ("file", "due"),
        [
            ("home/migrations/0002_next.py", "database"),
            ("home/data/units.csv", "reference"),
            ("static/css/base.css", "assets"),
            ("locale/site/en/LC_MESSAGES/django.po", "translations"),
        ],
    )
    def test_a_changed_source_brings_back_its_step_alone(self, place, file, due):
        all_done(place)
        write(place.root / file, "# changed since")
        assert steps.pending(place) == [due]

    def test_a_deleted_database_is_made_and_filled_again(self, place):
        all_done(place)
        place.database.unlink()
        assert steps.pending(place) == ["database", "reference", "content"]

    def test_an_older_database_put_in_place_is_migrated(self, place):
        all_done(place)
        with sqlite3.connect(place.database) as database:
            database.execute("INSERT INTO django_migrations VALUES (2)")
        database.close()
        assert steps.pending(place) == ["database"]

    def test_a_database_server_is_asked_every_time(self, place, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://localhost/site")
        all_done(place)
        assert steps.pending(place) == ["database"]

    def test_a_damaged_stamp_file_only_costs_time(self, place):
        all_done(place)
        write(place.data / "stamps.json", "{")
        assert set(steps.pending(place)) >= {"database", "assets", "content"}

    def test_nothing_is_prepared_when_nothing_is_due(self, place, monkeypatch):
        all_done(place)
        monkeypatch.setattr(cli, "run", lambda *args, **options: pytest.fail("prepare was started"))
        cli.prepare(place, {}, no_demo=False)


CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Cửa hàng"
msgstr "Store"

#, fuzzy
msgid "Cẩm nang"
msgstr "Perhaps a guide"

msgid "Bản đồ"
msgstr ""
"""


def test_translations_are_compiled_without_gettext_and_without_the_unsure_ones(tmp_path):
    source = tmp_path / "en/LC_MESSAGES/django.po"
    write(source, CATALOGUE)
    compile_catalogue(source)
    with source.with_suffix(".mo").open("rb") as stream:
        catalogue = GNUTranslations(stream)
    assert [catalogue.gettext(text) for text in ("Cửa hàng", "Cẩm nang", "Bản đồ")] == ["Store", "Cẩm nang", "Bản đồ"]


class TestResetDemo:
    def test_the_sample_site_is_deleted_and_due_again(self, place):
        all_done(place)
        write(place.data / "media/private/photo.jpg", "")
        cli.reset_demo(place)
        assert not place.database.exists()
        assert not (place.data / "media").exists()
        assert steps.pending(place) == ["database", "reference", "content"]

    def test_a_real_site_is_left_alone(self, place):
        all_done(place)
        Stamps(place).record(demo=False)
        with pytest.raises(Problem, match="was not made from the sample content"):
            cli.reset_demo(place)
        assert place.database.exists()

    def test_a_database_server_is_left_alone(self, place, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://localhost/site")
        with pytest.raises(Problem, match="unset DATABASE_URL"):
            cli.reset_demo(place)


def test_two_starts_in_one_data_folder_are_kept_apart(place):
    with cli._alone_in(place), pytest.raises(Problem, match="Another run"), cli._alone_in(place):
        pass


def test_a_data_folder_that_cannot_be_made_is_named(place):
    write(place.data / "file", "")
    with (
        pytest.raises(Problem, match=r"cannot be written .*--data-dir"),
        cli._alone_in(Place(data=place.data / "file" / "below", venv=place.venv)),
    ):
        pass


def test_the_log_keeps_what_an_installer_said(place):
    lines: list[str] = []
    status, tail = run_logged([sys.executable, "-c", "print('xin chào')"], place.log, os.environ, lines.append)
    assert (status, tail, lines) == (0, "xin chào\n", ["xin chào"])
    assert "xin chào" in place.log.read_text(encoding="utf-8")


DRIVER = """
    import sys
    from config.launch import cli, network
    from config.launch.processes import Services
    from config.launch.report import Problem, Stopped

    cli._listen_for_signals()
    services = Services({})
    try:
        for name in ("server", "worker"):
            services.start(name, [sys.executable, "-S", "-c", CHILD[name]])
        print(*(process.pid for process in services.running.values()), flush=True)
        services.watch()
    except Problem as problem:
        print(problem, flush=True)
        sys.exit(1)
    except Stopped:
        sys.exit(143)
    finally:
        services.stop()
"""
SLEEP = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
FALL = "import time; time.sleep(0.3); raise SystemExit(3)"


def start_driver(**children: str) -> tuple["subprocess.Popen[str]", list[int]]:
    """Server and worker under the same supervision as in `run.py`; the driver prints their process ids."""
    code = f"CHILD = {children!r}\n{textwrap.dedent(DRIVER)}"
    driver = subprocess.Popen(
        [sys.executable, "-S", "-c", code], env={"PYTHONPATH": str(ROOT / "site")}, stdout=subprocess.PIPE, text=True
    )
    return driver, [int(pid) for pid in driver.stdout.readline().split()]


def gone(pids: list[int], patience: float = 3.0) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
class TestServices:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
    def test_server_and_worker_end_with_run_py_however_it_ends(self, number):
        driver, pids = start_driver(server=SLEEP, worker=SLEEP)
        assert len(pids) == 2
        driver.send_signal(number)
        driver.communicate(timeout=5)
        assert driver.returncode == (-number if number == signal.SIGKILL else 143)
        assert gone(pids)

    def test_when_one_falls_the_other_is_stopped_and_the_reason_is_told(self):
        driver, pids = start_driver(server=SLEEP, worker=FALL)
        said, _ = driver.communicate(timeout=5)
        assert driver.returncode == 1
        assert "The worker stopped by itself (exit status 3), so everything was stopped" in said
        assert gone(pids)

    def test_a_child_that_does_not_listen_is_ended(self, monkeypatch):
        services = cli.Services(dict(os.environ))
        monkeypatch.setattr("config.launch.processes.PATIENCE", 0.3)
        services.start("server", [sys.executable, "-S", "-c", STUBBORN])
        time.sleep(0.2)
        services.stop()
        assert gone([services.running["server"].pid])

    def test_a_server_that_dies_while_it_starts_is_not_waited_for(self):
        services = cli.Services(dict(os.environ))
        services.start("server", [sys.executable, "-S", "-c", "raise SystemExit(1)"])
        started = time.monotonic()
        with pytest.raises(Problem, match="server stopped by itself"):
            network.wait_until_answers("127.0.0.1", free_port(), services.check)
        assert time.monotonic() - started < 3


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TestSuite:
    def test_every_check_runs_and_one_failure_fails_the_run(self, place, monkeypatch, capsys):
        ran = []
        monkeypatch.setattr(suite, "ensure_packages", lambda *args: None)
        monkeypatch.setattr(suite, "sources", lambda place: [])
        monkeypatch.setattr(suite, "find_chromium", lambda: None)
        commands = {"bad": "print('what is wrong'); raise SystemExit(1)", "good": ""}
        made = [suite.Check(name, [sys.executable, "-S", "-c", code]) for name, code in commands.items()]
        monkeypatch.setattr(suite, "checks", lambda place: made)
        monkeypatch.setattr(suite, "run", lambda command, **options: ran.append(command) or 0)
        assert suite.run_suite(["-k", "stores", "-m", "not browser"], place, Progress()) == 1
        said = capsys.readouterr()
        assert "what is wrong" in said.out
        assert "browser tests will be SKIPPED" in said.out
        assert re.findall(r"^(\w+) +(ok|FAILED) +[\d.]+ s$", said.out, re.MULTILINE) == [
            ("bad", "FAILED"),
            ("good", "ok"),
        ]
        assert said.err == "Failed: bad\n"
        assert ran[0][-4:] == ["-k", "stores", "-m", "not browser"]

    def test_the_named_browser_wins(self, monkeypatch):
        monkeypatch.setenv("CHROMIUM", "/opt/browser")
        assert suite.find_chromium() == "/opt/browser"


def test_the_stamps_survive_a_write_and_forget_what_they_are_told(place):
    Stamps(place).record(demo=True, accounts=[{"role": "Biên tập viên"}])
    Stamps(place).forget("demo")
    assert json.loads((place.data / "stamps.json").read_text(encoding="utf-8")) == {
        "accounts": [{"role": "Biên tập viên"}]
    }
