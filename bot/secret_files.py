"""Secrets that stand in files: `SECRET_KEY_FILE` names the file that `SECRET_KEY` is read from, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

SECRETS: Final = (
    "SECRET_KEY",
    "SECRET_KEY_PREVIOUS",
    "DATABASE_URL",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_WEBHOOK_SECRET",
    "METRICS_TOKEN",
)
SUFFIX: Final = "_FILE"


class SecretFileError(Exception):
    """A file of a secret cannot be used. The message names the variable, never what is in the file."""


def with_secret_files(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The environment, with what stands in the secrets' files. Raises SecretFileError."""
    files = {name: path for name in SECRETS if (path := environment.get(name + SUFFIX))}
    return {**environment, **{name: _read(name, path, environment) for name, path in files.items()}}


def _read(name: str, path: str, environment: Mapping[str, str]) -> str:
    if environment.get(name):
        raise SecretFileError(f"{name} and {name}{SUFFIX} are both set: set one of them")
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text in UTF-8"
        raise SecretFileError(f"{name}{SUFFIX} cannot be read ({reason}): give a file to read") from None
    if not text:
        raise SecretFileError(f"{name}{SUFFIX} names an empty file: put the secret in it")
    return text
