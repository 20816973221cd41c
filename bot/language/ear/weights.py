"""What the ear has learned, as files: read, and checked against the hashes that `ear.json` tells.

`make tune` makes them anew (benchmarks/tune); the README beside them tells where they come from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).with_name("weights")
GRAPH: Final = "ear.onnx"
PIECES: Final = "pieces.json"
ABOUT: Final = "ear.json"
NONE: Final = "none"
"""The first answer of the head for red flags: no red flag."""
_REMEDY: Final = "restore bot/language/ear/weights from the repository, or make them anew with `make tune`"


class NoEar(Exception):
    """The ear cannot be used here; the message says why and what to do about it."""


@dataclass(frozen=True)
class Thresholds:
    """From which probability on something counts; measured on manners that it never learned from."""

    red_flag: float
    health: float


@dataclass(frozen=True)
class Weights:
    """The files, and what the numbers that come out of the graph stand for."""

    graph: bytes
    pieces: str
    topics: tuple[str, ...]
    flags: tuple[str, ...]
    """The first is `none`."""
    thresholds: Thresholds


def read(folder: Path = FOLDER) -> Weights:
    """All of it. Raises NoEar when a file is missing, or is not the one that was made with the others."""
    about = _about(folder / ABOUT)
    graph, pieces = (_checked(folder / name, about) for name in (GRAPH, PIECES))
    try:
        topics, flags = tuple(about["topics"]), tuple(about["red_flags"])
        thresholds = Thresholds(**about["thresholds"])
    except (KeyError, TypeError) as error:
        raise NoEar(f"{folder / ABOUT}: it does not hold what it should ({error}): {_REMEDY}") from None
    return Weights(graph, pieces.decode("utf-8"), topics, flags, thresholds)


def _about(path: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise NoEar(f"{path}: there is no such file: {_REMEDY}") from None
    except ValueError:
        raise NoEar(f"{path}: this is no JSON: {_REMEDY}") from None
    return found


def _checked(path: Path, about: Mapping[str, Any]) -> bytes:
    try:
        data = path.read_bytes()
    except OSError:
        raise NoEar(f"{path}: there is no such file: {_REMEDY}") from None
    if hashlib.sha256(data).hexdigest() != about.get("sha256", {}).get(path.name):
        raise NoEar(f"{path}: not the file that {ABOUT} tells of: {_REMEDY}")
    return data
