"""What a message tells that no question asks about and a clinician looks at first: a hernia, an age from 65.

Which near-conditions those are stands in near_conditions.yml (`clinician_first`). It counts where it is told
of the person to be treated, not where it is only asked about, supposed or another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.content.near_conditions import NearConditionsFile
from bot.domain.interpretation import Interpretation
from bot.domain.names import NEAR
from bot.language.context.unheard import ASKS
from bot.language.lexicon.people import People
from bot.language.lexicon.phrase_groups import Span, Token
from bot.language.lexicon.wishes import readings_of
from bot.language.text.devanagari import folded, folded_words
from bot.language.text.sentences import Text, read
from bot.language.topics.near import NearReader

_SUPPOSES: Final = folded_words(("if", "suppose", "agar", "jar", "someone", "somebody", "people", "anyone",
                                 "patients", "अगर", "जर"))  # fmt: skip
_ANOTHER: Final = folded_words(("he", "she", "they", "his", "her", "uska", "uski", "unko", "tyala", "tila"))
_OWN: Final = folded_words(("i", "my", "me", "mujhe", "mera", "meri", "main", "mala", "majha", "mazha", "mi",
                            "मुझे", "मेरा", "मेरी", "मैं", "मला", "माझा", "माझी", "मी"))  # fmt: skip


class NotedReader:
    """The near-conditions that a clinician looks at first, ready to be found."""

    def __init__(self, data: NearConditionsFile, people: People) -> None:
        self._phrases, self._people = NearReader(data).phrases, people
        self.first = frozenset(name for name, each in data.by_id.items() if each.clinician_first)

    def noted(self, meant: Interpretation, subject: str | None) -> Interpretation:
        """`meant`, with whether it tells such a thing of the person to be treated.

        `subject` is who that is when it is not the person typing ("your mother").
        """
        names = {name.removeprefix(NEAR) for name in meant.near}
        if meant.choice or not self.first & names:
            return meant
        text = read(meant.text)
        words = [replace(word, text=folded(word.text)) for word in text.words]
        tokens = [Token(readings_of(word.text), word.clause, word.sentence) for word in words]
        found = self._phrases.find(tokens)
        spans = [span for name in self.first for span in found.get(name, ())]
        about = meant.subject if meant.subject not in (None, "you") else subject
        clauses = (_clause(text, span) for span in spans)
        return replace(meant, noted=any(self._tells(clause, text, about) for clause in clauses))

    def _tells(self, clause: Sequence[int], text: Text, subject: str | None) -> bool:
        words = [text.words[at].text for at in clause]
        if _SUPPOSES.intersection(words) or ASKS.search(" ".join(words)) or _is_a_question(clause, text):
            return False
        if subject is not None:
            return not _OWN.intersection(words) or self._people.find(words) is not None
        return not _ANOTHER.intersection(words) and self._people.find(words) is None


def _clause(text: Text, span: Span) -> list[int]:
    """The places of the words that stand in one clause with the first word of `span`."""
    clause = text.words[span[0]].clause
    return [at for at, word in enumerate(text.words) if word.clause == clause]


def _is_a_question(clause: Sequence[int], text: Text) -> bool:
    """Whether a question mark ends it: of a sentence with more clauses only the last one asks."""
    sentence = text.words[clause[0]].sentence
    last = max(at for at, word in enumerate(text.words) if word.sentence == sentence)
    return sentence in text.questions and last in clause
