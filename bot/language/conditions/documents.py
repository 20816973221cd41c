"""spaCy's blank English over our own words: no model, and the places stay those of the message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.language.text.tokens import Token, tokens


@dataclass(frozen=True)
class WordTokenizer:
    """Splits the phrases of the rules as the messages are split."""

    vocab: Vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=[token.text for token in tokens(text)])


def blank() -> Language:
    """A blank English pipeline that splits words our way."""
    nlp = spacy.blank("en")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    return nlp


def document(vocab: Vocab, found: Sequence[Token]) -> Doc:
    """The words as a spaCy Doc with its sentences marked."""
    return Doc(vocab, words=[token.text for token in found], sent_starts=list(_starts(found)))


def _starts(found: Sequence[Token]) -> Iterable[bool]:
    start = True
    for token in found:
        yield start and not token.ends_sentence
        start = token.ends_sentence
