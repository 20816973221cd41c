"""Tunes the encoder: every head learns at once, from texts as they are, misspelt, and joined by two."""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from benchmarks.tune.encoder import Encoder
from benchmarks.tune.examples import Example

NONE: Final = "none"
LONGEST: Final = 96
"""Pieces of a text that are learned from."""
WARM: Final = 12
"""Times that the heads alone go through the texts."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Labels:
    """The answers of each head, in the order of its numbers."""

    topics: tuple[str, ...]
    flags: tuple[str, ...]
    """The first is `none`."""

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Labels:
        topics = sorted({topic for example in examples for topic in example.topics or ()})
        flags = sorted({flag for example in examples for flag in example.flags or ()})
        return cls(tuple(topics), (NONE, *flags))

    def heads(self) -> dict[str, int]:
        return {"topics": len(self.topics), "flags": len(self.flags), "health": 1}


@dataclass(frozen=True)
class Plan:
    """How long and how fast it learns."""

    epochs: int = 4
    rows: int = 64
    rate: float = 2e-4
    faster: float = 3.0
    """How much faster the heads learn than the layers."""
    fixed: int = 2
    """The lowest layers stay as they were, like the words: they know languages that few examples are in."""
    seed: int = 7
    weights: tuple[float, float, float] = (1.0, 1.0, 0.5)
    """How much the topics, the red flags and health count."""


def learn(encoder: Encoder, cut: Tokenizer, labels: Labels, examples: Sequence[Example], plan: Plan) -> None:
    """Tune in place, on one core; the same examples and plan give the same weights on the same machine."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    steps = plan.epochs * math.ceil(1.25 * len(examples) / plan.rows)
    encoder.requires_grad_(False)
    body = list(encoder.layers[plan.fixed :].requires_grad_(True).parameters())
    heads = list(encoder.heads.requires_grad_(True).parameters())
    rates = [plan.rate, plan.rate * plan.faster]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=plan.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps + 9, pct_start=0.1)
    encoder.train()
    began = time.monotonic()
    for epoch in range(plan.epochs):
        losses = []
        for batch in batches(varied(examples, chance), plan.rows, chance):
            loss = _step(encoder, cut, labels, batch, plan)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        seconds = time.monotonic() - began
        print(f"epoch {epoch + 1}: loss {statistics.fmean(losses):.3f}, {seconds:.0f} s", flush=True)
    encoder.eval()


def warm_up(encoder: Encoder, cut: Tokenizer, labels: Labels, examples: Sequence[Example]) -> None:
    """Let the heads learn alone first, from the encoder as it is: then tuning begins from something sensible.

    They learn on numbers of mean 0 and spread 1, which is then reckoned into their weights.
    """
    with torch.no_grad():
        pooled = in_order(encoder, cut, [one.text for one in examples])
    mean, spread = pooled.mean(0), pooled.std(0) + 1e-6
    pooled = (pooled - mean) / spread
    heads = list(encoder.heads.parameters())
    optimiser = torch.optim.AdamW(heads, lr=2e-3, weight_decay=0.1)
    for _ in range(WARM):
        for rows in torch.randperm(len(examples)).split(512):
            given = functional.dropout(pooled[rows], 0.3)
            heard = {name: head(given) for name, head in encoder.heads.items()}
            loss = total_loss(heard, [examples[int(n)] for n in rows], labels, Plan())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    with torch.no_grad():
        for head in encoder.heads.values():
            head.weight /= spread
            head.bias -= head.weight @ mean


