"""The readers of answers with the clinic's own words, for tests that look into one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bot.content.entries import parsed
from bot.content.red_flag_rules import SCHEMAS, FlagRules, together
from bot.content.yaml_file import read_yaml
from bot.domain.interpretation import Interpretation
from bot.language.answers import clauses as reading
from bot.language.answers import narrowing, plain_words
from bot.language.answers.clauses import Clause
from bot.language.answers.plain_words import Plain
from bot.language.answers.reading import AnswerReader
from bot.language.conditions.finding import ConditionReader
from bot.language.lexicon.lexicon import Lexicon
from bot.language.red_flags.finding import RedFlagRules, compiled
from tests.conversation import knowledge, readers


def lexicon() -> Lexicon:
    """The clinic's own words."""
    return readers().lexicon


@cache
def conditions() -> ConditionReader:
    """The reader of conditions, built once."""
    return ConditionReader(knowledge(), lexicon())


def answers() -> AnswerReader:
    """The reader of answers to the clinic's questions."""
    return readers().answers


def red_flag_rules() -> RedFlagRules:
    """The clinic's own rules for red flags."""
    return readers().red_flags


def rules_in(folder: Path) -> RedFlagRules:
    """The rules for red flags in another folder. Raises KnowledgeError."""
    return compiled(written_in(folder))


def written_in(folder: Path) -> FlagRules:
    """What the records of another folder say. Raises KnowledgeError."""
    return together(
        {name: parsed(name, read_yaml(folder / name, name), schema) for name, schema in SCHEMAS.items()}
    )


def plain(
    text: str, spans: Sequence[tuple[int, int]] = (), question: str | None = None, *, proxy: bool = False
) -> Plain:
    return plain_words.plain(text, lexicon().answers, spans, question, proxy=proxy)


def clauses(text: str, spans: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    return reading.clauses(text, lexicon().answers, spans)


def narrowed(interpretation: Interpretation) -> Iterator[Interpretation]:
    return narrowing.narrowed(interpretation, lexicon().answers)


def normal(text: str) -> str:
    return lexicon().intents.normal(text)
