"""checklist.yml: the questions, in the order they are asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from bot.content.checking import ById, Entry, complete
from bot.content.knowledge import Checklist, KnowledgeError, Part, Question
from bot.content.placeholders import check_text
from bot.domain.names import QUESTIONS

FILE: Final = "checklist.yml"
_PAST: Final = ("yes", "no", "follow_up")
_CODES: Final = ("snomed", "icd10", "loinc", "rxnorm", "atc")
_MIN_PARTS: Final = 2


def checklist(raw: object, sources: Collection[str]) -> Checklist:
    """The checklist that the file holds; `sources` are the ids it may name."""
    whole = Entry(FILE, "checklist", raw)
    version = whole.text("version")
    questions: ById[Question] = ById()
    for entry in whole.entries("questions"):
        question = _question(entry, sources)
        questions.add(entry, question.id, question)
    whole.done()
    complete(FILE, questions.items, QUESTIONS, more=True)
    found = Checklist(version, tuple(questions.items.values()))
    if tuple(name for name in found.ids if name in QUESTIONS) != QUESTIONS:
        raise KnowledgeError(FILE, "questions", f"put them in this order: {', '.join(QUESTIONS)}")
    return found


def _question(entry: Entry, sources: Collection[str]) -> Question:
    question = Question(
        id=entry.id(),
        label=_said(entry, "label"),
        name=_said(entry, "name"),
        ask=_said(entry, "ask"),
        ask_again=_said(entry, "ask_again"),
        hint=_said(entry, "hint"),
        why=_said(entry, "why"),
        yes_means=_said(entry, "yes_means"),
        see=_said(entry, "see"),
        about=_said(entry, "about"),
        past_counts=entry.one_of("past_counts", _PAST),
        sources=named_sources(entry, sources),
        codes=_codes(entry.entry("codes")),
    )
    parts = _parts(entry, question.past_counts)
    entry.done()
    return replace(question, parts=parts)


def _parts(entry: Entry, past_counts: str) -> tuple[Part, ...]:
    parts: ById[Part] = ById()
    for half in entry.entries("parts"):
        part = Part(
            id=half.id(),
            name=_said(half, "name"),
            ask=_said(half, "ask"),
            past_counts=half.one_of("past_counts", _PAST) if "past_counts" in half.names else past_counts,
        )
        half.done()
        parts.add(half, part.id, part)
    if 0 < len(parts.items) < _MIN_PARTS:
        raise entry.fault("write at least two parts, or none", "parts")
    return tuple(parts.items.values())


def _codes(entry: Entry) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {name: entry.texts(name) for name in _CODES if name in entry.names}
    entry.done()
    return codes


def _said(entry: Entry, key: str) -> str:
    """A text of the checklist, which holds no placeholder: the console and exports show it as it is."""
    text = entry.text(key)
    check_text(entry.file, f"{entry.item}.{key}", text)
    return text


def named_sources(entry: Entry, sources: Collection[str]) -> tuple[str, ...]:
    """The ids under `sources`, each of which sources.yml must know."""
    named = entry.texts("sources")
    for name in named:
        if name not in sources:
            raise entry.fault(f"{name} is not in sources.yml; add it there or correct it", "sources")
    return named
