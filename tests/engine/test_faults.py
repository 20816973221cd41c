"""Any step of a turn may fail: never a link, the person is told, and the next turn is fine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest

from bot.core.errors import NotStored
from bot.core.moves import MOVES
from bot.engine import conversations, reply
from bot.store.errors import Unavailable
from bot.store.work import Work
from tests.conversation import House, Talk, house, knowledge, links_of, sqlite_file
from tests.fake_dialogue import FakeDialogue

STEPS: list[tuple[Any, str]] = [
    (conversations, "pressed"),
    (conversations, "make_all"),
    (conversations, "store_reply"),
    (conversations, "remember_press"),
    (reply, "judged"),
    (reply, "tell_outcome"),
    (reply, "text_of"),
    (reply, "with_remarks"),
    (FakeDialogue, "respond"),
    (Work, "record_answer"),
    (Work, "issue_booking"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(sqlite_file(tmp_path_factory.mktemp("faults")), FakeDialogue(knowledge())) as made:
        yield made


@pytest.fixture
def talk(home: House) -> Talk:
    """Nine times No: the next one leads to the link."""
    talk = Talk(home.conversations)
    talk.agrees()
    for _ in range(9):
        talk.chooses("No")
    return talk


def failing(*args: object, **kwargs: object) -> NoReturn:
    raise ZeroDivisionError("a step failed")


def failing_once(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    """The step fails at its first call, and works from then on."""
    works = getattr(owner, name)

    def step(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(owner, name, works)
        failing()

    monkeypatch.setattr(owner, name, step)


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
def test_a_step_that_fails_tells_the_person_and_changes_nothing(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    before = talk.screening
    failing_once(monkeypatch, owner, name)
    talk.chooses("No")
    assert talk.topics == ["technical_problem"]
    assert talk.screening == before
    assert links_of(talk.looks()) == []
    monkeypatch.undo()
    talk.chooses("No")
    assert talk.outcome == "eligible"


@pytest.mark.parametrize("name", sorted(MOVES))
def test_a_move_that_fails_never_leads_to_a_link(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(MOVES, name, failing)  # type: ignore[arg-type]
    talk.chooses("No")
    if name in ("record", "conclude"):
        assert talk.topics == ["technical_problem"]
        assert links_of(talk.looks()) == []
    monkeypatch.undo()
    if talk.outcome is None:
        talk.chooses("No")
    assert talk.outcome == "eligible"


def test_what_cannot_be_stored_is_refused_and_can_be_sent_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: Work, *args: object, **kwargs: object) -> NoReturn:
        raise Unavailable("the database is gone")

    history = talk.looks()
    monkeypatch.setattr(Work, "save", gone)
    with pytest.raises(NotStored):
        talk.chooses("No", id="again")
    monkeypatch.undo()
    assert talk.looks() == history
    talk.chooses("No", id="again")
    assert talk.outcome == "eligible"


def test_the_advice_comes_even_when_nothing_can_be_stored(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: Work, *args: object, **kwargs: object) -> NoReturn:
        raise Unavailable("the database is gone")

    monkeypatch.setattr(Work, "add_turn", gone)
    with pytest.raises(NotStored) as refused:
        talk.says("I have crushing chest pain and my left arm hurts")
    assert refused.value.emergency is not None
    assert refused.value.emergency.flag == "cardiac"
    assert refused.value.emergency.text
