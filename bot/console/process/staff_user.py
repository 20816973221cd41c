"""Making an account at the terminal, the first administrator above all. There is no default password."""

from __future__ import annotations

import os
import sys

import click

from bot.console.app import make_services
from bot.console.auth.accounts import BadAccount
from bot.console.auth.passwords import SHORTEST, BadPassword
from bot.console.auth.roles import ADMINISTRATOR, ROLES, VIEWER
from bot.content.loading import load
from bot.settings import SettingsError, read_settings
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable


def main(name: str | None = None, role: str | None = None) -> int:
    """Make the account; 1 when it could not be made, with the reason.

    What is not given is asked for. The password comes from STAFF_PASSWORD, or is asked for twice, unseen.
    """
    try:
        settings = read_settings(os.environ)
        store = Store(settings.database_url)
        store.migrate()
        services = make_services(settings, load(), store)
        first = services.accounts.is_empty()
        name = name or click.prompt("Name to sign in with")
        role = role or _role(first)
        services.accounts.add(name, os.environ.get("STAFF_PASSWORD") or _password(), role, "command line")
    except (BadAccount, BadPassword, SettingsError, Unavailable) as error:
        print(f"No account was made. {error}", file=sys.stderr)
        return 1
    except click.Abort:
        print("\nNo account was made.", file=sys.stderr)
        return 1
    print(f"{name.strip().lower()} can sign in to the console as {role}.")
    return 0


def _role(first: bool) -> str:
    return ADMINISTRATOR if first else str(click.prompt("Role", type=click.Choice(ROLES), default=VIEWER))


def _password() -> str:
    asked = f"Password ({SHORTEST} characters or more)"
    return str(click.prompt(asked, hide_input=True, confirmation_prompt=True))
