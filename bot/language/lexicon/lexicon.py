"""All words of one language that the readers look for, compiled once from the clinic's content."""

from __future__ import annotations

from bot.content.context_rules import ContextRules
from bot.content.knowledge import Knowledge
from bot.language.lexicon.answer_words import AnswerWords
from bot.language.lexicon.context_phrases import ContextPhrases
from bot.language.lexicon.glosses import Glosses
from bot.language.lexicon.intent_words import IntentWords
from bot.language.lexicon.people import People
from bot.language.lexicon.wishes import WishReader


class Lexicon:
    """Made when the service starts, and handed to every reader."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.answers = AnswerWords(knowledge.plain_answers)
        self.intents = IntentWords(knowledge.intents, self.answers)
        self.glosses = Glosses(knowledge.glosses)
        self.rules: ContextRules = knowledge.context_rules
        self.context = ContextPhrases(knowledge.context_rules, self.answers)
        self.wishes = WishReader(knowledge.wishes)
        self.people = People(knowledge.context_rules.people, self.context)
