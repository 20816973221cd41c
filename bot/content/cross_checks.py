"""What one file of the content says must fit the others: every id that is named is there, and is used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Final

from bot.content import (
    checklist,
    context_rules,
    lay_words,
    near_conditions,
    plain_answers,
    red_flag_rules,
    soundness,
    told,
    wishes,
)
from bot.content.entries import Named, complete, known
from bot.content.errors import KnowledgeError
from bot.content.knowledge import Knowledge, LayWords, Question

ANY: Final = "any"
"""In plain_answers.yml: whatever question is asked."""

_NO_QUESTION: Final = "this question is not in checklist.yml; correct or remove it"


def check(knowledge: Knowledge) -> None:
    """Raise KnowledgeError where the files do not fit one another."""
    for file, check_one in (
        (told.SOURCES, _sources),
        (lay_words.FILE, _lay_words),
        (plain_answers.FILE, _plain_answers),
        (context_rules.FILE, _context_rules),
        (wishes.FILE, _wishes),
        (soundness.FILE, _soundness),
    ):
        try:
            check_one(knowledge)
        except Named as error:
            raise KnowledgeError(knowledge.file(file), error.name, str(error)) from None


def _soundness(knowledge: Knowledge) -> None:
    """Every question is spoken of, whole or by its parts; a part whose denial denies all is one of these."""
    questions = knowledge.soundness.questions
    _of("questions", partial(complete, questions, knowledge.checklist.ids))
    for question, subject in questions.items():
        parts = [part.id for part in knowledge.checklist[question].parts]
        needed = parts if parts and parts[0] in subject.names else [soundness.WHOLE]
        _of(f"questions.{question}.names", partial(complete, subject.names, needed))
        remedy = "the question has no such part; correct or remove it"
        _of(f"questions.{question}.whole_parts", partial(known, subject.whole_parts, parts, remedy))


def _of(item: str, check_one: Callable[[], None]) -> None:
    """Check what stands under `item`, and name it with its place."""
    try:
        check_one()
    except Named as error:
        raise Named(f"{item}.{error.name}", str(error)) from None


def _sources(knowledge: Knowledge) -> None:
    """Every source that a text names is listed, and every one that is listed is named."""
    named = {
        (checklist.FILE, question.id): question.sources for question in knowledge.checklist.questions
    } | {(told.TOPICS, topic.id): topic.sources for topic in knowledge.topics.values()}
    near = knowledge.near_conditions.by_id.values()
    named |= {(near_conditions.FILE, f"conditions.{each.id}"): each.sources for each in near}
    named |= {
        (f"{red_flag_rules.ROOM}/{flag}.yml", name): (record.source,)
        for flag, records in knowledge.red_flag_rules.records.items()
        for name, record in records.items()
    }
    for (file, item), sources in named.items():
        for source in sources:
            if source not in knowledge.sources:
                remedy = f"{source} is not in sources.yml; add it there or correct it"
                raise KnowledgeError(knowledge.file(file), f"{item}.sources", remedy)
    used = {source for sources in named.values() for source in sources}
    known(knowledge.sources, used, "no text names this source; name it where it belongs, or remove it")


def _lay_words(knowledge: Knowledge) -> None:
    known(knowledge.lay_words, knowledge.checklist.ids, _NO_QUESTION)
    complete(knowledge.lay_words, knowledge.checklist.ids)
    for question in knowledge.checklist.questions:
        _same_parts(question, knowledge.lay_words[question.id])


def _same_parts(question: Question, words: LayWords) -> None:
    parts = [part.id for part in question.parts]
    for name in (*parts, *words.parts):
        if name not in words.parts:
            raise Named(f"{question.id}.parts.{name}", "write at least one word for this part")
        if name not in parts:
            raise Named(f"{question.id}.parts.{name}", "the question has no such part; correct or remove it")


def _plain_answers(knowledge: Knowledge) -> None:
    listed, ids = knowledge.plain_answers, knowledge.checklist.ids
    if ANY not in listed.harmless:
        raise Named(f"harmless.{ANY}", "add it: what takes nothing back, whatever is asked")
    _by_question("harmless", listed.harmless, (ANY, *ids))
    _by_question("asked_words", listed.asked_words, ids)
    _by_question("denies", listed.denies, ids)


def _context_rules(knowledge: Knowledge) -> None:
    rules = knowledge.context_rules
    _by_question("measured", rules.measured, knowledge.checklist.ids)
    for number, words in enumerate(rules.not_raised, 1):
        _names_part(f"not_raised.{number}", words.question, words.part, knowledge)
    for number, pattern in enumerate(rules.patterns, 1):
        _names_part(f"patterns.{number}", pattern.question, pattern.part, knowledge)


def _wishes(knowledge: Knowledge) -> None:
    """Every wish and repair that code looks for, and no other, which nobody would hear."""
    for group, needed in (("wishes", wishes.WISHES), ("repairs", wishes.REPAIRS)):
        _of(group, partial(complete, getattr(knowledge.wishes, group), needed))


def _by_question(item: str, listed: Mapping[str, object], allowed: Collection[str]) -> None:
    for name in listed:
        if name not in allowed:
            raise Named(f"{item}.{name}", _NO_QUESTION)


def _names_part(item: str, question: str, part: str | None, knowledge: Knowledge) -> None:
    if question not in knowledge.checklist.ids:
        raise Named(f"{item}.question", _NO_QUESTION)
    parts: Iterable[str] = [each.id for each in knowledge.checklist[question].parts]
    if part is not None and part not in parts:
        raise Named(f"{item}.part", "the question has no such part; correct or remove it")
