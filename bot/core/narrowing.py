"""The part of a message that holds its answer, where the rest is only story, or a question besides.

Narrow on purpose: it may take a clear answer out of its wrapping, and never makes one clearer than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.core.plain_speech import plain
from bot.core.understood import Understood

_STORY = re.compile(
    r"^(?P<story>.+),?\s+but\s+(?P<answer>(?:no|nope|never|nahi|yes|yeah|haan)\b.+)$", re.I | re.S
)
_BESIDES = re.compile(r"^\s*(?P<answer>\S+(?:\s+\S+){0,2}?)[.!,]\s+(?P<rest>[^.!?]+\?)\s*$", re.S)


def narrowed(understood: Understood) -> Iterator[Understood]:
    """Smaller messages that say what this one answers: "I asked around, but no, I never had it"."""
    text = understood.text
    if (match := _STORY.match(text)) and not _answers(match["story"]):
        at = match.start("answer")
        if all(mention.start >= at for mention in understood.mentions):
            moved = tuple(
                replace(mention, start=mention.start - at, end=mention.end - at)
                for mention in understood.mentions
            )
            yield replace(understood, text=match["answer"], mentions=moved)
    besides = understood.intent in ("topic", "medical", "why") and not understood.mentions
    if besides and (match := _BESIDES.match(text)) and not _answers(match["rest"]):
        yield replace(understood, text=match["answer"], intent="tell", topics=())


def _answers(text: str) -> bool:
    words = plain(text)
    return bool(words.said) or words.denying or words.hedged
