"""The encoder and its three heads in torch: BERT's forward pass over rows of pieces, padded at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.tune.source import Floats, Shape

PARTS: Final = {"query": "q", "key": "k", "value": "v", "out": "ao", "wider": "fi", "narrower": "fo"}
NORMS: Final = {"after_attention": "aln", "after_inner": "oln"}


class Layer(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """One layer of BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        for name in PARTS:
            wide_in, wide_out = name == "narrower", name == "wider"
            sizes = [shape.inner if wide else shape.width for wide in (wide_in, wide_out)]
            setattr(self, name, nn.Linear(*sizes))
        for name in NORMS:
            setattr(self, name, nn.LayerNorm(shape.width, eps=shape.epsilon))
        self.drop = nn.Dropout(0.1)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = state.shape
        query, key, value = (
            part(state).view(rows, length, self.heads, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        seen = self.out(seen.transpose(1, 2).reshape(rows, length, width))
        state = self.after_attention(state + self.drop(seen))
        inner = self.narrower(functional.gelu(self.wider(state)))
        return self.after_inner(state + self.drop(inner))


class Encoder(nn.Module):  # type: ignore[misc]
    """Rows of piece numbers in, one row of numbers for each head out."""

    def __init__(self, shape: Shape, words: int, layers: Sequence[int], heads: Mapping[str, int]) -> None:
        super().__init__()
        self.kept = tuple(layers)
        self.word = nn.Embedding(words, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in layers)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * shape.width, size) for name, size in heads.items()})
        self.drop = nn.Dropout(0.1)

    def pooled(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """The mean and the highest of each number over a row's pieces."""
        state = self.drop(self.norm(self.word(pieces) + self.position.weight[: pieces.shape[1]]))
        for layer in self.layers:
            state = layer(state, mask)
        there = mask[:, :, None]
        mean = (state * there).sum(1) / there.sum(1)
        return torch.cat([mean, state.masked_fill(~there, -1e4).amax(1)], dim=1)

    def forward(self, pieces: Tensor, mask: Tensor) -> dict[str, Tensor]:
        pooled = self.drop(self.pooled(pieces, mask).float())
        return {name: head(pooled) for name, head in self.heads.items()}

    def begin_with(self, tensors: Mapping[str, Floats], rows: Sequence[int]) -> None:
        """Take over the published weights: the rows of the pieces that are kept, and the layers that are."""

        def put(target: Tensor, values: Floats) -> None:
            with torch.no_grad():
                target.copy_(torch.from_numpy(np.array(values)))

        put(self.word.weight, tensors["emb.word"][list(rows)])
        put(self.position.weight, tensors["emb.pos"] + tensors["emb.type"][0])
        put(self.norm.weight, tensors["emb.ln.w"])
        put(self.norm.bias, tensors["emb.ln.b"])
        for layer, number in zip(self.layers, self.kept, strict=True):
            for name, short in (PARTS | NORMS).items():
                part = getattr(layer, name)
                put(part.weight, tensors[f"l{number}.{short}.w"])
                put(part.bias, tensors[f"l{number}.{short}.b"])
