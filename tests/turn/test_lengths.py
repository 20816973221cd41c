"""What a person gets in one turn is short enough to be read: at most 90 words, an outcome at most 160.

The person's own words, which some messages repeat, do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

import pytest

from bot.content.placeholders import REPAIRS
from bot.domain.names import ANSWERS, QUESTIONS, RED_FLAGS, TOPICS, Answer
from bot.domain.screening import Screening
from bot.screening.commands import Command
from bot.screening.doubting import report
from bot.screening.saying import Utterance
from bot.turn.outcome import tell_outcome
from bot.turn.record import Response, carry_out, record_of
from tests.content.plain_words import words
from tests.conversation import FIRST, knowledge
from tests.screening.screenings import asking, finished

MOST: Final = 90
MOST_OF_AN_OUTCOME: Final = 160
VERSION: Final = knowledge().checklist.version
MOTHER: Final = "your mother"
ASK: Final = Command("ask")


def told(screening: Screening, *chosen: Command) -> list[str]:
    """The messages of a turn."""
    response = carry_out(chosen, screening, knowledge())
    return texts(response, screening)


def texts(response: Response, before: Screening) -> list[str]:
    return [message.text for message in record_of(response, before, knowledge(), "test", FIRST).messages]


def length(messages: list[str]) -> int:
    return sum(len(words(message)) for message in messages)


def here(question: str, **more: object) -> Screening:
    return asking(question, checklist_version=VERSION, **more)


EVERYBODY: Final = pytest.mark.parametrize("subject", [None, MOTHER], ids=["for oneself", "for her"])


@EVERYBODY
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("question", QUESTIONS[:-1])
def test_a_question_after_an_answer(question: str, answer: Answer, subject: str | None) -> None:
    said = Command("record", question=question, answer=answer, said="words")
    assert length(told(here(question, subject=subject), said, ASK)) <= MOST


@EVERYBODY
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("name", ["started_over", "new_checklist", "corrected", "resumed", "back", "told"])
def test_a_question_after_something_else(question: str, name: str, subject: str | None) -> None:
    at = here(question, subject=subject)
    before = {
        "started_over": (Command("start_over"), ASK),
        "new_checklist": (Command("start_over", topic="new_checklist"), ASK),
        "corrected": (Command("correct", question=QUESTIONS[0], answer="yes", said="words"), ASK),
        "resumed": (Command("resume"), ASK),
        "back": (Command("back"), ASK),
        "told": (Command("remember", question=question, said="words"), ASK),
    }[name]
    if name == "resumed":
        at = at.but(state="paused")
    elif name == "told":
        at = at.but(question=None)
    assert length(told(at, *before)) <= MOST


@EVERYBODY
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_asked_again(question: str, subject: str | None) -> None:
    at = here(question, subject=subject)
    for repair in (None, *(f"{name}:27.3" if "bmi" in name else name for name in REPAIRS)):
        unclear = Command("unclear", topic=repair)
        assert length(told(at, unclear, ASK)) <= MOST
        twice = (unclear, ASK, unclear, *(() if question == QUESTIONS[-1] else (ASK,)))
        if question != QUESTIONS[-1]:
            assert length(told(at, *twice)) - length(told(at, unclear, ASK)) <= MOST
    for part in knowledge().checklist[question].parts:
        assert length(told(at, Command("part", part=part.id), ASK)) <= MOST
    earlier = at.but(earlier_yes=(question,), question=None)
    assert length(told(earlier, ASK)) <= MOST
    taken_back = at.but(answers={**at.answers, question: "yes"}, retaking=question, question=None)
    assert length(told(taken_back, ASK)) <= MOST


def asides() -> Iterator[Command]:
    yield from (Command("tell", topic=topic) for topic in TOPICS)
    for question in QUESTIONS:
        yield Command("tell", topic=f"condition:{question}")
        yield Command("tell", topic=f"sources:condition:{question}")
        yield Command("why", question=question)
    yield from (Command("tell", topic=f"near:{name}") for name in knowledge().near_conditions.by_id)
    sourced = (topic.id for topic in knowledge().topics.values() if topic.sources)
    yield from (Command("tell", topic=f"sources:{topic}") for topic in sourced)
    yield from (Command("say", topic=name) for name in ("bypass", "medical", "not_understood", "slash"))
    yield from (Command("how_many", topic=topic) for topic in (None, "too_long"))


@pytest.mark.parametrize("aside", asides(), ids=lambda aside: aside.topic or aside.question or aside.name)
def test_an_aside_with_what_follows_it(aside: Command) -> None:
    """The list of sources, which somebody asked to see, may be as long as a turn by itself."""
    for question in QUESTIONS:
        lists = MOST if (aside.topic or "").startswith("sources:") else 0
        assert length(told(here(question), aside, ASK)) <= MOST + lists // 3
    if aside.name != "how_many":
        assert length(told(Screening(state="consent"), aside, Command("request_consent", topic="again"))) <= (
            MOST + lists // 3
        )


@EVERYBODY
def test_the_request_for_consent(subject: str | None) -> None:
    at = Screening(subject=subject)
    request = Command("request_consent")
    assert length(told(at, request)) <= MOST
    assert length(told(Screening(), Command("proxy", subject=MOTHER), request)) <= MOST
    named = (f"condition:{question}" for question in QUESTIONS)
    for topic in (*named, *(f"near:{name}" for name in knowledge().near_conditions.by_id)):
        assert length(told(at, Command("tell", topic=f"short:{topic}"), request)) <= MOST, topic


@pytest.mark.parametrize("first", RED_FLAGS)
def test_the_advice_at_one_red_flag_and_at_two(first: str) -> None:
    before = here("eye_condition")
    for flags in [(first,), *((first, second) for second in RED_FLAGS if second != first)]:
        screening, sayings = report(before, flags, knowledge())
        response = Response(screening, tuple(Utterance(saying) for saying in sayings))
        assert length(texts(response, before)) <= MOST
        assert length(told(screening, Command("still_urgent"))) <= MOST


def ends() -> Iterator[Screening]:
    """Every end with up to two findings, and those with a few, many and all."""
    worst: tuple[Answer, ...] = ("yes", "unsure")
    yield finished()
    for answer in worst:
        yield from (finished(**{question: answer}) for question in QUESTIONS)
        yield from (finished(**{one: "yes", two: answer}) for one, two in combinations(QUESTIONS, 2))
        yield from (
            finished(**dict.fromkeys(QUESTIONS[:number], answer)) for number in (3, 5, len(QUESTIONS))
        )


def test_an_outcome() -> None:
    for end in ends():
        for extra in ({}, {"age_said": "16"}, {"changed": tuple(end.answers)}):
            screening = end.but(checklist_version=VERSION, **extra)
            text = tell_outcome(screening, knowledge(), FIRST).text
            assert len(words(text)) <= MOST_OF_AN_OUTCOME, text


def test_the_summary_before_it() -> None:
    summary = told(finished(obesity="declined").but(checklist_version=VERSION), Command("conclude"))[0]
    assert len(words(summary)) <= MOST
