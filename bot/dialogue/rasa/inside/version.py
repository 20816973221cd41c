"""Which Rasa the shortcuts of this folder were compared with; no other one serves."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from types import MappingProxyType
from typing import Final

COMPARED_WITH: Final[Mapping[str, str]] = MappingProxyType({"rasa": "3.6.21", "rasa-sdk": "3.6.2"})
"""Package → the version that tests/dialogue/inside/ ran with."""


class OtherRasa(Exception):
    """Another Rasa is installed; the message says which one is needed, and how to get on."""


def check_version() -> None:
    """Raise OtherRasa unless Rasa is the one that the shortcuts were compared with. Imports nothing of it."""
    for package, compared in COMPARED_WITH.items():
        installed = version(package)
        if installed != compared:
            raise OtherRasa(
                f"{package} is {installed}, and bot/dialogue/rasa/inside was compared with {compared}: "
                "install requirements/app.txt; or run the tests in tests/dialogue/inside, and then change "
                "COMPARED_WITH in bot/dialogue/rasa/inside/version.py"
            )
