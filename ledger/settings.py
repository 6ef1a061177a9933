"""Django's settings, out of `bihuan.toml`; the environment variable BIHUAN_CONFIG names it where it is not in the working folder."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from core.config import load

_FILE = os.environ.get("BIHUAN_CONFIG")
CONFIG = load(Path(_FILE) if _FILE else None)


def _database(url: str) -> dict[str, Any]:
    """Django's description of `sqlite:///FILE` or `postgresql://user:password@host:port/name?option=value`."""
    if url.startswith("sqlite:///"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "OPTIONS": {
                "timeout": 60,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or os.environ.get("PGPASSWORD", "")),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_HEALTH_CHECKS": True,
    }


def _secret(file: Path) -> str:
    """The key that signs links and sessions: kept beside the data, made by `ledger.connect`."""
    return file.read_text("ascii") if file.exists() else os.urandom(32).hex()


SECRET_FILE = CONFIG.storage.dir / "secret.key"
SECRET_KEY = _secret(SECRET_FILE)
DATABASES = {"default": _database(CONFIG.database.url)}
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ledger",
    "console",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "console.urls"
#: The address in letters; behind it may stand another server that speaks TLS.
_AT = urlsplit(CONFIG.console.url)
ALLOWED_HOSTS = [
    f"[{_AT.hostname}]" if ":" in (_AT.hostname or "") else _AT.hostname,
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [f"{_AT.scheme}://{_AT.netloc}"]
CSRF_FAILURE_VIEW = "console.views.plain.not_ours"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _AT.scheme == "https"
X_FRAME_OPTIONS = "DENY"
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
#: Refusals are answers, and their addresses are links that open something: neither is logged.
LOGGING = {"version": 1, "disable_existing_loggers": False, "loggers": {"django.request": {"level": "ERROR"}}}
#: A form that names every case of a unit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
