"""A Rasa component: what the learned ear hears in a message, beside what the rules read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.rasa.classifier import INTERPRETATION
from bot.domain.interpretation import from_json, to_json
from bot.language.ear.ear import ear


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EarComponent(GraphComponent):  # type: ignore[misc]
    """Adds `ear` to the interpretation; without the ear it changes nothing. Its weights are not Rasa's."""

    def __init__(self) -> None:
        self._ear = ear()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EarComponent:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is heard in each message."""
        for message in messages:
            said = message.get(INTERPRETATION)
            if self._ear is not None and said:
                heard = self._ear.hear(message.get(TEXT) or "")
                message.set(INTERPRETATION, to_json(replace(from_json(said), ear=heard)), add_to_output=True)
        return messages
