"""Reads environment variables, checked: a wrong value stops the start with one clear sentence."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def flag(name: str, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    value = environ.get(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def text(name: str, default: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """A set variable wins, an empty one counts as not set, and one without default must be set."""
    value = environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"{name} must be set. The README lists every setting.")
    return value


def secret(name: str, default: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """A key of at least 50 characters. The value itself is never in a message."""
    value = text(name, default, environ)
    if value != default and len(value) < 50:
        raise ImproperlyConfigured(f"{name} must have at least 50 characters; it has {len(value)}.")
    return value


def words(name: str, default: str | None = "", environ: Mapping[str, str] = os.environ) -> list[str]:
    return [word.strip() for word in text(name, default, environ).split(",") if word.strip()]


def hosts(name: str, default: str | None = None, environ: Mapping[str, str] = os.environ) -> list[str]:
    values = words(name, default, environ)
    for host in values:
        if not re.fullmatch(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\]", host):
            raise ImproperlyConfigured(f"{name} must be host names without scheme or port, not {host!r}.")
    return values


def origins(name: str, default: str = "", environ: Mapping[str, str] = os.environ) -> list[str]:
    values = words(name, default, environ)
    for origin in values:
        if not re.fullmatch(r"https?://[^/\s]+", origin):
            raise ImproperlyConfigured(f"{name} must be addresses like https://cairn.example, not {origin!r}.")
    return values


def issuer(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """The address of an OpenID Connect provider, without its /.well-known part. Plain http only on this machine."""
    value = text(name, "", environ).removesuffix("/.well-known/openid-configuration").rstrip("/")
    if value and not re.fullmatch(r"(https://[^/\s?#]+|http://(localhost|127\.0\.0\.1)(:[0-9]+)?)(/[^\s?#]*)?", value):
        raise ImproperlyConfigured(f"{name} must be the https address of an OpenID Connect provider, not {value!r}.")
    return value


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def address(name: str, default: str, environ: Mapping[str, str] = os.environ) -> str:
    value = text(name, default, environ)
    if not re.fullmatch(r"https?://[^/\s]+", value):
        raise ImproperlyConfigured(f"{name} must be an address like https://cairn.example, not {value!r}.")
    return value


def number(name: str, default: int, least: int, most: int, environ: Mapping[str, str] = os.environ) -> int:
    value = text(name, str(default), environ)
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def choice(name: str, default: str, choices: list[str], environ: Mapping[str, str] = os.environ) -> str:
    value = text(name, default, environ)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def folder(name: str, default: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """An existing folder that can be written to; made if need be."""
    path = Path(text(name, str(default), environ))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} must be a folder that can be made: {path}: {error.strerror}.") from error
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(f"{name} must be a folder that can be written to, and {path} cannot.")
    return path.resolve()


def bucket(name: str, environ: Mapping[str, str] = os.environ) -> str:
    value = text(name, "", environ)
    if value and not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        raise ImproperlyConfigured(
            f"{name} must be the plain name of a bucket, without s3:// or slashes, not {value!r}."
        )
    return value


def database(name: str, default: str, environ: Mapping[str, str] = os.environ) -> dj_database_url.DBConfig:
    """SQLite or PostgreSQL. The address may hold a password, so no message repeats it."""
    value = text(name, default, environ)
    if not re.match(r"(sqlite|postgres|postgresql)://", value):
        raise ImproperlyConfigured(f"{name} must start with sqlite:// or postgres://.")
    try:
        config = dj_database_url.parse(value, conn_max_age=600, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read; a password with special characters must be percent-encoded."
        ) from error
    if not config["NAME"]:
        raise ImproperlyConfigured(f"{name} must name a database: postgres://user:password@host:5432/name.")
    return config
