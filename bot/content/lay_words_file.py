"""lay_words.yml: the words by which people name what a question asks about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from bot.content.checking import Entry, complete, each
from bot.content.knowledge import Checklist, KnowledgeError, LayWords, Question

FILE: Final = "lay_words.yml"


def lay_words(raw: object, checklist: Checklist) -> dict[str, LayWords]:
    """The words of every question of `checklist`."""
    found = each(FILE, raw, lambda name, entry: _words(name, entry, checklist))
    complete(FILE, found, checklist.ids)
    _each_term_once(found)
    return found


def _words(name: str, entry: Entry, checklist: Checklist) -> LayWords:
    if name not in checklist.ids:
        raise entry.fault("this question is not in checklist.yml; correct or remove it")
    words = LayWords(
        question=name,
        terms=_terms(entry, "terms"),
        parts=_parts(entry.entry("parts"), checklist[name]),
        examples=_terms(entry, "examples"),
        medicines=_terms(entry, "medicines"),
        ask=_terms(entry, "ask"),
        not_this=_terms(entry, "not_this"),
    )
    if not words.terms:
        raise entry.fault("write at least one word", "terms")
    return words


def _parts(entry: Entry, question: Question) -> dict[str, tuple[str, ...]]:
    parts = {part.id: _terms(entry, part.id) for part in question.parts if part.id in entry.names}
    entry.done()
    for part in question.parts:
        if not parts.get(part.id):
            raise entry.fault("write at least one word for this part", part.id)
    return parts


def _terms(entry: Entry, key: str) -> tuple[str, ...]:
    terms = entry.texts(key)
    for term in terms:
        plain = unicodedata.normalize("NFC", " ".join(term.lower().split()))
        if term != plain:
            raise entry.fault(f"write {term!r} as {plain!r}: small letters, single spaces", key)
    return terms


def _each_term_once(words: dict[str, LayWords]) -> None:
    """A word stands for one question, in one role; what it is mistaken for may be any other word."""
    places: dict[str, str] = {}
    for lay in words.values():
        for role, term in _roles(lay):
            place = f"{lay.question}.{role}"
            if term in places:
                raise KnowledgeError(FILE, place, f"{term!r} also stands under {places[term]}; remove one")
            places[term] = place
        for term in lay.not_this:
            if places.get(term, "").startswith(f"{lay.question}."):
                raise KnowledgeError(
                    FILE, f"{lay.question}.not_this", f"{term!r} also stands under {places[term]}; remove one"
                )


def _roles(lay: LayWords) -> Iterator[tuple[str, str]]:
    roles = {
        "terms": lay.terms,
        "examples": lay.examples,
        "medicines": lay.medicines,
        "ask": lay.ask,
        **{f"parts.{part}": terms for part, terms in lay.parts.items()},
    }
    for role, terms in roles.items():
        for term in terms:
            yield role, term
