"""One conversation at several processes: the same message again, and two messages at the same moment."""

from __future__ import annotations

from benchmarks.faults.row import Line, Say, databases, rasa, told
from bot.dialogue.port import Dialogue
from tests.faults.at_once import WAYS, double_sent, pairs, visitor
from tests.faults.kills import whole
from tests.faults.nursery import nursery
from tests.postgres import running_postgres

PROCESSES = 3
ROUNDS = 4
PAIRS = 1_000


def twice(say: Say) -> list[Line]:
    """Each way of sending twice, at each question, over each database."""
    dialogue = rasa()
    with databases() as urls:
        return [_twice(kind, url, dialogue, say) for kind, url in urls.items()]


def _twice(kind: str, url: str, dialogue: Dialogue, say: Say) -> Line:
    faults: list[str] = []
    rounds = ROUNDS * len(WAYS)
    with nursery(url, dialogue, PROCESSES) as workers:
        for number in range(rounds):
            with visitor(workers.addresses) as person:
                faults += double_sent(person, number)
    for fault in faults:
        say(fault)
    return Line(
        f"{kind}: the same message × 5 at once, a double click, two tabs (button and words, both words), "
        f"out of order; each at each question, {rounds} screenings over {PROCESSES} processes",
        "1 turn, 1 reply, never the next question answered",
        f"{rounds * 10} questions: {len(faults)} faults; the store's check finds {len(whole(url))}",
        not faults and not whole(url),
    )


def simultaneous(say: Say) -> list[Line]:
    """The most turns that a conversation takes are 2,000."""
    dialogue = rasa()
    with running_postgres(durable=True) as server, server.database() as url:
        with nursery(url, dialogue, PROCESSES) as workers, visitor(workers.addresses) as person:
            compared, unordered = pairs(person, PAIRS)
        faults = whole(url)
    return [
        Line(
            f"PostgreSQL: {PAIRS} pairs of simultaneous messages of one conversation, {PROCESSES} processes",
            "0 lost, order kept",
            f"{told(compared)}; {unordered} messages without their replies right after; {person.refused} "
            f"refused and sent again; the store's check finds {len(faults)} faults",
            compared.clean and not unordered and not faults,
        )
    ]
