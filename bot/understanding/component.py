"""A Rasa component: the conditions a message names, whose they are, and what they do to its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.core.loading import load
from bot.core.understood import Mention, Understood, from_json, to_json
from bot.understanding.classifier import UNDERSTOOD, intent
from bot.understanding.conditions import ConditionReader
from bot.understanding.joining import joined
from bot.understanding.subject import SubjectReader


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ConditionsComponent(GraphComponent):  # type: ignore[misc]
    """Adds mentions and the subject to `understood`, and Rasa entities named by question."""

    def __init__(self) -> None:
        self._reader = ConditionReader.of(load())
        self._subjects = SubjectReader()

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
            understood = joined(self._understood(message, text), mentions, self._subjects.subject(text))
            message.set(INTENT, intent(understood.intent, understood.confidence), add_to_output=True)
            message.set(UNDERSTOOD, to_json(understood), add_to_output=True)
            message.set(ENTITIES, [entity(mention) for mention in mentions], add_to_output=True)
        return messages

    @staticmethod
    def _understood(message: Message, text: str) -> Understood:
        said = message.get(UNDERSTOOD)
        return replace(from_json(said), text=text) if said else Understood(text, "not_understood", 0.0)


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
