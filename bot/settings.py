"""Settings from the environment, checked once at start.

Secrets can stand in files: `SECRET_KEY_FILE` names the file that `SECRET_KEY` is read from, and so on.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.keys import Keys

ROOT = Path(__file__).parent.parent
SQLITE = "sqlite:///"
DEVELOPMENT = "development"
SECRETS = (
    "SECRET_KEY",
    "SECRET_KEY_PREVIOUS",
    "DATABASE_URL",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_WEBHOOK_SECRET",
    "METRICS_TOKEN",
)
"""What can stand in a file."""
_FILE = "_FILE"
_PLACEHOLDERS = (
    *("changeme", "change-me", "change_me", "change this"),
    *("replaceme", "replace-me", "replace_me", "placeholder", "your-secret", "insecure"),
)


class SettingsError(Exception):
    """A setting cannot be used. The message names it and the remedy."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations (contract, section 5)."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    previous_secret_keys: tuple[str, ...] = field(repr=False)
    public_url: str
    booking_url: str | None
    host: str
    port: int
    console_port: int
    production: bool
    allowed_origins: tuple[str, ...]
    trusted_proxies: tuple[str, ...]
    telegram_bot_token: str | None = field(repr=False)
    telegram_api_base: str | None
    telegram_webhook_secret: str | None = field(repr=False)
    alert_url: str | None
    metrics_token: str | None = field(repr=False)
    drain_seconds: int
    rate_limit: int
    address_rate_limit: int
    new_conversations_per_hour: int
    conversation_days: int
    models: Path
    model_sha256: str | None

    @property
    def keys(self) -> Keys:
        """What signs, hashes and seals."""
        return Keys(self.secret_key, *self.previous_secret_keys)

    @property
    def is_https(self) -> bool:
        """Whether browsers are to stay on HTTPS."""
        return self.production or self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read and check the settings. Raises SettingsError, which names the variable and the remedy."""
    environment = _with_secret_files(environment)
    # Whatever is not called development has to hold what production has to.
    production = (environment.get("ENVIRONMENT") or DEVELOPMENT) != DEVELOPMENT
    database_url = environment.get("DATABASE_URL") or f"{SQLITE}{ROOT / 'var' / 'heads-up.db'}"
    port = _whole("PORT", environment, 8000)
    rate_limit = _whole("RATE_LIMIT", environment, 30)
    return Settings(
        database_url=database_url,
        secret_key=_secret_key(environment, database_url, production),
        previous_secret_keys=_previous_secret_keys(environment, production),
        public_url=_address("PUBLIC_URL", environment, f"http://127.0.0.1:{port}") or "",
        booking_url=_booking_url(environment, production),
        host=environment.get("HOST", "127.0.0.1"),
        port=port,
        console_port=_whole("CONSOLE_PORT", environment, 8001),
        production=production,
        allowed_origins=_list("ALLOWED_ORIGINS", environment),
        trusted_proxies=_list("TRUSTED_PROXIES", environment),
        telegram_bot_token=environment.get("TELEGRAM_BOT_TOKEN") or None,
        telegram_api_base=_address("TELEGRAM_API_BASE", environment, None),
        telegram_webhook_secret=_webhook_secret(environment, production),
        alert_url=_address("ALERT_URL", environment, None),
        metrics_token=_metrics_token(environment),
        drain_seconds=_whole("DRAIN_SECONDS", environment, 0),
        rate_limit=rate_limit,
        address_rate_limit=_whole("ADDRESS_RATE_LIMIT", environment, 600) if rate_limit else 0,
        new_conversations_per_hour=(
            _whole("NEW_CONVERSATIONS_PER_HOUR", environment, 300) if rate_limit else 0
        ),
        conversation_days=_whole("CONVERSATION_DAYS", environment, 30),
        models=Path(environment.get("MODELS") or ROOT / "models"),
        model_sha256=_model_sha256(environment),
    )


def _with_secret_files(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The environment, with what stands in the secrets' files."""
    files = {name: path for name in SECRETS if (path := environment.get(name + _FILE))}
    return {**environment, **{name: _secret(name, path, environment) for name, path in files.items()}}