def in_order(encoder: Encoder, cut: Tokenizer, texts: Sequence[str]) -> Tensor:
    """What the heads are given of each text, a row a text."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    found = []
    for at in range(0, len(order), 64):
        pieces, mask = padded([ids(cut, texts[n]) for n in order[at : at + 64]])
        with torch.autocast("cpu", torch.bfloat16):
            found.append(encoder.pooled(pieces, mask).float())
    return torch.cat(found)[torch.tensor(order).argsort()]


def _step(encoder: Encoder, cut: Tokenizer, labels: Labels, batch: Sequence[Example], plan: Plan) -> Tensor:
    pieces, mask = padded([ids(cut, example.text) for example in batch])
    with torch.autocast("cpu", torch.bfloat16):
        heard = encoder(pieces, mask)
    return total_loss(heard, batch, labels, plan)


def total_loss(heard: Mapping[str, Tensor], batch: Sequence[Example], labels: Labels, plan: Plan) -> Tensor:
    """How wrong the heads are, all together."""
    topic, flag, health = plan.weights
    return (
        topic * _choice(heard["topics"], [_spread(one.topics, labels.topics) for one in batch])
        + flag * _choice(heard["flags"], [_flags(one, labels) for one in batch])
        + health * _yes(heard["health"][:, 0], [one.health for one in batch])
    )


def _choice(scores: Tensor, right: Sequence[list[float] | None]) -> Tensor:
    told = [n for n, one in enumerate(right) if one is not None]
    if not told:
        return scores.sum() * 0
    target = torch.tensor([one for one in right if one is not None])
    return functional.cross_entropy(scores[told].float(), target, label_smoothing=0.05)


def _yes(scores: Tensor, right: Sequence[bool | None]) -> Tensor:
    told = [n for n, one in enumerate(right) if one is not None]
    if not told:
        return scores.sum() * 0
    target = torch.tensor([float(one) for one in right if one is not None])
    return functional.binary_cross_entropy_with_logits(scores[told].float(), target * 0.96 + 0.02)


def _spread(names: Sequence[str] | None, of: Sequence[str]) -> list[float] | None:
    if names is None:
        return None
    return [names.count(name) / len(names) for name in of]


def _flags(example: Example, labels: Labels) -> list[float] | None:
    return None if example.flags is None else _spread(example.flags or (NONE,), labels.flags)


def ids(cut: Tokenizer, text: str) -> list[int]:
    """A text as pieces between the two signs that begin and end it."""
    return [0, *cut.encode(text).ids[: LONGEST - 2], 2]


def padded(lists: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Rows of one length, and where they hold pieces."""
    longest = max(map(len, lists))
    pieces = torch.tensor([[*row, *[1] * (longest - len(row))] for row in lists])
    return pieces, torch.tensor([[n < len(row) for n in range(longest)] for row in lists])


def batches(examples: Sequence[Example], rows: int, chance: random.Random) -> Iterator[list[Example]]:
    """Rows of like length together, in no order."""
    shuffled = chance.sample(examples, len(examples))
    stride = rows * 20
    together = []
    for at in range(0, len(shuffled), stride):
        near = sorted(shuffled[at : at + stride], key=lambda one: len(one.text))
        together += [near[n : n + rows] for n in range(0, len(near), rows)]
    chance.shuffle(together)
    yield from together


def varied(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """The examples, one in five misspelt anew, and a quarter as many more that are two joined."""
    once = [
        replace(one, text=misspelt(one.text, chance)) if chance.random() < 0.2 else one for one in examples
    ]
    alarming = [one for one in examples if one.flags]
    silent = [one for one in examples if one.flags == () and one.topics is not None]
    pairs = []
    for _ in range(len(examples) // 4):
        first = chance.choice(silent)
        second = chance.choice(alarming if chance.random() < 0.5 else silent)
        first, second = chance.sample([first, second], 2)
        pairs.append(joined(first, second, chance))
    return once + pairs


def joined(first: Example, second: Example, chance: random.Random) -> Example:
    """Two messages in one: a red flag in either is one, and so is what is said of health."""
    between = chance.choice([". ", " ", ", ", "\n", " and ", "? ", " aur ", "... "])
    told = [one.health for one in (first, second)]
    return Example(
        first.text.rstrip(" .") + between + second.text,
        "joined",
        topics=None,
        flags=(first.flags or ()) + (second.flags or ()),
        health=True if True in told else None if None in told else False,
    )


def misspelt(text: str, chance: random.Random) -> str:
    """One slip for every 25 letters: a letter lost, doubled, swapped, or another one."""
    letters = list(text)
    for _ in range(1 + len(letters) // 25):
        if len(letters) < 6:
            break
        at = chance.randrange(len(letters) - 1)
        slip = chance.randrange(5)
        if slip == 0:
            del letters[at]
        elif slip == 1:
            letters.insert(at, letters[at])
        elif slip == 2:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif slip == 3 and letters[at].isascii() and letters[at].isalpha():
            letters[at] = chance.choice(LETTERS)
        elif letters[at] in ",.?!'":
            del letters[at]
    return "".join(letters)


def hear(encoder: Encoder, cut: Tokenizer, texts: Sequence[str]) -> Mapping[str, Tensor]:
    """What each head says of each text: probabilities, a row a text."""
    with torch.no_grad():
        pooled = in_order(encoder, cut, texts)
        heard = {name: head(pooled) for name, head in encoder.heads.items()}
    return {name: s.sigmoid()[:, 0] if name == "health" else s.softmax(1) for name, s in heard.items()}
