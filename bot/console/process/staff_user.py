"""`make staff-user`: makes an account at the terminal, the first administrator above all.

Asks for what STAFF_NAME, STAFF_ROLE and STAFF_PASSWORD do not tell. There is no default password.
"""

from __future__ import annotations

import os
import sys
from getpass import getpass

from bot.console.app import make_desk
from bot.console.auth.accounts import BadAccount
from bot.console.auth.passwords import BadPassword
from bot.console.auth.roles import ADMINISTRATOR, ROLES, VIEWER
from bot.content.loading import load
from bot.settings import SettingsError, read_settings
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable


def main() -> int:
    """Make the account; 1 when it could not be made, with the reason."""
    try:
        settings = read_settings(os.environ)
        store = Store(settings.database_url)
        store.migrate()
        desk = make_desk(settings, load(), store)
        first = desk.accounts.is_empty()
        name = os.environ.get("STAFF_NAME") or input("Name to sign in with: ")
        role = os.environ.get("STAFF_ROLE") or _role(first)
        desk.accounts.add(name, os.environ.get("STAFF_PASSWORD") or _password(), role, "command line")
    except (BadAccount, BadPassword, SettingsError, Unavailable) as error:
        print(f"No account was made. {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nNo account was made.", file=sys.stderr)
        return 1
    print(f"{name.strip().lower()} can sign in to the console as {role}.")
    return 0


def _role(first: bool) -> str:
    if first:
        return ADMINISTRATOR
    return input(f"Role ({', '.join(ROLES)}) [{VIEWER}]: ").strip() or VIEWER


def _password() -> str:
    password = getpass("Password (12 characters or more): ")
    if getpass("The same again: ") != password:
        raise BadPassword("The two are not the same.")
    return password


if __name__ == "__main__":
    sys.exit(main())
