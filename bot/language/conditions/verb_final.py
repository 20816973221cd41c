"""Clauses of Hindi and Marathi: the verb stands last, and what it says holds for the nouns before it.

"BP aur dil ki bimari nahi hai" denies both, "na lakwa na mirgi" denies what stands behind each "na". Only
words that bind a noun to its verb may stand between the two: in "bp ki goli kabhi miss nahi karta" what is
denied is the missing, and the medicine is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.content.context_rules import VerbFinal
from bot.language.text.devanagari import folded_words
from bot.language.text.english import common_words

NOT: Final = "not"
VERB: Final = "verbs"
BINDS: Final = "binds"
EACH: Final = "each"
DOUBTS: Final = "doubts"
YES: Final = "agrees"
GOES_AWAY: Final = "goes_away"
FAR: Final = 4
"""Words; a denial so far before a noun does not reach it past an affirmed verb."""
_ENGLISH_NO: Final = frozenset(("no", "not", "never", "dont", "don't"))


class Clauses:
    """The words of context_rules.yml, under `verb_final`, ready to be looked up."""

    def __init__(self, listed: VerbFinal) -> None:
        self._kinds: Mapping[str, frozenset[str]] = {
            NOT: folded_words(listed.denies),
            VERB: folded_words(listed.verbs),
            BINDS: folded_words(listed.binds),
            EACH: folded_words(listed.each),
            GOES_AWAY: folded_words(listed.goes_away),
            DOUBTS: folded_words(listed.doubts),
            YES: folded_words(listed.agrees),
        }
        self.breaks_after_verb = folded_words(listed.breaks_after_verb)

    def is_(self, word: str, *kinds: str) -> bool:
        """Whether a word is of one of these kinds."""
        return any(word in self._kinds[kind] for kind in kinds)

    def denied(self, words: Sequence[str], nouns: Sequence[bool], start: int, end: int) -> bool:
        """Whether the clause denies the noun that stands from `start` to `end` in its `words`.

        `words` are those of one clause, without marks; `nouns` tells which of them name conditions.
        """
        if any(self.is_(word, DOUBTS) for word in words):
            return False
        if start and end < len(words) and all(self.is_(words[at], NOT) for at in (start - 1, end)):
            return True  # "nay bipi nay rudayach"
        group = self._verb_behind(words, nouns, end)
        if group is not None:
            return self._says_no(words, group)
        return self._verb_before(words, nouns, start, end)

    def stays(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """ "Mirgi theek nahi hui": what is denied behind a condition is that it went away."""
        if any(self.is_(word, NOT) for word in before):
            return False
        denial = next((at for at, word in enumerate(after) if self.is_(word, NOT)), 0)
        return any(self.is_(word, GOES_AWAY) for word in after[max(0, denial - 2) : denial])

    def affirmed(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """ "Nahi, thamba na, ti rakt patal karnyachi goli mi ghete": the verb behind the noun is not denied,
        and the "no" that opens the message stands too far from it to be meant.
        """
        denials = [self.is_(word, NOT) or word in _ENGLISH_NO for word in before]
        each = bool(before) and self.is_(
            before[-1], EACH
        )  # "... na lakwa"; behind a verb "na" asks for assent
        if each or any(denials[-FAR:]) or not any(denials):
            return False
        found = next((at for at, word in enumerate(after) if self.is_(word, NOT, VERB)), None)
        if found is None or self.is_(after[found], NOT) or after[found] in common_words():
            return False
        return not any(self.is_(word, NOT) for word in after[found : found + 3])

    def each_denied(self, words: Sequence[str], nouns: Sequence[bool], start: int) -> bool:
        """ "Na lakwa na mirgi na kuch": one of a row of denials, which opens before the first noun."""
        rows = [at for at, word in enumerate(words) if self.is_(word, EACH)]
        if len(rows) < 2 or any(self.is_(word, DOUBTS) for word in words):
            return False
        opening = words[: rows[0]]
        agrees = any(self.is_(word, VERB, YES) for word in opening)
        if any(nouns[: rows[0]]) or (agrees and not any(self.is_(word, NOT) for word in opening)):
            return False
        at = start - 1
        while at >= 0 and self.is_(words[at], BINDS):
            at -= 1
        return at >= 0 and self.is_(words[at], EACH)

    def _verb_behind(self, words: Sequence[str], nouns: Sequence[bool], end: int) -> tuple[int, int] | None:
        """The next verb, with its denial, when only binding words and other conditions stand before it."""
        at = end
        while at < len(words) and not self.is_(words[at], NOT, VERB):
            if not (nouns[at] or self.is_(words[at], BINDS)):
                return None
            at += 1
        return (at, self._end(words, at)) if at < len(words) else None

    def _end(self, words: Sequence[str], at: int) -> int:
        while at < len(words) and self.is_(words[at], NOT, VERB):
            at += 1
        return at

    def _says_no(self, words: Sequence[str], group: tuple[int, int]) -> bool:
        start, end = group
        rest = words[end : end + 1]
        # "... nahi lagta": a verb behind the denial that is not known may be another's.
        known = not rest or self.is_(rest[0], BINDS) or not self.is_(words[end - 1], NOT)
        return known and sum(self.is_(word, NOT) for word in words[start:end]) == 1

    def _verb_before(self, words: Sequence[str], nouns: Sequence[bool], start: int, end: int) -> bool:
        """ "Nahi hai slip disc": the denied verb opens the clause, and the noun closes it."""
        if not all(self.is_(word, BINDS) for word in words[end:]):
            return False
        opening = [at for at, word in enumerate(words[:start]) if self.is_(word, NOT, VERB)]
        if len(opening) < 2 or opening != list(range(opening[0], opening[0] + len(opening))):
            return False
        between = range(opening[-1] + 1, start)
        bound = all(nouns[at] or self.is_(words[at], BINDS) for at in (*range(opening[0]), *between))
        return bound and sum(self.is_(words[at], NOT) for at in opening) == 1
