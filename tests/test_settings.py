"""The settings, and what refuses to start."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.settings import SECRETS, SettingsError, read_settings

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "k" * 32,
    "BOOKING_URL": "https://clinic.example/book",
    "PUBLIC_URL": "https://chat.clinic.example/",
}


def test_nothing_has_to_be_set_in_development(tmp_path: Path) -> None:
    settings = read_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/a.db"})
    assert (settings.host, settings.port, settings.console_port) == ("127.0.0.1", 8000, 8001)
    assert settings.public_url == "http://127.0.0.1:8000"
    assert (settings.rate_limit, settings.address_rate_limit) == (30, 600)
    assert (settings.new_conversations_per_hour, settings.conversation_days) == (300, 30)
    assert not settings.production
    assert settings.booking_url is None


def test_a_development_key_is_made_once_and_kept_beside_the_database(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/sub/a.db"}
    first, second = read_settings(environment), read_settings(environment)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) > 32
    assert stat.S_IMODE((tmp_path / "sub" / "secret-key").stat().st_mode) == 0o600


def test_an_empty_key_file_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(SettingsError, match="secret-key"):
        read_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/a.db"})


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = read_settings(
        {
            **PRODUCTION,
            "ALLOWED_ORIGINS": "https://clinic.example/, https://www.clinic.example",
            "TRUSTED_PROXIES": "10.0.0.0/8,::1",
            "PORT": "9000",
            "RATE_LIMIT": "5",
            "ADDRESS_RATE_LIMIT": "50",
        }
    )
    assert settings.production
    assert settings.public_url == "https://chat.clinic.example"
    assert settings.allowed_origins == ("https://clinic.example", "https://www.clinic.example")
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")
    assert (settings.port, settings.rate_limit, settings.address_rate_limit) == (9000, 5, 50)


def test_a_rate_limit_of_zero_turns_all_limits_off() -> None:
    settings = read_settings({**PRODUCTION, "RATE_LIMIT": "0", "ADDRESS_RATE_LIMIT": "9"})
    assert (settings.rate_limit, settings.address_rate_limit, settings.new_conversations_per_hour) == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize("environment", ["production", "staging", "Development", "prod"])
@pytest.mark.parametrize("name", ["SECRET_KEY", "BOOKING_URL"])
def test_whatever_is_not_development_needs_a_key_and_a_booking_address(name: str, environment: str) -> None:
    known = {key: value for key, value in PRODUCTION.items() if key != name}
    with pytest.raises(SettingsError, match=name):
        read_settings({**known, "ENVIRONMENT": environment})


@pytest.mark.parametrize(
    "key", ["change-me-change-me-change-me", "CHANGEME0123456789abcdef", "placeholder-of-a-key"]
)
@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_PREVIOUS"])
def test_a_placeholder_is_no_key_in_production(name: str, key: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is a placeholder"):
        read_settings({**PRODUCTION, name: key})


def test_earlier_keys_are_told_apart_by_commas_or_lines() -> None:
    settings = read_settings({**PRODUCTION, "SECRET_KEY_PREVIOUS": f"{'a' * 32}, {'b' * 32}\n{'c' * 32}\n"})
    assert settings.previous_secret_keys == ("a" * 32, "b" * 32, "c" * 32)


def test_a_secret_can_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file, long enough\n")
    without = {key: value for key, value in PRODUCTION.items() if key != "SECRET_KEY"}
    settings = read_settings({**without, "SECRET_KEY_FILE": str(tmp_path / "key")})
    assert settings.secret_key == "from a file, long enough"


@pytest.mark.parametrize("name", SECRETS)
def test_a_file_of_a_secret_that_cannot_be_used_is_named_and_not_quoted(tmp_path: Path, name: str) -> None:
    for file, content in (("empty", b" \n"), ("binary", b"\xff\xfe"), ("missing", None)):
        if content is not None:
            (tmp_path / file).write_bytes(content)
        without = {key: value for key, value in PRODUCTION.items() if key != name}
        with pytest.raises(SettingsError, match=f"{name}_FILE"):
            read_settings({**without, f"{name}_FILE": str(tmp_path / file)})
    (tmp_path / "key").write_text("the words of the secret")
    both = {**PRODUCTION, name: "k" * 32, f"{name}_FILE": str(tmp_path / "key")}
    with pytest.raises(SettingsError, match=f"{name} and {name}_FILE") as refused:
        read_settings(both)
    assert "the words" not in str(refused.value)


def test_the_settings_do_not_show_their_secrets() -> None:
    secrets = {
        "SECRET_KEY": "shown-key-0123456789",
        "SECRET_KEY_PREVIOUS": "shown-before-0123456789",
        "DATABASE_URL": "postgresql://somebody:shown-password@db/clinic",
        "TELEGRAM_BOT_TOKEN": "1:shown-token",
        "TELEGRAM_WEBHOOK_SECRET": "shown-webhook-secret",
        "METRICS_TOKEN": "shown-to-monitors-only",
    }
    assert set(secrets) == set(SECRETS)
    assert "shown" not in repr(read_settings({**PRODUCTION, **secrets}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("RATE_LIMIT", "1.5"),
        ("RATE_LIMIT", "٣"),
        ("BOOKING_URL", "clinic.example"),
        ("PUBLIC_URL", "ftp://clinic.example"),
        ("ALERT_URL", "https://"),
        ("MODEL_SHA256", "abc"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({**PRODUCTION, name: value})
