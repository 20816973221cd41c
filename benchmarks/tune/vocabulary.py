"""Which pieces of the encoder's vocabulary are kept, and the tokenizer that cuts a text into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from benchmarks.tune.source import Source

SPACE: Final = "▁"
BEGIN, PAD, END, UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
SPECIAL: Final = (BEGIN, PAD, END, UNKNOWN)
LATIN: Final = re.compile(rf"{SPACE}?[a-z']+")
OURS: Final = re.compile(
    rf"{SPACE}?[\u0900-\u097f]+|{SPACE}?[0-9]{{1,4}}|{SPACE}?[!-/:-@[-`{{-~।॥…–—’‘“”]{{1,3}}"
)
"""Devanagari, numbers and marks: all of them are kept."""
COMMON: Final = -12.6
"""Pieces of small Latin letters as common as this are kept whatever they belong to."""
SHORT: Final = 3
"""And all of so few letters: out of them any word can be put together."""


def kept(source: Source, texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces to keep: the special ones first, then by how common they are.

    Kept is what `texts` are cut into by the whole vocabulary, and what else may be written in our scripts.
    """
    whole = tokenizer(source.pieces, [float(score) for score in source.scores])
    used = {number for text in texts for number in whole.encode(text).ids}
    numbers = [
        number
        for number, (piece, score) in enumerate(zip(source.pieces, source.scores, strict=True))
        if piece not in SPECIAL and (number in used or is_ours(piece, float(score)))
    ]
    return [source.pieces.index(piece) for piece in SPECIAL] + numbers


def is_ours(piece: str, score: float) -> bool:
    letters = piece.removeprefix(SPACE)
    if LATIN.fullmatch(piece):
        return score > COMMON or len(letters) <= SHORT
    return piece == SPACE or bool(OURS.fullmatch(piece))


def tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """Cuts small letters into the likeliest pieces; NFKC, spaces and hidden signs are put right first."""
    cut = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=pieces.index(UNKNOWN)))
    cut.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"\p{Cf}+"), ""),
            normalizers.Replace(Regex(r"[\s\p{Cc}]+"), " "),
        ]
    )
    cut.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always")
    return cut
