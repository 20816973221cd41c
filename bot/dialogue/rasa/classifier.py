"""A Rasa component: the kind of a message (Rasa's intent) and the topics it asks about.

Training examples name their topic in the metadata of the intent `topic` (data/nlu), so that Rasa's domain
lists one intent for each kind and no response selector is needed.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    METADATA,
    METADATA_INTENT,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.rasa.provided import provided
from bot.domain.interpretation import to_json
from bot.language.topics.intents import is_intent
from bot.language.topics.model import Model, learn, load, save
from bot.language.topics.reader import Leads, TopicReader

BOT: Final = Path(__file__).parents[2]
LEARNED_WITH: Final = (
    *(f"knowledge/en/{name}.yml" for name in ("plain_answers", "intents", "glosses")),
    *(f"language/text/{name}.py" for name in ("latin", "spelling", "tokens")),
    *(f"language/lexicon/{name}.py" for name in ("answer_words", "glosses", "intent_words", "word_vectors")),
    *(f"language/topics/{name}.py" for name in ("features", "learned_words", "model")),
    *("language/lexicon/vectors/pieces.txt", "language/lexicon/vectors/vectors.npy"),
)
RANKING = "intent_ranking"
RANKED: Final = 5
"""Labels that Rasa is told of, best first."""
INTERPRETATION = "interpretation"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindAndTopicClassifier(GraphComponent):  # type: ignore[misc]
    """Sets `intent`, `intent_ranking` and `understood` on a message."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._lexicon = provided().lexicon
        self._reader: TopicReader | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        leads = {field.name: field.default for field in fields(Leads)}
        return {"cost": 0.5, "sharpness": 5.0, "piece": leads.pop("piece"), "leads": leads}

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str:
        """What Rasa's cache cannot see of what the model is made from."""
        return hashlib.sha256(b"".join((BOT / name).read_bytes() for name in LEARNED_WITH)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KindAndTopicClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KindAndTopicClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._use(load(folder, component._lexicon.glosses))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and keep what was learned."""
        normal = self._lexicon.intents.normal
        examples = [(normal(one.get(TEXT)), label_of(one)) for one in training_data.intent_examples]
        texts, labels = zip(*[(text, label) for text, label in examples if text], strict=True)
        config = self._config
        model = learn(
            texts, labels, self._lexicon.glosses, cost=config["cost"], sharpness=config["sharpness"]
        )
        with self._storage.write_to(self._resource) as folder:
            save(model, folder)
        self._use(model)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Understand each message."""
        if self._reader is None:
            raise RuntimeError("KindAndTopicClassifier: nothing was learned: run `make train`")
        for message in messages:
            interpretation, ranking = self._reader.read(message.get(TEXT) or "")
            names = [
                (label if is_intent(label) else f"topic:{label}", sure) for label, sure, _ in ranking[:RANKED]
            ]
            message.set(INTENT, intent(interpretation.intent, interpretation.confidence), add_to_output=True)
            message.set(RANKING, [intent(name, sure) for name, sure in names], add_to_output=True)
            message.set(INTERPRETATION, to_json(interpretation), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that comes after needs the examples understood."""
        return training_data

    def _use(self, model: Model) -> None:
        config = self._config
        self._reader = TopicReader(model, self._lexicon, Leads(**config["leads"], piece=config["piece"]))


def intent(name: str, confidence: float) -> dict[str, Any]:
    """An intent as Rasa writes it."""
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}


def label_of(example: Message) -> str:
    """The topic in the metadata of an example's intent, or else the intent."""
    about = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return str(about.get("topic") or example.get(INTENT))
