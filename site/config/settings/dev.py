"""What `run.py` serves: the real product on one machine. DEBUG is off; secrets are made under the data folder."""

import environ

from .base import *  # noqa: F403
from .base import DATA_DIR, env

environ.Env.read_env(DATA_DIR / "secrets.env")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DEMO_ALLOWED = True
STYLEGUIDE = True
