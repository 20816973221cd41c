"""The part of a message that holds its answer, where the rest is only story, or a question besides.

Narrow on purpose: it may take a clear answer out of its wrapping, and never makes one clearer than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.interpretation import Interpretation
from bot.language.answers.plain_words import plain
from bot.language.lexicon.answer_words import AnswerWords

_STORY = re.compile(
    r"^(?P<story>.+),?\s+but\s+(?P<answer>(?:no|nope|never|nahi|yes|yeah|haan)\b.+)$", re.I | re.S
)
_BESIDES = re.compile(r"^\s*(?P<answer>\S+(?:\s+\S+){0,2}?)[.!,]\s+(?P<rest>[^.!?]+\?)\s*$", re.S)


_ANSWER_AND_QUESTION = re.compile(
    r"^\s*(?P<answer>[^.!?]{2,80}?)\s*[,;-]*\s+(?:but|and|par|lekin|pan|magar)\s+"
    r"(?P<rest>(?:what|why|how|when|where|kya|kyun|kyu|kaise)\b[^.!]*\??)\s*$",
    re.I | re.S,
)
"""An answer, and a question behind it: "no ear infection, but what has that got to do with my back?"."""


def narrowed(interpretation: Interpretation, words: AnswerWords) -> Iterator[Interpretation]:
    """Smaller messages that say what this one answers: "I asked around, but no, I never had it"."""
    text = interpretation.text
    if (match := _STORY.match(text)) and not _answers(match["story"], words):
        at = match.start("answer")
        if all(mention.start >= at for mention in interpretation.mentions):
            moved = tuple(
                replace(mention, start=mention.start - at, end=mention.end - at)
                for mention in interpretation.mentions
            )
            yield replace(interpretation, text=match["answer"], mentions=moved)
    if (match := _ANSWER_AND_QUESTION.match(text)) and _answers(match["answer"], words):
        end = match.end("answer")
        if all(mention.end <= end for mention in interpretation.mentions):
            yield replace(interpretation, text=match["answer"], intent="tell", topics=())
    besides = interpretation.intent in ("topic", "medical", "why") and not interpretation.mentions
    if besides and (match := _BESIDES.match(text)) and not _answers(match["rest"], words):
        yield replace(interpretation, text=match["answer"], intent="tell", topics=())


def _answers(text: str, words: AnswerWords) -> bool:
    said = plain(text.rstrip(" ?"), words)
    return bool(said.said) or said.denying or said.hedged
