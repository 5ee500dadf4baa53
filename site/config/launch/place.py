"""Where things stand: the repository, the data folder, the virtual environment."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# Variables of the caller's Python that would make ours slower or load foreign modules.
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONSAFEPATH", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Place:
    """The folders of one start."""

    data: Path
    venv: Path
    root: Path = ROOT

    @property
    def python(self) -> Path:
        return self.program("python")

    @property
    def database(self) -> Path:
        return self.data / "db.sqlite3"

    @property
    def secrets(self) -> Path:
        return self.data / "secrets.env"

    @property
    def log(self) -> Path:
        return self.data / "run.log"

    def program(self, name: str) -> Path:
        """A program inside the virtual environment."""
        if os.name == "nt":
            return self.venv / "Scripts" / f"{name}.exe"
        return self.venv / "bin" / name

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of every Django process that `run.py` starts."""
        kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        ours = {
            "PYTHONPATH": os.pathsep.join([str(self.root / "site"), str(self.root)]),
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
            "DATA_DIR": str(self.data),
        }
        return kept | ours | more

    def manage(self, *arguments: str) -> list[str]:
        return [str(self.python), str(self.root / "manage.py"), *arguments]


def find_place(data_dir: str | None = None) -> Place:
    """The folders from the flag, the environment, or the repository."""
    data = Path(data_dir or os.environ.get("DATA_DIR") or ROOT / "var")
    venv = Path(os.environ.get("VENV_DIR") or ROOT / ".venv")
    return Place(data=data.expanduser().absolute(), venv=venv.expanduser().absolute())


def command_line(*arguments: str) -> str:
    """How a reader would type a command of run.py, for remedies."""
    python = "python" if os.name == "nt" else f"python{sys.version_info.major}"
    return " ".join([python, "run.py", *arguments])
