"""What the clause around a mention says, where the phrases around it did not: whose it is, and whether it
is denied.

A net under ConText (`assertion`): a relative who is the subject of the clause, a denial behind the noun,
"no chance
that", and a copula behind the noun that affirms it although a "not" of something else follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.domain.interpretation import Mention
from bot.language.lexicon.people import People
from bot.language.text.tokens import Token

_OWN: Final = frozenset(
    (
        "i",
        "me",
        "myself",
        "mujhe",
        "mujhko",
        "mereko",
        "main",
        "maine",
        "mala",
        "mi",
        "मुझे",
        "मैं",
        "मैंने",
        "मला",
        "मी",
    )
)
_BREAKS: Final = frozenset(
    (",", ".", ";", "!", "?", ":", "\n", "but", "lekin", "par", "magar", "pan", "लेकिन", "पर", "पण")
)
_NO: Final = frozenset(
    ("none", "no", "nil", "nahi", "nahin", "nai", "never", "nope", "नहीं", "नाही", "नही", "नको")
)
_POINTS: Final = frozenset(
    (
        "me",
        "mere",
        "mujhe",
        "mereko",
        "mala",
        "ko",
        "is",
        "hai",
        "ahe",
        "at",
        "all",
        "मुझे",
        "मला",
        "है",
        "आहे",
        "ka",
        "ki",
        "kabhi",
        "ever",
        "kadhi",
    )
)
_COPULA: Final = frozenset(("hai", "hain", "hu", "hoon", "ahe", "aahe", "है", "हैं", "हूं", "हूँ", "आहे"))
_NO_CHANCE: Final = frozenset(("chance", "chances", "possibility", "way", "question"))
_STEMS: Final = {
    "पप्पा": "father", "पप्पां": "father", "वडिल": "father", "वडील": "father", "बाबां": "father",
    "आईला": "mother",
    "आईचं": "mother", "आईचे": "mother", "भावा": "brother", "बहिणी": "sister", "नवऱ्या": "husband",
    "बायको": "wife",
    "पत्नी": "wife", "मुलाला": "son", "मुलीला": "daughter", "मम्मी": "mother", "काका": "uncle",
    "आजी": "grandmother",
    "आजोबा": "grandfather", "सासू": "mother-in-law", "सासऱ्या": "father-in-law", "मित्रा": "friend",
    "papan": "father",
    "baban": "father", "vadil": "father", "aaila": "mother", "aaicha": "mother", "bhava": "brother",
    "bahini": "sister",
    "navrya": "husband", "bhaiyya": "brother",
}  # fmt: skip
"""How the names of relatives begin in cases that the list of people does not hold."""


def in_clause(mentions: Iterable[Mention], read: list[Token], people: People) -> tuple[Mention, ...]:
    """The mentions, with what their clauses say of them."""
    return tuple(_settled(mention, read, people) for mention in mentions)


def _settled(mention: Mention, read: list[Token], people: People) -> Mention:
    inside = [at for at, token in enumerate(read) if mention.start <= token.start < mention.end]
    if not inside or mention.status in ("asked", "other_person"):
        return mention
    start, end = inside[0], inside[-1] + 1
    before, after = _before(read, start), _after(read, end)
    if mention.status == "denied" and _affirmed(after):
        return replace(mention, status="present")
    if mention.status != "denied":
        person = _whose(before, mention, people) or _whose(after[:4], mention, people, behind=True)
        if person:
            return replace(mention, status="other_person", person=person, their=mention.status)
        if _denied(before, after):
            return replace(mention, status="denied")
    return mention


def _before(read: list[Token], start: int) -> list[str]:
    words: list[str] = []
    for token in reversed(read[:start]):
        if token.text in _BREAKS or token.ends_sentence:
            break
        words.insert(0, token.text)
    return words


def _after(read: list[Token], end: int) -> list[str]:
    words: list[str] = []
    for token in read[end:]:
        if token.text in _BREAKS or token.ends_sentence:
            break
        words.append(token.text)
    return words


def _whose(words: list[str], mention: Mention, people: People, *, behind: bool = False) -> str | None:
    """The relative that the clause is about: nobody speaks of oneself between them and the mention."""
    if mention.person is not None:
        return None
    for at in range(len(words) - 1, -1, -1):
        if words[at] in _OWN and not behind:
            return None
        if behind and words[at] in _OWN:
            return None
        known = people.find(words[at : at + 3])
        stem = next((person for stem, person in _STEMS.items() if words[at].startswith(stem)), None)
        if known and (not behind or _possessed(words, at)):
            return known
        if stem:
            return f"your {stem}"
    return None


def _possessed(words: list[str], at: int) -> bool:
    """ "... bhai ka hua tha": behind the noun a relative counts only with a case of theirs."""
    following = words[at + 1 : at + 2]
    return (
        bool(following)
        and re.fullmatch(r"ka|ki|ke|ko|ne|la|cha|chi|che|का|की|के|को|ने|ला", following[0]) is not None
    )


def _affirmed(after: list[str]) -> bool:
    """ "pregnant ahe, ulti sahan hot nahi": the noun is affirmed, and the "nahi" belongs to another verb."""
    return bool(after) and after[0] in _COPULA and (len(after) < 2 or after[1] not in _NO) and len(after) > 2


def _denied(before: list[str], after: list[str]) -> bool:
    """ "EPILEPSY ME NONE", "no chance that I am pregnant"."""
    chance = any(
        word in _NO_CHANCE and at > 0 and before[at - 1] in ("no", "zero", "koi")
        for at, word in enumerate(before)
    )
    bare = bool(after) and after[-1] in _NO and all(word in _POINTS or word in _NO for word in after)
    return chance or bare
