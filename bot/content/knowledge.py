"""The clinic's knowledge: all that the files say which clinicians and owners edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.content.checklist import Checklist, Part, Question
from bot.content.clinic import Clinic
from bot.content.context_rules import ContextRules
from bot.content.decisions import Decision
from bot.content.errors import KnowledgeError
from bot.content.intents import IntentPhrases
from bot.content.lay_words import LayWords
from bot.content.near_conditions import NearConditionsFile
from bot.content.plain_answers import PlainAnswers
from bot.content.red_flag_rules import FlagRules
from bot.content.soundness import SoundnessFile
from bot.content.told import RedFlag, Source, Topic
from bot.content.wishes import WishPhrases

__all__ = [
    "Checklist",
    "Clinic",
    "Knowledge",
    "KnowledgeError",
    "LayWords",
    "Part",
    "Question",
    "RedFlag",
    "Source",
    "Topic",
]

FOLDER: Final = Path(__file__).parent.parent / "knowledge"


@dataclass(frozen=True)
class Knowledge:
    """Everything the clinic's files say in one language, checked as a whole."""

    clinic: Clinic
    sources: Mapping[str, Source]
    checklist: Checklist
    lay_words: Mapping[str, LayWords]
    red_flags: Mapping[str, RedFlag]
    topics: Mapping[str, Topic]
    wording: Mapping[str, str]
    """Sentences of the conversation itself, by name, with {placeholders}."""
    plain_answers: PlainAnswers
    glosses: Mapping[str, tuple[str, ...]]
    """English → words of Hindi and Marathi that mean it; one that ends with `*` is the beginning of words."""
    intents: IntentPhrases
    context_rules: ContextRules
    red_flag_rules: FlagRules
    wishes: WishPhrases
    near_conditions: NearConditionsFile
    """What is on no list of the clinic's, and is told of all the same."""
    decisions: Mapping[str, Decision]
    """What a named clinician decides."""
    soundness: SoundnessFile
    """What people say when nothing is wrong."""
    language: str
    """The folder of this language's files."""
    digests: Mapping[str, str]
    """File, as its path in the folder of all content → the digest of what it says."""

    def file(self, name: str) -> str:
        """What errors call a file: its path in the folder."""
        own = f"{self.language}/{name}"
        return own if own in self.digests else name
