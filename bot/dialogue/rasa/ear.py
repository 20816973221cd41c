"""A Rasa component: what the learned ear hears in a message, beside what the rules read.

The encoder's weights are not Rasa's (bot/language/ear/weights). Where they are missing the linear ear hears,
which is learned here from data/ear and from the examples of topics.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.yaml_file import read_yaml
from bot.dialogue.rasa.classifier import BOT, INTERPRETATION, LEARNED_WITH, label_of
from bot.dialogue.rasa.provided import provided
from bot.domain.interpretation import from_json, to_json
from bot.domain.names import CONDITION, RED_FLAGS
from bot.language.ear import linear
from bot.language.ear.ear import Ear, ear
from bot.language.ear.linear import NONE, LinearEar

EXAMPLES: Final = Path(__file__).parents[3] / "data" / "ear"
_MAY_SPEAK_OF_HEALTH: Final = frozenset(
    ("tell", "correct", "affirm", "deny", "unsure", "decline", "upper_back_pain")
)
"""Labels whose examples may say something about health: of these the ear does not learn what is none."""

_LEADS: Final = (
    *(
        "no,",
        "nahi",
        "No.",
        "नहीं,",
        "नाही",
        "no but",
        "nope",
        "yes",
        "haan",
        "ok so",
        "actually",
        "one thing:",
    ),
    *("one thing:", "also", "btw", "aur", "ani", "but", "nahi ji", "no sir"),
)
"""What people write in front of what they tell."""
_FEW, _STEP = 7, 7919
"""One in so many silent texts is composed too; a step that goes through all texts before one comes again."""

Example = tuple[str, str, bool | None]
"""A text, the red flag it reports or NONE, and whether it speaks of health (None: not known)."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EarComponent(GraphComponent):  # type: ignore[misc]
    """Adds `ear` to the interpretation."""

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage, self._resource = storage, resource
        self._ear: Ear | LinearEar | None = None

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str:
        """What Rasa's cache cannot see of what the ear is made from."""
        files = (*sorted(EXAMPLES.glob("*.yml")), Path(linear.__file__), *map(BOT.joinpath, LEARNED_WITH))
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EarComponent:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EarComponent:
        component = cls(model_storage, resource)
        component._ear = ear()
        if component._ear is None:
            with model_storage.read_from(resource) as folder:
                component._ear = linear.load(folder, provided().lexicon.glosses)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the linear ear and keep it."""
        examples = list(_examples(training_data))
        texts, flags, health = zip(*examples, *composed(examples), strict=True)
        learned = linear.learn(texts, flags, health, provided().lexicon.glosses)
        with self._storage.write_to(self._resource) as folder:
            linear.save(learned, folder)
        self._ear = learned
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that comes after needs the examples heard."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is heard in each message."""
        for message in messages:
            said = message.get(INTERPRETATION)
            if self._ear is not None and said:
                heard = self._ear.hear(message.get(TEXT) or "")
                message.set(INTERPRETATION, to_json(replace(from_json(said), ear=heard)), add_to_output=True)
        return messages


def _examples(training_data: TrainingData) -> Iterator[Example]:
    for file in sorted(EXAMPLES.glob("*.yml")):
        for text in _texts(read_yaml(file)):
            if file.stem in RED_FLAGS:
                yield text, file.stem, True
            else:
                yield text, NONE, {"health": True, "other": False}.get(file.stem)
    for one in training_data.intent_examples:
        if one.get(INTENT) and (label := label_of(one)):
            unknown = label in _MAY_SPEAK_OF_HEALTH or label.startswith(CONDITION)
            yield one.get(TEXT), NONE, None if unknown else False


def composed(examples: Sequence[Example]) -> Iterator[Example]:
    """Two things in one message, as people write them: what tells of health behind a "no", a request for the
    check or something else.

    Each text of `examples` that tells of health is heard alone and, by turns, in company; so what is learned
    of the company says nothing against what stands beside it.
    """
    silent = [text for text, _, health in examples if health is False]
    alone = 0
    for at, (text, flag, health) in enumerate(examples):
        if health is None or (health is False and at % _FEW):
            continue
        alone += 1
        lead, other = _LEADS[at % len(_LEADS)], silent[(at * _STEP) % len(silent)]
        yield (f"{lead} {text}", f"{text}. {other}", f"{other}, {text}")[alone % 3], flag, health


def _texts(found: object) -> Iterator[str]:
    """Every text in a file, however it is grouped."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for each in found.values():
            yield from _texts(each)
    elif isinstance(found, list):
        for each in found:
            yield from _texts(each)
