"""Whether everything that is stored fits together, as after a restore."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import func, select

from bot.content.knowledge import Knowledge, KnowledgeError
from bot.content.loading import load
from bot.domain.screening import Screening, from_json
from bot.keys import Keys
from bot.settings import SettingsError, read_settings
from bot.store.console.audit_trail import AuditTrail
from bot.store.conversations.models import Conversation, Message, Offer
from bot.store.conversations.queries import conversations, messages, offers, table
from bot.store.conversations.reader import Reader
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable
from bot.store.integrity import broken, named, newest_answers
from bot.turn.outcome import judged, outdated

AT_ONCE: Final = 500
"""Conversations that are read together."""


@dataclass
class StoreCheck:
    """How much there was to check, and what does not fit."""

    conversations: int = 0
    messages: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """0 when all fits, 1 when it does not, 2 when it cannot be read."""
    try:
        settings, knowledge = read_settings(os.environ), load()
        found = check(Store(settings.database_url), knowledge, settings.keys)
    except (SettingsError, KnowledgeError, Unavailable, ValueError) as error:
        print(f"The store cannot be checked. {error}", file=sys.stderr)
        return 2
    for fault in found.faults:
        print(fault, file=sys.stderr)
    size = f"{found.conversations} conversations, {found.messages} messages"
    print(f"The store {'is not' if found.faults else 'is'} whole: {size}.")
    return 1 if found.faults else 0


def check(store: Store, knowledge: Knowledge, keys: Keys) -> StoreCheck:
    """Look at every conversation. Reads alone; a service may be at work meanwhile."""
    found = StoreCheck()
    with store.reading() as reader:
        found.faults += broken(reader, store.dialect)
        found.messages = reader.one(select(func.count()).select_from(table(Message)))
        wrong: dict[str, list[str]] = {}
        for row, faults in _each(reader, knowledge):
            found.conversations += 1
            for fault in faults:
                wrong.setdefault(fault, []).append(row.id)
    found.faults += [named(fault, ids) for fault, ids in wrong.items()]
    if trail := AuditTrail(keys).check(store).fault:
        found.faults.append(f"the audit trail is broken: {trail}")
    return found


def _each(reader: Reader, knowledge: Knowledge) -> Iterator[tuple[Conversation, list[str]]]:
    """Every conversation with what does not fit in it."""
    last = ""
    while True:
        query = select(Conversation).where(conversations.id > last).order_by(conversations.id).limit(AT_ONCE)
        some = reader.all(query)
        if not some:
            return
        ids, last = [row.id for row in some], some[-1].id
        answers, shown, offered = newest_answers(reader, ids), _shown(reader, ids), _offered(reader, ids)
        for row in some:
            faults = list(_faults(row, answers[row.id], knowledge))
            if not shown[row.id] <= offered[row.id]:
                faults.append("a button was shown that cannot be pressed")
            yield row, faults


def _faults(row: Conversation, newest: dict[str, str], knowledge: Knowledge) -> Iterator[str]:
    screening = from_json(row.screening)
    if newest != dict(screening.answers):
        yield "the answers are not what the trail comes to"
    if not outdated(screening, knowledge) and row.outcome != judged(screening, knowledge).outcome:
        yield "the outcome does not follow from the answers"
    if row.outcome == "eligible" and _in_doubt(screening):
        yield "a link may stand although something is in doubt"
    if _waits_for_nothing(screening):
        yield "a side question waits that was never put"
    if _repeated(row) != _own(screening):
        yield "the columns say something else than the screening"


def _in_doubt(screening: Screening) -> bool:
    """Whether anything besides the answers keeps a link away (contract, rules 5, 8 and 9)."""
    unheard = screening.unheard or screening.health_words or screening.possible_flag
    return bool(unheard or screening.noted or screening.age_said or screening.red_flags)


def _waits_for_nothing(screening: Screening) -> bool:
    put = {"doubt": screening.open_doubt, "emergency_check": screening.emergency_checks}
    return not put.get(screening.waiting_for or "", True)


def _repeated(row: Conversation) -> tuple[object, ...]:
    return row.state, row.question, row.checklist_version, row.red_flag


def _own(screening: Screening) -> tuple[object, ...]:
    return screening.state, screening.question, screening.checklist_version, bool(screening.red_flags)


def _shown(reader: Reader, ids: list[str]) -> dict[str, set[str]]:
    """The values of every button that the bot has shown."""
    found: dict[str, set[str]] = {id: set() for id in ids}
    query = select(messages.conversation_id, messages.choices).where(
        messages.conversation_id.in_(ids), messages.sender == "bot"
    )
    for id, choices in reader.rows(query):
        found[id].update(choice["value"] for choice in choices)
    return found


def _offered(reader: Reader, ids: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {id: set() for id in ids}
    query = select(offers.conversation_id, offers.value).select_from(table(Offer))
    for id, value in reader.rows(query.where(offers.conversation_id.in_(ids))):
        found[id].add(value)
    return found
