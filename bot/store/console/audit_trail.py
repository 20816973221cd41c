"""The audit trail as a chain: each entry is sealed, with a key, together with the one before it.

Whoever changes, removes or slips in an entry without the key breaks the chain at that place. Entries that
are missing from the end leave no gap: note `newest` and `mac` of a `TrailCheck` elsewhere now
and then, and hand them to the next check.

Older entries may be sealed with an earlier key; from the first one that is sealed with a newer key on, the
earlier key is not taken any more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.keys import Keys, is_one_of
from bot.store.console.audit import AuditEntry, AuditHead
from bot.store.conversations.queries import table
from bot.store.conversations.store import Store

log = logging.getLogger(__name__)

AT_ONCE: Final = 1_000
entries = table(AuditEntry).c


@dataclass(frozen=True)
class TrailCheck:
    """What a check found: how many entries, the newest one's seal, and the first fault, if there is one."""

    newest: int
    mac: str
    fault: str | None = None


class AuditTrail:
    """Adds entries to the trail, and checks it."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys.of("audit-trail")

    def add(
        self, session: Session, actor: str, action: str, subject: str | None = None, **detail: Any
    ) -> AuditEntry:
        """Add an entry in this transaction. Call it last: others that add one wait from here on."""
        head = session.execute(select(AuditHead).with_for_update()).scalar_one()
        entry = AuditEntry(
            id=head.newest + 1,
            at=datetime.now(timezone.utc),
            actor=actor,
            action=action,
            subject=subject,
            detail=detail,
            mac="",
        )
        entry.mac = _mac(self._keys[0], entry, head.mac)
        session.add(entry)
        head.newest, head.mac = entry.id, entry.mac
        # The log is kept elsewhere: it tells when entries vanish from the end.
        log.info("audited", extra={"entry": entry.id, "mac": entry.mac[:16]})
        return entry

    def check(self, store: Store, known: tuple[int, str] | None = None) -> TrailCheck:
        """Follow the chain from the first entry. `known` is the number and seal of an earlier check."""
        number, mac = 0, ""
        allowed: Sequence[bytes] = self._keys
        for entry in _all(store):
            number += 1
            if entry.id != number:
                return TrailCheck(number - 1, mac, f"entry {number} is missing")
            allowed = _up_to_the_fitting(allowed, entry, mac)
            if not allowed:
                return TrailCheck(number - 1, mac, f"entry {number} was changed")
            mac = entry.mac
            if known and number == known[0] and not mac.startswith(known[1]):
                return TrailCheck(number, mac, f"entry {number} is another one than at the last check")
        if known and number < known[0]:
            return TrailCheck(number, mac, f"entries after {number} are missing")
        with store.reading() as reader:
            head = reader.one(select(AuditHead))
        if head is None or head.newest < number or (head.newest == number and head.mac != mac):
            return TrailCheck(number, mac, "the newest entry is not the one that the trail's head names")
        return TrailCheck(
            number, mac, f"entries after {number} are missing" if head.newest > number else None
        )


def _up_to_the_fitting(keys: Sequence[bytes], entry: AuditEntry, before: str) -> Sequence[bytes]:
    """The key that sealed the entry and the newer ones; none if no key did."""
    fitting = [
        number for number, key in enumerate(keys, 1) if is_one_of(entry.mac, [_mac(key, entry, before)])
    ]
    return keys[: fitting[0]] if fitting else ()


def _mac(key: bytes, entry: AuditEntry, before: str) -> str:
    at = entry.at.astimezone(timezone.utc).isoformat(timespec="microseconds")
    content = [entry.id, at, entry.actor, entry.action, entry.subject, entry.detail, before]
    packed = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(key, packed, hashlib.sha256).hex()


def _all(store: Store) -> Iterator[AuditEntry]:
    """Every entry, oldest first, some at a time."""
    last: int | None = None
    while True:
        query = select(AuditEntry).order_by(entries.id).limit(AT_ONCE)
        with store.reading() as reader:
            found = reader.all(query if last is None else query.where(entries.id > last))
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1].id


def newest_entries(before: int | None, limit: int, subject: str | None = None) -> Any:
    """Entries, newest first, for staff to read."""
    query = select(AuditEntry).order_by(entries.id.desc()).limit(limit)
    if subject is not None:
        query = query.where(entries.subject == subject)
    return query if before is None else query.where(entries.id < before)
