"""Everything that reads messages, compiled once from the content when the service starts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.knowledge import Knowledge
from bot.language.answers.reading import AnswerReader
from bot.language.answers.soundness import SoundnessReader
from bot.language.lexicon.lexicon import Lexicon
from bot.language.reach import check_reach
from bot.language.red_flags.finding import RedFlagRules, compiled


@dataclass(frozen=True)
class Readers:
    """The clinic's content, and what reads messages by it.

    What needs spaCy, the reader of conditions, is made of these where it is used.
    """

    knowledge: Knowledge
    lexicon: Lexicon
    answers: AnswerReader
    red_flags: RedFlagRules

    @classmethod
    def of(cls, knowledge: Knowledge) -> Readers:
        """Takes half a second. Raises KnowledgeError, also for what no text can reach."""
        lexicon, red_flags = Lexicon(knowledge), compiled(knowledge.red_flag_rules)
        check_reach(knowledge, lexicon, red_flags.phrases)
        sound = SoundnessReader(knowledge.soundness, lexicon.answers, lexicon.people)
        answers = AnswerReader(knowledge.checklist, lexicon.answers, lexicon.wishes, sound)
        return cls(knowledge, lexicon, answers, red_flags)
