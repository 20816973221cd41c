"""lay_words.yml: the words by which people name what a question asks about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from pydantic import root_validator, validator

from bot.content.entries import Entry, Id, Named, Texts, with_names

FILE: Final = "lay_words.yml"

if TYPE_CHECKING:
    Terms = tuple[str, ...]
else:

    class Terms(Texts):
        """Texts as a message is compared with them: small letters, single spaces."""

        @classmethod
        def __get_validators__(cls) -> Iterator[Any]:
            yield from super().__get_validators__()
            yield _plain


def _plain(terms: tuple[str, ...]) -> tuple[str, ...]:
    for term in terms:
        plain = unicodedata.normalize("NFC", " ".join(term.lower().split()))
        if term != plain:
            raise ValueError(f"write {term!r} as {plain!r}: small letters, single spaces")
    return terms


class LayWords(Entry):
    """The words of one question.

    `terms` name the question as a whole; `parts` hold those of one part of a two-part question
    (part id → terms); `medicines` imply a yes; `ask` are near it and need a follow-up
    (sciatica, borderline blood pressure); `unsure` make the answer not sure, which a tapped No does not
    override (vertigo, a hole in the eardrum); `not_this` look alike and mean something else.
    """

    question: Id
    terms: Terms
    parts: Mapping[str, Terms] = {}
    examples: Terms = ()
    """Single members of a list question ("stroke" of brain conditions): denying one denies not all."""
    medicines: Terms = ()
    ask: Terms = ()
    unsure: Terms = ()
    not_this: Terms = ()

    @validator("terms")
    def _one_at_least(cls, terms: tuple[str, ...]) -> tuple[str, ...]:
        if not terms:
            raise ValueError("write at least one word")
        return terms

    @validator("parts")
    def _one_for_each_part(cls, parts: Mapping[str, Terms]) -> Mapping[str, Terms]:
        for part, terms in parts.items():
            if not terms:
                raise Named(part, "write at least one word for this part")
        return parts

    def roles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What its words stand for, each role with its words; not those that only look alike."""
        yield "terms", self.terms
        yield "examples", self.examples
        yield "medicines", self.medicines
        yield "ask", self.ask
        yield "unsure", self.unsure
        for part, terms in self.parts.items():
            yield f"parts.{part}", terms


class LayWordsFile(Entry):
    """Question id → its words."""

    __root__: Mapping[str, LayWords]

    _named = root_validator(pre=True, allow_reuse=True)(with_names("question"))

    @validator("__root__")
    def _each_term_once(cls, words: Mapping[str, LayWords]) -> Mapping[str, LayWords]:
        """A word stands for one question, in one role; what it is mistaken for may be any other word."""
        places: dict[str, str] = {}
        for lay in words.values():
            for role, terms in lay.roles():
                for term in terms:
                    place = f"{lay.question}.{role}"
                    if term in places:
                        raise Named(place, f"{term!r} also stands under {places[term]}; remove one")
                    places[term] = place
            for term in lay.not_this:
                if places.get(term, "").startswith(f"{lay.question}."):
                    place = f"{lay.question}.not_this"
                    raise Named(place, f"{term!r} also stands under {places[term]}; remove one")
        return words
