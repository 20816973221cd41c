"""What one clause answers: yes, no, not sure, rather not say."""

from __future__ import annotations

from typing import Literal

from bot.language.answers.clauses import Clause, Piece
from bot.language.lexicon.answer_words import AnswerWords

PlainAnswer = Literal["yes", "half_yes", "no", "unsure", "declined"]
_THIRD = frozenset(["he", "she", "they"])


def answers(
    clause: Clause, words: AnswerWords, question: str | None, *, proxy: bool
) -> tuple[PlainAnswer, ...]:
    """What a clause answers: mostly one thing or nothing; "no, I mean yes" is two."""
    content = _without_stress(clause.content)
    if not content or clause.asks or _begins_as_a_question(content):
        return ()
    if _excepts_harmless(content, words, question):
        return ()
    if any(piece.is_("declined") and (len(piece.words) > 1 or len(content) < 3) for piece in content):
        return ("declined",)
    if clause.has("unsure"):
        return ("unsure",)
    if _is_no(content, words, question, proxy=proxy):
        return ("no", "yes") if _turned(content[1:], words) else ("no",)
    say = _yes(content, words, proxy=proxy)
    return (say,) if say else ()


_ASK_FIRST = frozenset(
    ("is", "are", "can", "could", "does", "do", "what", "how", "when", "where", "which", "will")
)
_FEWEST_ASKED = 4


def _begins_as_a_question(content: tuple[Piece, ...]) -> bool:
    """ "nope. is weekend booking possible": a question without its mark says nothing of the answer."""
    said = tuple(word for piece in content for word in piece.words)
    return said[0] in _ASK_FIRST and len(said) >= _FEWEST_ASKED and not {"i", "it"} & set(said[:2])


def _excepts_harmless(content: tuple[Piece, ...], words: AnswerWords, question: str | None) -> bool:
    """ "Only number is there for reading": what is there takes nothing of a no back."""
    harmless = words.harmless.get(question or "", frozenset())
    said = {word for piece in content for word in piece.words}
    return content[0].words[0] in words.excepting and bool(harmless & said)


def _without_stress(content: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """ "Absolutely none of those": a stressing word before a no is no yes."""
    while len(content) > 1 and content[0].is_("fillers") and content[1].is_("no"):
        content = content[1:]
    return content


def _is_no(content: tuple[Piece, ...], words: AnswerWords, question: str | None, *, proxy: bool) -> bool:
    first, rest = content[0], content[1:]
    alone = first.words in words.must_stand_alone
    if alone and not all(neutral(piece, words) for piece in rest):
        return False
    if first.is_("no") and not (rest and _belongs(first, rest, words, question)):
        return True
    if len(content) > 1 and content[-1].is_("no") and content[-2].words[-1] in words.closing:
        return True
    return _covered_denial(content, words, proxy=proxy)


def _belongs(first: Piece, rest: tuple[Piece, ...], words: AnswerWords, question: str | None) -> bool:
    """Whether a "no" belongs to the noun behind it, and not to what was asked."""
    if first.words not in words.before_nouns:
        return False
    after, said = rest[0], tuple(word for piece in rest for word in piece.words)
    if after.condition:
        return True
    asked = words.asked_words.get(question or "", frozenset())
    if any(said[: len(phrase)] == phrase for phrase in asked):
        return False
    plain_word = after.is_("no", "fillers", "neutral", "denying", "yes")
    return not plain_word and after.words[0] not in words.after_no


def _turned(rest: tuple[Piece, ...], words: AnswerWords) -> bool:
    """ "No no I mean yes": a yes behind the no."""
    yes = (piece for piece in rest if piece.is_("yes") and not piece.is_("fillers"))  # "no ji" is polite
    return any(piece.words[-1:] in words.leads for piece in yes)


def _covered_denial(content: tuple[Piece, ...], words: AnswerWords, *, proxy: bool) -> bool:
    """One denying word among words that only point at what was asked: "I have never had any of those"."""
    opens = words.opens | (_THIRD if proxy else frozenset())
    if content[0].words[0] not in opens or sum(len(piece.words) for piece in content) < 2:
        return False
    denying = [piece for piece in content if piece.is_("denying", "no")]
    if len(denying) != 1:
        return False
    return all(neutral(piece, words) or (proxy and piece.words[0] in opens) for piece in content)


def neutral(piece: Piece, words: AnswerWords) -> bool:
    """Whether it only points at what was asked, or denies it: "any of those", "never had"."""
    if piece.is_("neutral", "fillers", "denying", "no"):
        return True
    return not piece.condition and all("neutral" in words.phrases.get((word,), ()) for word in piece.words)


def _yes(content: tuple[Piece, ...], words: AnswerWords, *, proxy: bool) -> PlainAnswer | None:
    first, rest = content[0], content[1:]
    if first.is_("yes") and first.words in words.leads:
        return "yes"
    third = proxy and first.words[0] in _THIRD and len(content) <= 2
    if third and all(piece.is_("neutral") for piece in rest) and rest:
        return "yes"
    alone = all(piece.is_("fillers", "yes") for piece in rest)
    if first.is_("yes") and alone:
        half = all(piece.words in words.half_yes for piece in content if piece.is_("yes"))
        return "half_yes" if half else "yes"
    return None
