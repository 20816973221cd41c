"""What no question asks about and a clinician looks at first, told of the person to be treated."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Interpretation
from bot.language.context.noted import NotedReader
from bot.language.lexicon.lexicon import Lexicon
from bot.language.topics.near import NearReader, with_near
from tests.conversation import knowledge

KNOWLEDGE = knowledge()
NEAR, READER = (
    NearReader(KNOWLEDGE.near_conditions),
    NotedReader(KNOWLEDGE.near_conditions, Lexicon(KNOWLEDGE).people),
)


def noted(text: str, subject: str | None = None) -> bool:
    return READER.noted(with_near(Interpretation(text, "tell"), NEAR), subject).noted


@pytest.mark.parametrize(
    "text",
    [
        "there is a hernia on my left side",
        "no, only a hernia",
        "I am 67 now, is that too old?",
        "mala hernia ahe",
        "मुझे हर्निया है, चलेगा क्या?",
        "thyroid operation was in August",
        "senior citizen hoon main",
    ],
)
def test_what_is_told_of_oneself_is_noted(text: str) -> None:
    assert noted(text)


@pytest.mark.parametrize(
    "text",
    [
        "is a hernia a problem?",
        "what about hernia",
        "if I had a hernia would you take me",
        "my uncle got a hernia",
        "she is 71",
        "no hernia",
        "hernia nahi hai",
        "people with hernia come to you also",
        "I have diabetes",
        "my aunt is 80 years old and walks daily",
    ],
)
def test_what_is_asked_supposed_denied_or_of_another_is_not(text: str) -> None:
    assert not noted(text)


def test_of_somebody_else_it_counts_where_the_check_is_for_them() -> None:
    assert noted("she is 71 years old", "your mother")
    assert noted("amma has a hernia", "your mother")
    assert not noted("I have a hernia", "your mother")
