"""Typed text as words: one spelling of every character, and where sentences and clauses end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.language.text.tokens import ENDINGS, WITH_NOT, unstretched

_TOKEN: Final = re.compile(
    r"(?P<word>[^\W\d_][\w\u0900-\u0963]*(?:'[^\W\d_]+)?|[\u0900-\u0963\u0971-\u097f]+)"
    r"|(?P<number>\d+(?:[.,/]\d+)*)"
    r"|(?P<question>[?؟]+)|(?P<end>[.!;।]+(?=\s|$|\D)|\n\s*\n)|(?P<pause>[,:()\n…—–|]+|(?<=\s)-+(?=\s))"
)
_CHARACTERS: Final = str.maketrans(
    {**dict.fromkeys("’‘`\u00b4\u02bc", "'"), **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad")}
)
_IS_AFTER: Final = frozenset(
    ["he", "she", "it", "that", "what", "who", "where", "there", "here", "how", "this", "everything"]
)


_ACCENTS: Final = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_UNDERLINES: Final = re.compile(r"(?<=\w)_+(?=\w)")
_DOTTED: Final = re.compile(r"[^\W\d]+(?:\.[^\W\d]+){2,}")
_HIDDEN: Final = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]+")
_PARTING: Final = re.compile(r"(?<=[^\W_])[.,:;…—–|()!?]+(?=[^\W\d_])")
"""A mark between two words without a space: "crushing.chest.pain"."""
_SPELT: Final = re.compile(
    r"(?<![^\W_])[^\W\d_](?:(?P<mark>[^\w\s']| )[^\W\d_](?:(?P=mark)[^\W\d_])+)(?![^\W_])"
)
"""Letters one by one: "k i l l", "s.t.r.o.k.e"."""
_BETWEEN: Final = re.compile(r"[\W_]+")
_SIGNS: Final = re.compile(r"(?<=[a-z])[@$](?=[a-z])")
"""Signs that are typed for letters: "p@in", "che$t"."""
_LOOKALIKES: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u04bb\u0501\u03bf\u03b1", "aeopcyxisjhdoa"
)
"""Cyrillic and Greek letters that are taken for Latin ones."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, and the number of the clause (ended by a pause) and sentence it stands in."""

    text: str
    clause: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a message, and which of its sentences end in a question mark."""

    words: tuple[Word, ...]
    questions: frozenset[int]


def plain(text: str) -> str:
    """The same text with one form of every character: no capitals, curly quotes, accents or hidden marks."""
    text = text.translate(_CHARACTERS)  # before the next step, which makes a space and a mark of an accent
    text = unicodedata.normalize("NFKC", text).translate(_CHARACTERS).casefold()
    text = _ACCENTS.sub("", unicodedata.normalize("NFD", text).translate(_LOOKALIKES))
    text = _SIGNS.sub(lambda sign: "as"[sign.group() == "$"], text)
    text = _DOTTED.sub(lambda dotted: dotted.group().replace(".", " "), _UNDERLINES.sub(" ", text))
    return unstretched(unicodedata.normalize("NFC", text))


def variants(text: str) -> tuple[str, ...]:
    """The text, and where marks stand between its words or letters what it is without them."""
    if text.isascii() and text.replace(" ", "").isalpha() and not _SPELT.search(text):
        return (text,)
    shown = _HIDDEN.sub(" ", text)
    spelt = _SPELT.sub(lambda letters: _BETWEEN.sub("", letters.group()), text)
    return tuple(dict.fromkeys((text, shown, spelt, _parted(spelt))))


def _parted(text: str) -> str:
    """The text with a space for every mark that parts words, where it is typed so throughout."""
    lines = text.split("\n")
    if len(lines) > 2 and len(text.split()) <= 2 * len(lines):
        text = text.replace("\n", " ")
    parted, marks = _PARTING.subn(" ", text)
    return parted if marks > 1 or (marks and not re.search(r"\s", text.strip())) else text


def read(text: str) -> Text:
    """Split a message into words; `don't`, `do not` and `he's` come out in one form each."""
    words: list[Word] = []
    questions: set[int] = set()
    clause = sentence = 0
    for match in _TOKEN.finditer(plain(text)):
        kind = match.lastgroup
        if kind in ("word", "number"):
            for part in _parts(match.group()):
                _append(words, Word(part, clause, sentence))
            continue
        clause += 1
        if kind == "question":
            questions.add(sentence)
        if kind != "pause" and not match.group().startswith(".."):
            sentence += 1
    return Text(tuple(words), frozenset(questions))


def _append(words: list[Word], word: Word) -> None:
    """Join a `not` to the verb before it: `do not` is `don't`."""
    last = words[-1] if words else None
    if word.text == "not" and last and last.clause == word.clause and last.text in WITH_NOT:
        word = Word(WITH_NOT[last.text], word.clause, word.sentence)
        words.pop()
    words.append(word)


def _parts(word: str) -> Iterator[str]:
    """`i'm` is two words, `husband's` one."""
    stem, apostrophe, ending = word.partition("'")
    if word == "cannot":
        yield "can't"
    elif not apostrophe or word.endswith("n't"):
        yield word
    else:
        yield stem
        if ending == "s" and stem in _IS_AFTER:
            yield "is"
        elif apostrophe + ending in ENDINGS:
            yield ENDINGS[apostrophe + ending]