def _secret(name: str, path: str, environment: Mapping[str, str]) -> str:
    """What is in the file of a secret. An error names the variable, never what is in the file."""
    if environment.get(name):
        raise SettingsError(f"{name} and {name}{_FILE} are both set: set one of them")
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text in UTF-8"
        raise SettingsError(f"{name}{_FILE} cannot be read ({reason}): give a file to read") from None
    if not text:
        raise SettingsError(f"{name}{_FILE} names an empty file: put the secret in it")
    return text


def _model_sha256(environment: Mapping[str, str]) -> str | None:
    given = environment.get("MODEL_SHA256") or None
    if given is not None and not re.fullmatch(r"[0-9a-f]{64}", given):
        raise SettingsError("MODEL_SHA256: give the 64 small hexadecimal digits that sha256sum prints")
    return given


def _whole(name: str, environment: Mapping[str, str], default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise SettingsError(f"{name} is {text!r}: give a whole number, 0 or more")
    return int(text)


def _list(name: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(item.strip().rstrip("/") for item in environment.get(name, "").split(",") if item.strip())


def _address(name: str, environment: Mapping[str, str], default: str | None) -> str | None:
    text = environment.get(name) or default
    if text is None:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(f"{name} is {text!r}: give a whole address that starts with http:// or https://")
    return text.rstrip("/")


def _booking_url(environment: Mapping[str, str], production: bool) -> str | None:
    text = _address("BOOKING_URL", environment, None)
    if production and text is None:
        raise SettingsError(
            "BOOKING_URL is missing: in production, give the address of the clinic's booking page"
        )
    return text


def _webhook_secret(environment: Mapping[str, str], production: bool) -> str | None:
    """Its presence switches long polling off and the webhook on."""
    secret = environment.get("TELEGRAM_WEBHOOK_SECRET") or None
    if secret is None:
        return None
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingsError(
            "TELEGRAM_WEBHOOK_SECRET: give 16 to 256 of the characters A-Z, a-z, 0-9, _ and -"
        )
    if production and not environment.get("PUBLIC_URL", "").startswith("https://"):
        raise SettingsError(
            "PUBLIC_URL: Telegram posts to an address with https:// only; give that of the proxy"
        )
    return secret


def _metrics_token(environment: Mapping[str, str]) -> str | None:
    """What a monitor shows to read the metrics."""
    token = environment.get("METRICS_TOKEN") or None
    if token is not None and (len(token) < 16 or not token.isascii()):
        raise SettingsError("METRICS_TOKEN: give at least 16 random characters, without letters beyond ASCII")
    return token


def _secret_key(environment: Mapping[str, str], database_url: str, production: bool) -> str:
    """The key from the environment; in development one that is made once and kept beside the database."""
    key = environment.get("SECRET_KEY", "")
    if key:
        return _checked_key("SECRET_KEY", key, production)
    if production:
        raise SettingsError("SECRET_KEY is missing: in production, give at least 16 random characters")
    return _kept_key(_beside(database_url) / "secret-key")


def _previous_secret_keys(environment: Mapping[str, str], production: bool) -> tuple[str, ...]:
    """The keys before it, newest first: what was made with them is still accepted."""
    keys = re.split(r"[,\s]+", environment.get("SECRET_KEY_PREVIOUS", ""))
    return tuple(_checked_key("SECRET_KEY_PREVIOUS", key, production) for key in keys if key)


def _checked_key(name: str, key: str, production: bool) -> str:
    if len(key) < 16:
        raise SettingsError(f"{name} is too short: give at least 16 random characters")
    if production and any(word in key.casefold() for word in _PLACEHOLDERS):
        raise SettingsError(f"{name} is a placeholder: in production, give at least 16 random characters")
    return key


def _beside(database_url: str) -> Path:
    file = database_url.removeprefix(SQLITE)
    on_disk = database_url.startswith(SQLITE) and file and not file.startswith((":", "file:"))
    return Path(file).parent if on_disk else ROOT / "var"


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise SettingsError(f"{path} is empty: delete it, and a new key is made")
    return key
