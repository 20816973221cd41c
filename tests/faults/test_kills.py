"""Killed in the middle of turns and sent again: no message is lost, none is counted twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from bot.core.knowledge import Knowledge
from bot.store import console_queries
from bot.store.models import Conversation
from bot.store.queries import Query
from bot.store.store import Store
from tests.conversation import knowledge, sqlite_file
from tests.faults.service import ROOT, Service, Visit, environment

pytestmark = [pytest.mark.faults, pytest.mark.model, pytest.mark.xdist_group("kills")]

KILLS = {"sqlite": 40, "postgresql": 20}
Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Lets the nursery do something."""
    written = tmp_path_factory.mktemp("nursery") / "written.txt"
    with (
        written.open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as nursery,
    ):

        def request(**what: Any) -> dict[str, Any]:
            assert nursery.stdin
            assert nursery.stdout
            nursery.stdin.write(json.dumps(what) + "\n")
            nursery.stdin.flush()
            line = nursery.stdout.readline()
            assert line, written.read_text(encoding="utf-8")
            result: dict[str, Any] = json.loads(line)
            return result

        yield request


def stored(url: str, *queries: Query) -> list[list[Any]]:
    """What is in the database when all is over."""
    store = Store(url)
    with store.reading() as reader:
        found = [reader.all(query) for query in queries]
    store.dispose()
    return found


def seen(messages: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What stays the same when the same is said at another time, in another conversation."""
    return [(each["from"], each["topic"], each["text"], each["choices"]) for each in messages]


def without_links(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A link is shown only as long as its outcome holds."""
    return [{**message, "links": []} for message in messages]


def changes_of(url: str, conversation: str) -> list[tuple[Any, ...]]:
    """The trail of answers."""
    [changes] = stored(url, console_queries.answer_changes(conversation))
    return [(each.run, each.question, each.previous, each.answer, each.cause) for each in changes]


def test_workers_killed_in_mid_turn(run: Run, database_url: str, tmp_path: Path) -> None:
    wanted = KILLS[database_url.partition(":")[0]]
    result = run(url=database_url, kills=wanted, seed=wanted)
    check_the_kills(result["kills"], wanted)
    check_the_answers(result)
    check_the_history(result)
    check_the_rows(database_url, result)
    calm_url = sqlite_file(tmp_path)
    calm = run(url=calm_url, messages=result["messages"])
    assert seen(calm["history"]["messages"]) == seen(result["history"]["messages"])
    assert calm["history"]["screening"] == result["history"]["screening"]
    assert changes_of(calm_url, calm["begun"]["id"]) == changes_of(database_url, result["begun"]["id"])


def check_the_kills(kills: list[dict[str, Any]], wanted: int) -> None:
    """They came at every moment of a turn."""
    in_turns = [kill for kill in kills if not kill["over"]]
    anew = [kill for kill in in_turns if not kill["stored"]]
    print(f"{len(in_turns)} kills in turns, {len(anew)} processed anew, {len(kills) - len(in_turns)} after")
    assert len(in_turns) == wanted
    assert len(anew) >= wanted // 4, "too few were killed before the commit"
    assert len(kills) > wanted, "no answer was lost on its way"
    assert all(kill["stored"] for kill in kills if kill["lost"]), "acknowledged, and not stored"


def check_the_answers(result: dict[str, Any]) -> None:
    """However often a message was sent, the answer is the same, also the one that was lost on its way."""
    for message, answers in zip(result["messages"], result["answers"], strict=True):
        lost = [kill["lost"] for kill in result["kills"] if kill["id"] == message["id"] and kill["lost"]]
        assert all(answer == answers[-1] for answer in (*answers, *lost)), message


def check_the_history(result: dict[str, Any]) -> None:
    """What was acknowledged is shown, each once and in its order, and nothing else."""
    shown = without_links(result["history"]["messages"])
    expected = without_links(result["begun"]["messages"])
    for message, answers in zip(result["messages"], result["answers"], strict=True):
        heard = shown[len(expected)]
        assert (heard["from"], heard["id"]) == ("visitor", message["id"])
        expected += [heard, *without_links(answers[-1]["messages"])]
    assert shown == expected


def check_the_rows(url: str, result: dict[str, Any]) -> None:
    """Positions have no gaps; each message is one turn."""
    id = result["begun"]["id"]
    [[conversation], turns] = stored(url, select(Conversation), console_queries.turns(id))
    store = Store(url)
    with store.reading() as reader:
        messages = reader.messages(id)
    store.dispose()
    assert [message.position for message in messages] == list(range(1, len(messages) + 1))
    assert conversation.last_position == len(messages) == len(result["history"]["messages"])
    assert [turn.message_id for turn in turns] == [message["id"] for message in result["messages"]]
    assert conversation.turns == len(turns)
    assert all(turn.fault is None for turn in turns)


def test_the_whole_service_killed_in_mid_turn(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service.start()
    try:
        with closing(Visit(service)) as visit:
            agrees(visit)
            stored = [killed_and_back(service, visit, part) for part in (0.0, 0.2, 0.4)]
            check_the_visit(visit, knowledge())
            print(f"stored before the kill: {stored}; a turn took {min(visit.took):.3f} s")
    finally:
        service.kill()
    assert not all(stored), "no kill came before the commit"
    assert "Traceback" not in service.written


def agrees(visit: Visit) -> None:
    """To the first question, and a side question on the way."""
    visit.send(id=str(uuid4()), choice="start")
    offered = visit.send(id=str(uuid4()), text="what are the risks?")["messages"][-1]["choices"]
    agreeing = next(choice["value"] for choice in offered if choice["value"].startswith("consent:yes"))
    visit.send(id=str(uuid4()), choice=agreeing)
    visit.send(id=str(uuid4()), text="no")


def killed_and_back(service: Service, visit: Visit, part: float) -> bool:
    """Answer a question, kill the service in the middle of it, send again; whether it had been stored."""
    before, message = len(visit.shown), {"id": str(uuid4()), "text": "no"}
    while not visit.send_and_kill(part, **message):  # it was over by then: earlier, with the next message
        before, message = len(visit.shown), {"id": str(uuid4()), "text": "what are the risks?"}
        part /= 2
    service.start()
    stored = any(shown["id"] == message["id"] for shown in visit.history()["messages"])
    acknowledged = visit.shown[before + 1 :]
    del visit.shown[before:]
    answer = visit.send(**message)
    assert not acknowledged or (stored and answer["messages"] == acknowledged)
    assert visit.send_again(**message) == answer
    return stored


def check_the_visit(visit: Visit, known: Knowledge) -> None:
    """Everything that was acknowledged is there, once and in order; each "no" answered one question."""
    history = visit.history()
    for shown, kept in zip(history["messages"], visit.shown, strict=True):
        assert {name: shown[name] for name in kept if kept[name] is not None} == {
            name: value for name, value in kept.items() if value is not None
        }
    typed = sum(message.get("text") == "no" for message in visit.shown if message["from"] == "visitor")
    assert history["screening"]["answers"] == dict.fromkeys(known.checklist.ids[:typed], "no")
    assert history["screening"]["position"] == typed + 1
