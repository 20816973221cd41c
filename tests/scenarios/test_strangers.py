"""Whole conversations written without sight of any rule, each with one difficulty from life.

A step is what is typed (`say`), a choice (`tap`: the title under the newest question, or consent), or `noes`:
No to every question that is still asked. `missed` marks those that are known not to come out right; none of
them may end with a link that is not due, or with a No that nobody said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conversation import House, Talk, house, rasa_dialogue, sqlite_file

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]

FILE = Path(__file__).parent / "strangers.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
CONSENT = {"consent:yes": "Agree", "consent:no": "Do not agree"}
MOST = 40
"""Taps until every question is answered, with what may be asked again."""


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(sqlite_file(tmp_path_factory.mktemp("strangers")), rasa_dialogue()) as made:
        yield made


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']}: {row['difficulty']}"[:80])
def test_a_strangers_conversation(row: dict[str, Any], lived_in: House) -> None:
    talk = Talk(lived_in.conversations)
    for step in row["steps"]:
        take(talk, step)
    expected = row["expect"]
    wrong = [
        (question, talk.answers.get(question))
        for question, right in expected["answers"].items()
        if talk.answers.get(question) not in right
    ]
    assert not [question for question, answer in wrong if answer == "no"], "a No that nobody said"
    assert expected["link"] or talk.outcome != "eligible", "a link that is not due"
    came_out = not wrong and (talk.outcome if talk.state == "finished" else None) in expected["outcome"]
    assert came_out or "missed" in row, (wrong, talk.outcome)


def test_few_are_known_not_to_come_out_right() -> None:
    assert len(ROWS) >= 80
    assert sum("missed" in row for row in ROWS) <= 0.1 * len(ROWS)


def take(talk: Talk, step: dict[str, Any]) -> None:
    """One step; a choice that is not offered where the conversation took another way is passed over."""
    if "say" in step:
        talk.says(step["say"])
    elif "tap" in step:
        try:
            talk.chooses(CONSENT.get(step["tap"], step["tap"]))
        except LookupError:
            return
    else:
        say_no(talk)


def say_no(talk: Talk) -> None:
    for _ in range(MOST):
        if talk.state == "paused":
            talk.says("continue")
        elif talk.state != "asking":
            return
        elif talk.question is not None:
            talk.chooses("No", talk.question)
        elif any(topic == "doubt" for topic in talk.topics):
            talk.chooses("nothing about health")
        else:
            return
