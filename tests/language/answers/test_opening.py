"""A yes or a no that opens a message is an answer, whatever story stands behind it."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Intent, Interpretation, Mention
from bot.language.answers.reading import Reading
from tests.conversation import readers
from tests.screening.screenings import EYES

EAR, SPINE = "ear_infection", "spinal_injury"


def read(asked: str, text: str, intent: Intent = "tell", *named: tuple[str, str, str]) -> Reading:
    mentions = tuple(
        Mention(question, words, text.index(words), text.index(words) + len(words), status, "condition")  # type: ignore[arg-type]
        for question, words, status in named
    )
    return readers().answers.read(asked, Interpretation(text, intent, 0.8, mentions=mentions))


@pytest.mark.parametrize(
    "text",
    [
        "Yes, the left one, it began after the pool. Why does that matter for a back?",
        "haan na, do hafte se hai aur drops daal rahi hu",
        "Yes. The doctor gave drops on Monday and I hate them",
        "होय, सोमवारपासून आहे आणि थेंब चालू आहेत",
    ],
)
@pytest.mark.parametrize("intent", ["tell", "topic", "not_understood"])
def test_a_yes_that_opens_the_message_is_a_yes(text: str, intent: Intent) -> None:
    assert read(EAR, text, intent).answer == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "yes I have no such thing",
        "Yes... I mean no, sorry",
        "Yes. Sorry, no",
        "yes? what do you mean",
        "yes my mother, two weeks now",
    ],
)
def test_a_yes_to_something_else_or_taken_back_is_none(text: str) -> None:
    assert read(EAR, text).answer != "yes"


def test_a_no_with_a_story_behind_it_is_a_no() -> None:
    text = "No ear infection. Traffic at Swargate was terrible today! How many questions are left?"
    assert read(EAR, text, "topic", (EAR, "ear infection", "denied")).answer == "no"


@pytest.mark.parametrize(
    "text",
    [
        "No. My doctor keeps an eye on it",
        "No. Wait, the left one still hurts",
        "No. Only sometimes I had a bit",
        "No... well, once",
    ],
)
def test_a_no_after_which_something_may_be_meant_is_asked_again(text: str) -> None:
    assert read(EYES, text, "topic").answer != "no"


def test_a_no_before_the_same_illness_is_asked_again() -> None:
    text = "No eye disease. Glaucoma runs through us all"
    named = ((EYES, "eye disease", "denied"), (EYES, "Glaucoma", "present"))
    assert read(EYES, text, "topic", *named).answer != "no"
