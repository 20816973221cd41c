"""Whatever fails in a turn: never a link, the person is told, and the next turn is fine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

import pytest

from bot.domain.decision import Decision
from bot.domain.errors import NotStored
from bot.domain.interpretation import Interpretation
from bot.domain.screening import Screening
from bot.screening import commands
from bot.screening.commands import COMMANDS, Command
from bot.store.database.errors import Unavailable
from bot.turn import record, turns
from tests.conversation import House, Talk, house, knowledge, links_of, sqlite_file
from tests.fake_dialogue import FakeDialogue

DANGER = "I have crushing chest pain going down my left arm"
ERRORS = [ValueError("broken"), KeyError("broken"), RecursionError(), MemoryError(), AssertionError()]


class Faulty(FakeDialogue):
    """Raises `error` at `step` while it is set."""

    def __init__(self) -> None:
        super().__init__(knowledge())
        self.step, self.error = "", None

    step: str
    error: Exception | None

    def understand(self, text: str, screening: Screening) -> Interpretation:
        self._perhaps("understand")
        return super().understand(text, screening)

    def respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        self._perhaps("respond")
        return super().respond(screening, interpretation)

    def _perhaps(self, step: str) -> None:
        if self.error is not None and step == self.step:
            raise self.error


@pytest.fixture
def dialogue() -> Faulty:
    return Faulty()


@pytest.fixture
def faulty_home(tmp_path: Path, dialogue: Faulty) -> Iterator[House]:
    with house(sqlite_file(tmp_path), dialogue) as made:
        yield made


@pytest.fixture
def last(faulty_home: House) -> Talk:
    """One No away from the link."""
    talk = Talk(faulty_home.conversations)
    talk.agrees()
    while talk.question != "obesity":
        talk.chooses("No")
    return talk


def once(error: Exception, real: Callable[..., Any]) -> Callable[..., Any]:
    """Raises at the first call, and is `real` from then on."""
    waiting = [error]

    def call(*args: Any, **kwargs: Any) -> Any:
        if waiting:
            raise waiting.pop()
        return real(*args, **kwargs)

    return call


def told_and_unchanged(talk: Talk, act: Callable[[], object]) -> None:
    """`act` meets a fault: it is told, nothing changed but the history, there is no link."""
    before = talk.screening
    act()
    assert talk.topics == ["technical_problem"]
    assert talk.screening == before
    assert not talk.links
    assert not links_of(talk.looks())
    assert knowledge().clinic.emergency_number in talk.reply.messages[0].text


def goes_on(talk: Talk) -> None:
    """The next turn is fine."""
    talk.chooses("No")
    assert (talk.outcome, len(talk.links)) == ("eligible", 1)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", ["understand", "respond"])
def test_the_engine_fails(last: Talk, dialogue: Faulty, step: str, error: Exception) -> None:
    dialogue.step, dialogue.error = step, error
    told_and_unchanged(last, lambda: last.says("no", id="a"))
    dialogue.error = None
    assert last.says("no", id="a").messages[0].topic == "technical_problem", "the stored reply stands"
    goes_on(last)


def test_the_engine_fails_on_a_choice(last: Talk, dialogue: Faulty) -> None:
    dialogue.step, dialogue.error = "respond", ValueError()
    told_and_unchanged(last, lambda: last.chooses("No"))
    dialogue.error = None
    goes_on(last)


def test_a_busy_engine_refuses_and_stores_nothing(last: Talk, dialogue: Faulty) -> None:
    before = last.looks()
    dialogue.step, dialogue.error = "respond", TimeoutError("busy")
    with pytest.raises(NotStored):
        last.chooses("No", id="a")
    assert last.looks() == before
    dialogue.error = None
    last.chooses("No", id="a")
    assert len(last.links) == 1


def test_a_red_flag_needs_no_engine(last: Talk, dialogue: Faulty) -> None:
    for step in ("understand", "respond"):
        dialogue.step, dialogue.error = step, ValueError()
        last.says(DANGER)
        assert last.topics == ["emergency:cardiac", "outcome:urgent"]


@pytest.mark.parametrize("name", ["record", "conclude"])
def test_a_move_fails(last: Talk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(COMMANDS, name, once(ValueError("broken"), COMMANDS[name]))
    told_and_unchanged(last, lambda: last.chooses("No"))
    goes_on(last)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_move_that_fails_in_the_turn_is_told(
    last: Talk, dialogue: Faulty, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(dialogue, "respond", lambda screening, interpretation: (Command(name),))
    monkeypatch.setitem(COMMANDS, name, once(ValueError("broken"), COMMANDS[name]))
    told_and_unchanged(last, lambda: last.says("no"))
    monkeypatch.undo()
    goes_on(last)


@pytest.mark.parametrize(
    "chosen",
    [
        (),
        (Command("nothing"),),
        (Command("record", question="obesity", answer="no"),),
        (Command("conclude"),),
        (Command("ask", question="pregnancy"),),
        (Command("record", question="astigmatism", answer="no"), Command("conclude")),
        (Command("agree"),),
        (Command("still_urgent"),),
    ],
    ids=["none", "unknown", "silent", "too early", "not due", "unknown question", "not asked", "no danger"],
)
def test_a_wrong_choice_of_moves_is_a_fault(
    last: Talk, dialogue: Faulty, monkeypatch: pytest.MonkeyPatch, chosen: tuple[Command, ...]
) -> None:
    monkeypatch.setattr(dialogue, "respond", lambda screening, interpretation: chosen)
    told_and_unchanged(last, lambda: last.says("no"))
    monkeypatch.undo()
    goes_on(last)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (record, "text_of"),
        (record, "with_remarks"),
        (record, "choices_for"),
        (record, "tell_outcome"),
        (record, "judged"),
        (turns, "record_of"),
        (turns, "carry_out"),
        (turns, "pressed"),
        (turns, "remember_press"),
        (turns, "to_json"),
        (turns, "question_seen"),
        (turns, "screening_view"),
        (turns, "news_of"),
        (commands, "make"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_step_of_the_turn_fails(
    last: Talk, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    monkeypatch.setattr(module, name, once(ValueError("broken"), getattr(module, name)))
    told_and_unchanged(last, lambda: last.chooses("No"))
    goes_on(last)


def test_a_reference_for_another_outcome_than_the_stored_one_is_a_fault(
    last: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    undecided = Decision(None, ())
    monkeypatch.setattr(record, "judged", lambda screening, knowledge: undecided)
    before = last.looks()
    last.chooses("No")
    assert last.topics == ["technical_problem"]
    monkeypatch.undo()
    assert last.looks().screening == before.screening
    goes_on(last)


def test_the_commit_fails(last: Talk, faulty_home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    before, dialect = last.looks(), faulty_home.store._engines.writer.dialect
    monkeypatch.setattr(dialect, "do_commit", once(OperationalError("disk I/O error"), dialect.do_commit))
    with pytest.raises(NotStored):
        last.chooses("No", id="a")
    assert last.looks() == before
    last.chooses("No", id="a")
    assert len(last.links) == 1


def test_when_the_store_fails_the_refusal_carries_the_advice(
    last: Talk, faulty_home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(conversation: str) -> None:
        raise Unavailable("gone")

    monkeypatch.setattr(faulty_home.store, "work", fail)
    with pytest.raises(NotStored) as refused:
        last.says(DANGER)
    assert refused.value.emergency is not None
    assert refused.value.emergency.flag == "cardiac"
    assert knowledge().clinic.emergency_number in refused.value.emergency.text
    with pytest.raises(NotStored) as refused:
        last.says("no")
    assert refused.value.emergency is None


def test_a_fault_while_a_fault_is_told_stores_nothing(last: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = last.looks()

    def fail(*args: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(turns, "record_of", fail)
    with pytest.raises(ValueError, match="broken"):
        last.chooses("No")
    monkeypatch.undo()
    assert last.looks() == before
    goes_on(last)
