"""The phrases of intents.yml, ready to be compared with a message in one plain form."""

from __future__ import annotations

from bot.content.intents import IntentPhrases
from bot.language.lexicon.answer_words import AnswerWords
from bot.language.text.tokens import tokens


class IntentWords:
    """What needs no guess, as normal texts; `normal` makes one of any text."""

    def __init__(self, listed: IntentPhrases, answers: AnswerWords) -> None:
        own = {typed: tuple(meant.split()) for typed, meant in listed.spellings.items()}
        self._spellings = {**answers.spellings, **own}
        self.exact = {self.normal(phrase): label for label, said in listed.exact.items() for phrase in said}
        """Whole message → its label."""
        self.fillers = frozenset(map(self.normal, listed.fillers))
        self.asks_for_self = listed.asks_for_self
        self.condition_topics = frozenset(listed.condition_topics)
        self.asking = frozenset(listed.asking)
        self.claiming = frozenset(listed.claiming)
        self.doubting = frozenset(listed.doubting)
        self.beside_a_question = listed.beside_a_question
        leads = (tuple(self.normal(lead).split()) for lead in listed.follow_up.leads)
        self.leads = tuple(sorted(leads, key=len, reverse=True))
        """What a short question begins with, longest first."""
        self.more = frozenset(map(self.normal, listed.follow_up.more))
        self.stays = tuple(
            (frozenset(map(self.normal, rule.phrases)), rule.after) for rule in listed.follow_up.stays
        )
        self.subjects = tuple((rule.after, rule.words) for rule in listed.follow_up.subjects)

    def normal(self, text: str) -> str:
        """The words of `text`: small letters, one spelling each, no marks but `?` where it asks."""
        found = tokens(text, self._spellings)
        said = (
            "?" if "?" in token.text else token.text for token in found if token.is_word or "?" in token.text
        )
        return " ".join(said)
