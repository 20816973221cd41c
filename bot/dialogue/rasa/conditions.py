"""A Rasa component: the conditions a message names, whose they are, and what they do to its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.rasa.classifier import INTERPRETATION, intent
from bot.dialogue.rasa.provided import provided
from bot.domain.interpretation import Interpretation, Mention, from_json, of_intent, to_json
from bot.language.conditions.finding import ConditionReader
from bot.language.conditions.subject import SubjectReader
from bot.language.topics.joining import joined


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ConditionsComponent(GraphComponent):  # type: ignore[misc]
    """Adds mentions and the subject to `understood`, and Rasa entities named by question."""

    def __init__(self) -> None:
        content = provided()
        self._reader = ConditionReader(content.knowledge, content.lexicon)
        self._subjects = SubjectReader(content.lexicon)
        self._words = content.lexicon.intents

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConditionsComponent:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what each message says of conditions."""
        for message in messages:
            text = message.get(TEXT) or ""
            mentions = self._reader.mentions(text)
            heard, subject = self._understood(message, text), self._subjects.subject(text)
            interpretation = joined(heard, mentions, subject, self._words)
            message.set(INTENT, intent(interpretation.intent, interpretation.confidence), add_to_output=True)
            message.set(INTERPRETATION, to_json(interpretation), add_to_output=True)
            message.set(ENTITIES, [entity(mention) for mention in mentions], add_to_output=True)
        return messages

    @staticmethod
    def _understood(message: Message, text: str) -> Interpretation:
        """What the classifier before told; where it is not ours, that is the intent alone."""
        told, found = message.get(INTERPRETATION), message.get(INTENT) or {}
        if told:
            return replace(from_json(told), text=text)
        return of_intent(text, found.get(INTENT_NAME_KEY), found.get(PREDICTED_CONFIDENCE_KEY) or 0.0)


def entity(mention: Mention) -> dict[str, Any]:
    """A mention as a Rasa entity: named by its question, its status as the role."""
    return {
        "entity": mention.question,
        "value": mention.text,
        "role": mention.status,
        "start": mention.start,
        "end": mention.end,
        "extractor": "ConditionsComponent",
    }
