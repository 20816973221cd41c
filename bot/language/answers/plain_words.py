"""What the plain words of a message say, and what stands beside them that makes it doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.answers.clause_answers import PlainAnswer, answers, neutral
from bot.language.answers.clauses import ONESELF, Clause, clauses
from bot.language.lexicon.answer_words import AnswerWords

_FORGOT = (("forgot",), ("forget",))


@dataclass(frozen=True)
class Plain:
    """What the plain words of a message say."""

    said: tuple[PlainAnswer, ...] = ()
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
    forgot: bool = False
    """It tells what was forgotten before."""
    goes_on: bool = False
    """It wants the next question, with words by which others decline one: "No. Next question please"."""
    listed: bool = False
    """What it names is only named, without a word that says whether it is there, before the first answer."""
    bare: bool = False
    """Nothing but names stands beside what it names: no word says whether it is there."""
    asks_and_answers: bool = False
    """A condition is named as a question, and the answer stands behind it: "stroke? never had"."""


def plain(
    text: str,
    words: AnswerWords,
    spans: Sequence[tuple[int, int]] = (),
    question: str | None = None,
    *,
    proxy: bool = False,
) -> Plain:
    """Read `text`. `spans`: the conditions named in it; `proxy`: "she doesn't" is about the right person."""
    parts = clauses(text, words, spans)
    says = [answers(clause, words, question, proxy=proxy) for clause in parts]
    said = tuple(say for clause_says in says for say in clause_says)
    pieces = [piece for clause in parts for piece in clause.pieces]
    last = max((i for i, say in enumerate(says) if say), default=-1)
    return Plain(
        said=said,
        corrected=any(clause.has("correction") for clause in parts[: last + 1]),
        denying=any(piece.is_("denying", "no") for piece in pieces),
        hedged=any(clause.has("hedges") for clause in parts if not clause.asks),
        past=any(_past(clause, words) for clause in parts),
        but=any(
            _takes_back(clause, says[i], words, question, proxy=proxy)
            for i, clause in enumerate(parts)
            if not _entailed([clause], words, question)
        ),
        asks=any(clause.asks for clause in parts),
        why=any(_begins(clause, "why") for clause in parts),
        repeat=any(piece.is_("repeat") and not piece.is_("fillers") for piece in pieces),
        vague=any(clause.has("vague") for clause in parts),
        others=not proxy and any(_others(clause, words) for clause in parts),
        entailed=_entailed(parts, words, question),
        not_me=any(clause.words[-n:] in words.not_me for clause in parts for n in (1, 2, 3, 4)),
        only=len(parts) == len(said) == 1 and _covered(parts[0]),
        forgot=any(piece.words[-1:] in _FORGOT for piece in pieces),
        goes_on=bool(words.onward & {word for clause in parts for word in clause.words}),
        listed=_listed(parts, says, words),
        bare=_bare([clause for clause in parts if _names(clause)], words),
        asks_and_answers=bool(says and says[-1]) and any(_asks_by_name(clause) for clause in parts[:-1]),
    )


def _listed(parts: Sequence[Clause], says: Sequence[tuple[PlainAnswer, ...]], words: AnswerWords) -> bool:
    first = next((at for at, say in enumerate(says) if say), len(parts))
    naming = [at for at, clause in enumerate(parts) if any(piece.condition for piece in clause.pieces)]
    return (
        bool(naming) and max(naming) < first and not any(words.having & set(parts[at].words) for at in naming)
    )


def _bare(naming: Sequence[Clause], words: AnswerWords) -> bool:
    return bool(naming) and all(_only_names(clause, words) for clause in naming)


def _names(clause: Clause) -> bool:
    return any(piece.condition for piece in clause.pieces)


def _only_names(clause: Clause, words: AnswerWords) -> bool:
    return not (words.having | set(ONESELF)) & set(clause.words) and not clause.asks


def _asks_by_name(clause: Clause) -> bool:
    return clause.asks and any(piece.condition for piece in clause.pieces)


def _past(clause: Clause, words: AnswerWords) -> bool:
    if _others(clause, words) or (words.checked & set(clause.words) and not clause.after_but):
        return False
    denied = clause.has("denying", "no")
    return any(piece.is_("past") and not (denied and piece.words == ("had",)) for piece in clause.pieces)


def _takes_back(
    clause: Clause, said: Sequence[PlainAnswer], words: AnswerWords, question: str | None, *, proxy: bool
) -> bool:
    """Whether a clause may take a no back: it excepts something, and speaks of the person."""
    if words.limiting & set(clause.words) and clause.has("denying", "no"):
        return True
    if _others(clause, words) and not proxy:
        return False
    if _affirms(clause, words) or _points_back(clause, words):
        return True
    return not {"unsure", "declined"} & set(said) and _excepts(clause, words, question)


def _excepts(clause: Clause, words: AnswerWords, question: str | None) -> bool:
    """ "But sometimes ...", "only ...", "except ...", unless it is harmless or denied itself."""
    said = set(clause.words)
    pieces = [piece for piece in clause.pieces if piece.is_("but")]
    if any(piece.condition for piece in clause.pieces):
        return bool(pieces and words.excepting & said) and not clause.after_but
    harmless = words.harmless["any"] | words.harmless.get(question or "", frozenset())
    if not pieces or harmless & said:
        return False
    if clause.after_but:
        return True
    if all(piece.is_("fillers", "no") for piece in pieces) or _only_denies(clause):
        return False
    denied = any(piece.is_("denying", "no") for piece in clause.content[1:])
    return not denied or any(piece.words[0] in words.excepting for piece in pieces)


def _affirms(clause: Clause, words: AnswerWords) -> bool:
    """ "No, I do take one": nothing but what was asked, of oneself, without a denial."""
    said = len(clause.words) > 1 and clause.words[0] in ONESELF
    denied = clause.has("denying", "no", "unsure", "declined")
    return said and not denied and all(neutral(piece, words) for piece in clause.content)


def _points_back(clause: Clause, words: AnswerWords) -> bool:
    """ "No, they removed it": what is spoken of as there."""
    told = set(clause.words)
    if not told & words.pointing or told & words.well:
        return False
    first, *rest = clause.content or clause.pieces
    said = any(piece.is_("denying", "no", "unsure", "declined", "yes") for piece in rest)
    return bool(rest) and not said and not first.is_("denying")


def _only_denies(clause: Clause) -> bool:
    """ "Don't take any tablets": the excepting word stands behind a denial."""
    first = clause.content[0] if clause.content else None
    return first is not None and first.is_("denying") and not first.is_("no")


def _others(clause: Clause, words: AnswerWords) -> bool:
    return bool(set(clause.words) & words.people) and not {"me", "myself", "i"} & set(clause.words)


def _begins(clause: Clause, kind: str) -> bool:
    content = clause.content or clause.pieces
    return bool(content) and content[0].is_(kind)


def _covered(clause: Clause) -> bool:
    known = ("no", "yes", "neutral", "fillers", "denying", "unsure", "declined", "vague")
    return all(piece.is_(*known) for piece in clause.pieces)


def _entailed(parts: Sequence[Clause], words: AnswerWords, question: str | None) -> bool:
    """Whether a clause denies more than was asked, the asked one included, and says nothing else."""
    phrases = words.denies.get(question or "", ())
    return any(_denies_all(clause, phrase, words) for clause in parts for phrase in phrases)


def _denies_all(clause: Clause, phrase: tuple[str, ...], words: AnswerWords) -> bool:
    said = clause.words
    for at in range(min(3, len(said))):
        if said[at : at + len(phrase)] == phrase:
            around = (*said[:at], *said[at + len(phrase) :])
            return all(
                words.phrases.get((word,), frozenset()) & {"neutral", "fillers", "no"} for word in around
            )
    return False
