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
from difflib import SequenceMatcher
from typing import Final

from bot.domain.interpretation import Mention
from bot.language.conditions.verb_final import NOT, VERB, Clauses
from bot.language.lexicon.people import People
from bot.language.text.devanagari import folded, folded_words
from bot.language.text.tokens import Token

_BEHIND: Final = 6
"""Words behind a condition in which a person may be named as the one who has it."""
_OWN: Final = folded_words(
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
_BREAKS: Final = folded_words(
    (",", ".", ";", "!", "?", ":", "\n", "but", "lekin", "par", "magar", "pan", "लेकिन", "पर", "पण")
)
_NO: Final = folded_words(
    ("none", "no", "nil", "nahi", "nahin", "nai", "never", "nope", "नहीं", "नाही", "नही", "नको")
)
_POINTS: Final = folded_words(
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
_COPULA: Final = folded_words(("hai", "hain", "hu", "hoon", "ahe", "aahe", "है", "हैं", "हूं", "हूँ", "आहे"))
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
    "bahin": "sister", "lekich": "daughter", "lekil": "daughter", "lekal": "son", "lekach": "son",
    "bete": "son", "mulach": "son", "mulich": "daughter", "sasryan": "father-in-law",
    "sasuch": "mother-in-law", "vadlan": "father", "vahinich": "relative", "aajich": "grandmother",
    "बहिण": "sister", "लेकि": "daughter", "मुलाच": "son", "मुलिच": "daughter", "बेटे": "son", "बेटि": "daughter",
    "वडलां": "father", "वहिनि": "relative", "navrya": "husband", "bhaiyya": "brother",
}  # fmt: skip
"""How the names of relatives begin in cases that the list of people does not hold."""


def in_clause(
    mentions: Iterable[Mention], read: list[Token], people: People, verbs: Clauses
) -> tuple[Mention, ...]:
    """The mentions, with what their clauses say of them."""
    named = tuple(mentions)
    nouns = [any(m.start <= token.start < m.end for m in named) for token in read]
    return tuple(_settled(mention, read, people, verbs, nouns) for mention in named)


def _settled(
    mention: Mention, read: list[Token], people: People, verbs: Clauses, nouns: list[bool]
) -> Mention:
    inside = [at for at, token in enumerate(read) if mention.start <= token.start < mention.end]
    if inside and mention.status == "other_person":
        return _without_who_only_says(mention, _before(read, inside[0]), _after(read, inside[-1] + 1), people)
    if not inside or mention.status == "asked":
        return mention
    start, end = inside[0], inside[-1] + 1
    before, after = _before(read, start), _after(read, end)
    if mention.status == "denied" and _corrects_itself(before, [token.text for token in read[start:end]]):
        return replace(mention, status="present")
    if mention.status == "denied" and (_affirmed(after) or verbs.stays(before, after)):
        return replace(mention, status="present")
    if mention.status == "denied" and verbs.affirmed(before, after):
        return replace(mention, status="uncertain")
    if mention.status != "denied":
        person = _whose(before, mention, people) or _whose(after[:_BEHIND], mention, people, behind=True)
        if person:
            return replace(mention, status="other_person", person=person, their=mention.status)
        by_verb = mention.status in ("present", "historical") and _denied_by_verb(
            read, nouns, (start, end), verbs
        )
        if _denied(before, after) or by_verb:
            return replace(mention, status="denied")
    return mention


def _without_who_only_says(mention: Mention, before: list[str], after: list[str], people: People) -> Mention:
    """ "Papa says she had a slipped disc": it is whose the pronoun says, and without one it is one's own."""
    speaks = next(
        (
            at
            for at in range(len(before))
            if people.find(before[at : at + 1]) and _speaks(before[at + 1 : at + 4])
        ),
        None,
    )
    if speaks is None:
        return mention
    said = [*before[speaks + 1 :], *after[:4]]
    if people.find(before[speaks + 1 :]) is not None:
        return mention
    whose = next((word for word in said if word in _PRONOUNS), None)
    if whose is None:
        return replace(mention, status=mention.their or "uncertain", person=None)
    return replace(mention, person=whose)


def _speaks(behind: list[str]) -> bool:
    """ "Papa says ..."; "my wife's MRI says ..." tells what she has."""
    return bool(_SAYS.intersection(behind)) and not _PAPERS.intersection(behind)


_PAPERS: Final = folded_words(
    ("mri", "report", "reports", "scan", "xray", "x-ray", "ct", "doctor", "file", "रिपोर्ट", "एमआरआय")
)
_SAYS: Final = folded_words((
    "says", "say", "said", "saying", "tells", "told", "telling", "bol", "bola", "bole", "boli", "bolta",
    "bolti",
    "kehta", "kehti", "kehte", "keh", "mhanto", "mhante", "mhanale", "mhanali", "sangto", "sangte", "कहते",
    "कहती", "बोल", "बोले", "म्हणतो", "म्हणते", "म्हणाले"
))  # fmt: skip
_PRONOUNS: Final = folded_words(
    ("she", "he", "her", "his", "him", "usko", "unko", "unki", "uski", "tila", "tyala", "tyanna")
)


def _denied_by_verb(read: list[Token], nouns: list[bool], place: tuple[int, int], verbs: Clauses) -> bool:
    """What the verb of a Hindi or Marathi clause says of the noun."""
    start, end = place
    first, last = start, end
    while first > 0 and not _ends_clause(read, first - 1, verbs):
        first -= 1
    while last < len(read) and not _ends_clause(read, last, verbs):
        last += 1
    clause = [token.text for token in read[first:last]]
    if verbs.denied(clause, nouns[first:last], start - first, end - first):
        return True
    while first > 0 and not read[first - 1].ends_sentence:
        first -= 1
    sentence = [token.text for token in read[first:last]]
    return verbs.each_denied(sentence, nouns[first:last], start - first)


def _ends_clause(read: list[Token], at: int, verbs: Clauses) -> bool:
    """Whether a clause ends here: at a mark, or at a "but", which "pan" and "par" are only behind a verb."""
    token = read[at]
    if token.text in verbs.breaks_after_verb:
        return at == 0 or verbs.is_(read[at - 1].text, NOT, VERB) or not read[at - 1].is_word
    return token.text in _BREAKS or token.ends_sentence


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
        stem = next((person for stem, person in _STEMS.items() if words[at].startswith(folded(stem))), None)
        if known and (not behind or _possessed(words, at) or _with_them(words, at)):
            return known
        if stem:
            return f"your {stem}"
    return None


def _with_them(words: list[str], at: int) -> bool:
    """ "Glaucoma is with my wife", "Clopilet is taken by my father"."""
    return bool({"with", "by", "of"}.intersection(words[max(0, at - 2) : at]))


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


def _corrects_itself(before: list[str], named: list[str]) -> bool:
    """ "I take Eco sprint no Ecosprin": the no takes back a word that sounds like the one behind it."""
    said = list(before)
    while said and said[-1] in _NO:
        said.pop()
    if len(said) == len(before) or not said:
        return False
    right = "".join(word for word in named if word.isalpha())
    return any(_alike("".join(said[-count:]), right) for count in (1, 2) if len(said) >= count)


def _alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LONG_ENOUGH and SequenceMatcher(None, one, other).ratio() >= _ALIKE


_LONG_ENOUGH: Final = 6
_ALIKE: Final = 0.72


def _denied(before: list[str], after: list[str]) -> bool:
    """ "EPILEPSY ME NONE", "no chance that I am pregnant"."""
    chance = any(
        word in _NO_CHANCE and at > 0 and before[at - 1] in ("no", "zero", "koi")
        for at, word in enumerate(before)
    )
    bare = bool(after) and after[-1] in _NO and all(word in _POINTS or word in _NO for word in after)
    return chance or bare
