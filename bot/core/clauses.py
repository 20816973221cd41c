"""What each clause of a message says, and what stands beside it that makes it doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.plain_answers import Clause, Piece, clauses, lists

Said = Literal["yes", "half_yes", "no", "unsure", "declined"]


@dataclass(frozen=True)
class Plain:
    """What the plain words of a message say."""

    said: tuple[Said, ...] = ()
    """One for each clause that answers, in their order."""
    corrected: bool = False
    """A word such as "I mean" or "wait" stands before the last of them."""
    denying: bool = False
    """A denying word stands somewhere, if only "no sugar"."""
    hedged: bool = False
    past: bool = False
    but: bool = False
    """Something follows that may take a no back."""
    asks: bool = False
    why: bool = False
    repeat: bool = False
    vague: bool = False
    others: bool = False
    """It speaks of another person."""
    entailed: bool = False
    """A wider denial: "I take no medicines at all"."""
    not_me: bool = False
    """It ends with "not me": what was named belongs to somebody else."""
    only: bool = False
    """Nothing stands in it but the answer."""


def plain(
    text: str, spans: Sequence[tuple[int, int]] = (), question: str | None = None, *, proxy: bool = False
) -> Plain:
    """Read `text`. `spans`: the conditions named in it; `proxy`: "she doesn't" is about the right person."""
    parts = clauses(text, spans)
    says = [_says(clause, question, proxy=proxy) for clause in parts]
    said = tuple(say for clause_says in says for say in clause_says)
    pieces = [piece for clause in parts for piece in clause.pieces]
    last = max((i for i, say in enumerate(says) if say), default=0)
    return Plain(
        said=said,
        corrected=any(clause.has("correction") for clause in parts[: last + 1]),
        denying=any(piece.is_("denying", "no") for piece in pieces),
        hedged=any(piece.is_("hedges") for piece in pieces),
        past=any(_past(clause) for clause in parts),
        but=any(_takes_back(clause, says[i], question, proxy=proxy) for i, clause in enumerate(parts)),
        asks=any(clause.asks for clause in parts),
        why=any(_begins(clause, "why") for clause in parts),
        repeat=any(_begins(clause, "repeat") for clause in parts),
        vague=any(clause.has("vague") for clause in parts),
        others=not proxy and any(_others(clause) for clause in parts),
        entailed=_entailed(parts, question),
        not_me=any(clause.words[-n:] in lists().not_me for clause in parts for n in (1, 2, 3, 4)),
        only=len(parts) == len(said) == 1 and _covered(parts[0]),
    )


def _says(clause: Clause, question: str | None, *, proxy: bool) -> tuple[Said, ...]:
    content = _without_stress(clause.content)
    if not content or clause.asks:
        return ()
    if clause.has("declined"):
        return ("declined",)
    if clause.has("unsure"):
        return ("unsure",)
    if _is_no(content, question, proxy=proxy):
        return ("no", "yes") if _turned(content[1:]) else ("no",)
    say = _yes(content, proxy=proxy)
    return (say,) if say else ()


def _without_stress(content: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """ "Absolutely none of those": a stressing word before a no is no yes."""
    while len(content) > 1 and content[0].is_("fillers") and content[1].is_("no"):
        content = content[1:]
    return content


def _is_no(content: tuple[Piece, ...], question: str | None, *, proxy: bool) -> bool:
    first, rest = content[0], content[1:]
    if first.is_("no") and not (rest and _belongs(first, rest, question)):
        return True
    if len(content) > 1 and content[-1].is_("no") and content[-2].words[-1] in lists().closing:
        return True
    return _covered_denial(content, proxy=proxy)


def _belongs(first: Piece, rest: tuple[Piece, ...], question: str | None) -> bool:
    """Whether a "no" belongs to the noun behind it, and not to what was asked."""
    if first.words not in lists().before_nouns:
        return False
    after, words = rest[0], tuple(word for piece in rest for word in piece.words)
    asked = lists().asked_words.get(question or "", frozenset())
    if not after.condition and any(words[: len(phrase)] == phrase for phrase in asked):
        return False
    if after.condition:
        return True
    return after.words[0] not in lists().after_no and not after.is_("no", "fillers", "neutral", "denying", "yes")


def _turned(rest: tuple[Piece, ...]) -> bool:
    """ "No no I mean yes": a yes behind the no."""
    return any(piece.is_("yes") and piece.words[-1:] in lists().leads for piece in rest)


def _covered_denial(content: tuple[Piece, ...], *, proxy: bool) -> bool:
    """One denying word among words that only point at what was asked: "I have never had any of those"."""
    opens = lists().opens | (frozenset(["he", "she", "they"]) if proxy else frozenset())
    if content[0].words[0] not in opens or sum(len(piece.words) for piece in content) < 2:
        return False
    denying = [piece for piece in content if piece.is_("denying", "no")]
    if len(denying) != 1:
        return False
    return all(_neutral(piece) or (proxy and piece.words[0] in opens) for piece in content)


def _neutral(piece: Piece) -> bool:
    if piece.is_("neutral", "fillers", "denying", "no"):
        return True
    phrases = lists().phrases
    return not piece.condition and all("neutral" in phrases.get((word,), ()) for word in piece.words)


def _yes(content: tuple[Piece, ...], *, proxy: bool) -> Said | None:
    known = lists()
    first, rest = content[0], content[1:]
    if first.is_("yes") and first.words in known.leads:
        return "yes"
    third = proxy and first.words[0] in ("he", "she", "they") and len(content) <= 2
    if third and all(piece.is_("neutral") for piece in rest) and rest:
        return "yes"
    alone = all(piece.is_("fillers", "yes") for piece in rest)
    if first.is_("yes") and alone:
        half = all(piece.words in known.half_yes for piece in content if piece.is_("yes"))
        return "half_yes" if half else "yes"
    return None


def _past(clause: Clause) -> bool:
    if _others(clause) or (lists().checked & set(clause.words) and not clause.after_but):
        return False
    denied = clause.has("denying", "no")
    return any(piece.is_("past") and not (denied and piece.words == ("had",)) for piece in clause.pieces)


def _takes_back(clause: Clause, said: Sequence[Said], question: str | None, *, proxy: bool) -> bool:
    """Whether a clause may take a no back: it excepts something, and speaks of the person."""
    if {"unsure", "declined"} & set(said) or not clause.has("but"):
        return False
    if any(piece.condition for piece in clause.pieces):
        return False
    known, words = lists(), set(clause.words)
    harmless = known.harmless["any"] | known.harmless.get(question or "", frozenset())
    if words & harmless or (_others(clause) and not proxy):
        return False
    pieces = [piece for piece in clause.pieces if piece.is_("but")]
    if all(piece.is_("fillers", "no") for piece in pieces) and not clause.after_but:
        return False
    denied = clause.has("denying", "no") and not clause.after_but
    return not denied or any(piece.words[0] in ("except", "only", "apart", "other", "besides") for piece in pieces)


def _others(clause: Clause) -> bool:
    return bool(set(clause.words) & lists().people) and not {"me", "myself", "i"} & set(clause.words)


def _begins(clause: Clause, kind: str) -> bool:
    content = clause.content or clause.pieces
    return bool(content) and content[0].is_(kind)


def _covered(clause: Clause) -> bool:
    known = ("no", "yes", "neutral", "fillers", "denying", "unsure", "declined", "vague")
    return all(piece.is_(*known) for piece in clause.pieces)


def _entailed(parts: Sequence[Clause], question: str | None) -> bool:
    """Whether a clause denies more than was asked, the asked one included, and says nothing else."""
    phrases = lists().denies.get(question or "", ())
    return any(_denies_all(clause, phrase) for clause in parts for phrase in phrases)


def _denies_all(clause: Clause, phrase: tuple[str, ...]) -> bool:
    words = clause.words
    for at in range(min(3, len(words))):
        if words[at : at + len(phrase)] == phrase:
            known = lists().phrases
            around = (*words[:at], *words[at + len(phrase) :])
            return all(known.get((word,), frozenset()) & {"neutral", "fillers", "no"} for word in around)
    return False
