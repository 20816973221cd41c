"""Make the weights of the learned ear anew: `make tune`, an hour of one core.

    python -m benchmarks.tune [FILE ...]       files of queries of other trades, to set the thresholds with

Learns from `benchmarks/tune/texts` and `data/nlu`, writes bot/language/ear/weights and prints how well it
hears the manners of writing that were kept apart.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer

from benchmarks.tune import examples, graph, learning, measuring, source, vocabulary
from benchmarks.tune.encoder import Encoder
from benchmarks.tune.learning import Labels, Plan
from bot.language.ear.ear import Ear
from bot.language.ear.weights import ABOUT, FOLDER, GRAPH, PIECES, Thresholds, Weights

LAYERS: Final = (1, 3, 5, 7, 9, 11)
"""Of the twelve: every second one hears as well at half the cost."""
COMMON_WORDS: Final = examples.ROOT / "bot/language/lexicon/vectors/pieces.txt"


def main(files: Sequence[str]) -> None:
    torch.set_num_threads(1)
    texts = examples.read()
    learned = [one for one in texts if not one.is_kept_apart]
    apart = [one for one in texts if one.is_kept_apart]
    began = source.read(package() / source.FILE)
    words = COMMON_WORDS.read_text(encoding="utf-8").split("\n")
    kept = vocabulary.kept(began, [*(one.text for one in learned), *words])
    cut = vocabulary.tokenizer([began.pieces[n] for n in kept], [float(began.scores[n]) for n in kept])
    labels = Labels.of(learned)
    encoder = Encoder(began.shape, len(kept), LAYERS, labels.heads())
    encoder.begin_with(began.tensors, kept)
    print(f"{len(learned)} texts to learn from, {len(apart)} kept apart, {len(kept)} pieces", flush=True)
    learning.learn(encoder, cut, labels, learned, Plan())
    write(encoder, cut, labels, began.shape, apart, measuring.strangers(map(Path, files)))


def write(
    encoder: Encoder,
    cut: Tokenizer,
    labels: Labels,
    shape: source.Shape,
    apart: Sequence[examples.Example],
    unrelated: Sequence[examples.Example],
) -> None:
    """Round to whole numbers, listen to what was kept apart, and write the files with their hashes."""
    made, pieces = graph.built(encoder, shape).SerializeToString(), cut.to_str()
    weights = Weights(made, pieces, labels.topics, labels.flags, Thresholds(1.0, 1.0))
    ear = Ear(weights)
    told, strange = measuring.listen(ear, apart), measuring.listen(ear, unrelated)
    limits = measuring.thresholds(told, strange)
    print(measuring.report(told, strange, limits))
    print(measuring.cost(ear, [one.text for one in apart][:500]))
    FOLDER.mkdir(exist_ok=True)
    files = {GRAPH: made, PIECES: pieces.encode()}
    about = {
        "made_from": {"package": f"{source.PACKAGE} {source.VERSION}", source.FILE: source.SHA256},
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "thresholds": asdict(limits),
        "red_flags": labels.flags,
        "topics": labels.topics,
    }
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
    (FOLDER / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def package() -> Path:
    """Where the encoder's package lies; it is not imported, since it needs another Python."""
    found = importlib.util.find_spec(source.PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit(f"{source.PACKAGE} is not installed: run `make tune`")
    return Path(found.origin).parent


if __name__ == "__main__":
    main(sys.argv[1:])
