"""Following the audit trail's chain from the command line; what an earlier check said tells of a cut end."""

from __future__ import annotations

import os
import sys

from bot.settings import SettingsError, read_settings
from bot.store.console.audit_trail import AuditTrail
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable


def main(since: str | None = None) -> int:
    """0 when the trail is whole, 1 when it is not, 2 when it cannot be read.

    `since` is `number:seal`, as an earlier check printed it: entries cut off the end show only by it.
    """
    try:
        settings = read_settings(os.environ)
        known = _known(since)
        store = Store(settings.database_url)
        store.migrate()
        found = AuditTrail(settings.keys).check(store, known)
    except (SettingsError, Unavailable, ValueError) as error:
        print(f"The audit trail cannot be checked. {error}", file=sys.stderr)
        return 2
    if found.fault:
        print(f"The audit trail is broken: {found.fault}. Whole up to entry {found.newest}.", file=sys.stderr)
        return 1
    print(f"The audit trail is whole: {found.newest} entries.")
    print(f"Keep this elsewhere for the next check: SINCE={found.newest}:{found.mac}")
    return 0


def _known(text: str | None) -> tuple[int, str] | None:
    if not text:
        return None
    number, _, mac = text.partition(":")
    if not (number.isascii() and number.isdigit() and mac):
        raise ValueError("SINCE is what an earlier check said: a number, a colon and a seal.")
    return int(number), mac
