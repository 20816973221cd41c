"""Loads Rasa without what this assistant never calls: TensorFlow above all.

Rasa imports its neural components with everything else, whether a model uses them or not: half of the memory
and most of the time to start (docs/adr/0008-without-tensorflow.md).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import yaml

LEFT_OUT: Final = frozenset(
    (
        *("rasa.core.policies.ted_policy", "rasa.nlu.classifiers.diet_classifier"),
        *("rasa.nlu.selectors.response_selector", "rasa.utils.train_utils"),  # these four: TensorFlow
        *("rasa.nlu.test", "rasa.utils.tensorflow.model_data"),  # matplotlib and scikit-learn
        "quickumls",  # medspaCy's way to NLTK
    )
)


NEEDING: Final = frozenset(("DIETClassifier", "ResponseSelector", "TEDPolicy", "UnexpecTEDIntentPolicy"))
"""The components of Rasa that use what is left out."""


def can_be_light(config: Path) -> bool:
    """Whether the pipeline and the policies of a config.yml use nothing of what is left out."""
    read = yaml.safe_load(config.read_text(encoding="utf-8"))
    named = [str(each["name"]) for part in ("pipeline", "policies") for each in read.get(part) or ()]
    return NEEDING.isdisjoint(name.rpartition(".")[2] for name in named)


class LeftOut(Exception):
    """Something was used that is left out of the serving process."""


class _Nothing:
    """Stands for a class or function that is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.load()

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> None:
        """Where Rasa would begin to use a component. Raises LeftOut."""
        raise LeftOut(
            f"{cls.__module__}.{cls.__qualname__} is left out when serving: "
            "see bot/dialogue/rasa/inside/without_tensorflow.py"
        )

    create = load


class _Empty(ModuleType):
    """A module of which every name can be imported, and none can be used."""

    def __getattr__(self, name: str) -> type[_Nothing]:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (_Nothing,), {"__module__": self.__name__})


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname in LEFT_OUT else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Empty(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


@contextmanager
def light() -> Iterator[None]:
    """What is imported meanwhile goes without the modules left out; later imports get the real ones."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in LEFT_OUT:
            if isinstance(sys.modules.get(name), _Empty):
                del sys.modules[name]
