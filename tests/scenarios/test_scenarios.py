"""The scenarios of this folder: what a person does, and what must follow, in the contract's words alone.

A scenario is read aloud like this: given a question that is asked (every one before it answered No, apart
from what stands under `with`), the person types or chooses something, and then state, question, outcome,
answers and topics are these. A link is never there unless `link: yes` says so. `help: yes`: the reply holds
the emergency number; `names`: it speaks of this person. What happens may also be `answers_all` (each question
that is left), `sends` (a choice that is always taken), `at_once` (texts sent before the reply to the first
was seen), `refused` (a text that the edge did not take), `new_checklist` (the clinic's questions changed).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.errors import UnknownConversation
from bot.turn.conversations import Conversations
from tests.conversation import House, Talk, house, knowledge, links_of, rasa_dialogue, red_flags, sqlite_file

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]

FILES = sorted(Path(__file__).parent.glob("*.yml"))
NONE = "none"
OF_THE_HOUSE = {"at_once", "refused", "new_checklist"}
SILENT = {"gone", "refused", "new_checklist"}
"""Steps after which no reply need be shown."""
LEAST = 130


def scenarios(file: Path) -> list[dict[str, Any]]:
    """The scenarios of a file; every value is read as a word, so that yes and no stay what they are."""
    found = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return list(found)


ALL = [
    pytest.param(scenario, id=f"{file.stem}: {scenario['scenario']}")
    for file in FILES
    for scenario in scenarios(file)
]


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(sqlite_file(tmp_path_factory.mktemp("scenarios")), rasa_dialogue()) as made:
        yield made


@pytest.mark.parametrize("scenario", ALL)
def test_scenario(scenario: dict[str, Any], lived_in: House) -> None:
    talk = Talk(lived_in.conversations)
    bring(talk, scenario.get("given", "greeting"), scenario.get("with", {}))
    remembered: dict[str, str] = {}
    for number, step in enumerate(scenario["steps"], 1):
        before = len(talk.shown)
        take(talk, step, remembered, lived_in)
        assert len(talk.shown) > before or step.keys() & SILENT, f"step {number}: no reply"
        differences = list(compared(talk, step))
        assert not differences, f"step {number}, {step.get('person') or step.get('chooses')!r}: {differences}"


def bring(talk: Talk, given: str, answers: dict[str, str]) -> None:
    """Go to where the scenario begins, by buttons."""
    if given == "greeting":
        return
    talk.chooses("Start")
    if given == "consent":
        return
    talk.chooses("Agree")
    while talk.state == "asking" and talk.question != given:
        talk.chooses(answers.get(talk.question or "", "No"))
    assert given in (talk.question, talk.state)


def take(talk: Talk, step: dict[str, Any], remembered: dict[str, str], home: House) -> None:
    """One step of a scenario."""
    if step.keys() & OF_THE_HOUSE:
        happen(talk, step, home)
    else:
        act(talk, step, remembered)


def act(talk: Talk, step: dict[str, Any], remembered: dict[str, str]) -> None:
    if "person" in step:
        talk.says(step["person"])
    elif "sends" in step:
        talk.presses(step["sends"])
    elif "answers_all" in step:
        while talk.state == "asking" and talk.question is not None:
            talk.chooses(step["answers_all"])
    else:
        value = remembered.get(step["chooses"]) or talk.value(step["chooses"], step.get("for"))
        remembered[step.get("remember", "")] = value
        talk.presses(value)


def happen(talk: Talk, step: dict[str, Any], home: House) -> None:
    """What is no single message: several at once, one that the edge refuses, another checklist."""
    if "at_once" in step:
        moment = home.clock()
        for text in step["at_once"]:
            talk.says(text, arrived=moment)
        return
    if "refused" in step:
        talk.conversations.report(talk.id, step["refused"])
    else:
        change_checklist(talk, home)
    talk.reply = replace(talk.looks(), messages=())


def change_checklist(talk: Talk, home: House) -> None:
    old = knowledge()
    new = replace(old, checklist=old.checklist.copy(update={"version": "next"}))
    talk.conversations = Conversations(
        home.store, rasa_dialogue(), new, red_flags(), home.settings, now=home.clock
    )


def compared(talk: Talk, step: dict[str, Any]) -> Iterator[str]:
    """Every difference between what the step expects and what is."""
    for name, found in (("state", talk.state), ("question", talk.question), ("outcome", talk.outcome)):
        if name in step and step[name] != (found or NONE):
            yield f"{name} is {found}, not {step[name]}"
        if step.get(f"{name}_not") == found and found:
            yield f"{name} is {found}"
    yield from compared_topics([topic or "" for topic in talk.topics], step)
    yield from compared_answers(talk.answers, step)
    if "red_flags" in step and step["red_flags"] != list(talk.screening.red_flags):
        yield f"red flags are {talk.screening.red_flags}"
    yield from compared_texts(talk, step)
    yield from compared_links(talk, step)


def compared_topics(topics: list[str], step: dict[str, Any]) -> Iterator[str]:
    if "topics" in step and topics != step["topics"]:
        yield f"topics are {topics}, not {step['topics']}"
    if missing := [topic for topic in step.get("has", []) if topic not in topics]:
        yield f"topics are {topics}, without {missing}"
    if unwanted := [topic for topic in step.get("has_not", []) if topic in topics]:
        yield f"topics are {topics}, with {unwanted}"
    if "has_one_of" in step and not set(step["has_one_of"]) & set(topics):
        yield f"topics are {topics}, without any of {step['has_one_of']}"


def compared_answers(answers: dict[str, str], step: dict[str, Any]) -> Iterator[str]:
    if step.get("answers") == {} and answers:
        yield f"answers are {answers}"
    for question, wanted in step.get("answers", {}).items():
        if answers.get(question, NONE) != wanted:
            yield f"{question} is {answers.get(question)}, not {wanted}"
    for question, unwanted in step.get("answers_not", {}).items():
        if answers.get(question) == unwanted:
            yield f"{question} is {unwanted}"


def compared_texts(talk: Talk, step: dict[str, Any]) -> Iterator[str]:
    shown = [(message.text, *(choice.title for choice in message.choices)) for message in talk.reply.messages]
    text = "\n".join(line for lines in shown for line in lines)
    if "help" in step and knowledge().clinic.emergency_number not in text:
        yield "no emergency number in the reply"
    if "names" in step and step["names"] not in text:
        yield f"the reply does not speak of {step['names']}"


def compared_links(talk: Talk, step: dict[str, Any]) -> Iterator[str]:
    wanted = step.get("link", "no") == "yes"
    if "any_link" not in step and bool(talk.links) != wanted:
        yield f"{len(talk.links)} links in the reply"
    try:
        history = talk.looks()
    except UnknownConversation:
        if step.get("gone") != "yes":
            yield "the conversation is gone"
        return
    if "gone" in step:
        yield "the conversation is still there"
    if links_of(history) and talk.outcome != "eligible":
        yield "a link in the history"


def test_there_are_enough_scenarios_and_each_has_a_name_of_its_own() -> None:
    names = [scenario["scenario"] for file in FILES for scenario in scenarios(file)]
    assert len(names) >= LEAST
    assert len(set(names)) == len(names)
