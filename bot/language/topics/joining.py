"""What a message's words and its conditions come to together.

"is it safe with Telma" is about the condition that Telma points to; "bp is there" tells one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.interpretation import Interpretation, Mention
from bot.domain.names import CONDITION
from bot.language.lexicon.intent_words import IntentWords

_ASKED: Final = frozenset({"tell", "not_understood", "out_of_scope"})
_UNCLEAR: Final = frozenset({"not_understood", "out_of_scope", "affirm", "deny"})


def joined(
    interpretation: Interpretation, mentions: tuple[Mention, ...], subject: str | None, words: IntentWords
) -> Interpretation:
    """`interpretation` with its conditions, its kind and topics set right by them."""
    named = tuple(dict.fromkeys(mention.question for mention in mentions))
    found = replace(interpretation, mentions=mentions, subject=subject)
    if subject not in (None, "you") and _may_be_for_somebody(interpretation, mentions):
        return replace(found, intent="proxy", topics=())
    if not named:
        return found
    if found.intent == "topic":
        return _asking(found, named, words)
    if found.intent in _ASKED and all(mention.status == "asked" for mention in mentions):
        return _for_self(replace(found, intent="topic", topics=_topics(named)), words)
    if found.intent in _UNCLEAR and _more_than_an_answer(found, mentions):
        return replace(found, intent="tell", topics=())
    return found


def _may_be_for_somebody(interpretation: Interpretation, mentions: Sequence[Mention]) -> bool:
    """The check is for nobody who is only named in what is out of scope: "remind me to call mum"."""
    return interpretation.intent in _ASKED and (interpretation.intent != "out_of_scope" or bool(mentions))


def _asking(interpretation: Interpretation, named: Sequence[str], words: IntentWords) -> Interpretation:
    """The condition that is named decides which one a question is about."""
    generic = words.condition_topics
    about = [topic for topic in interpretation.topics if topic.startswith(CONDITION) or topic in generic]
    if not about:
        return _for_self(interpretation, words)
    if _tells(interpretation, words):
        return replace(interpretation, intent="tell", topics=())
    kept = [topic for topic in about if topic.removeprefix(CONDITION) in named]
    topics: list[str] = []
    for topic in interpretation.topics:
        topics += [*kept, *_topics(named)] if topic in about else [topic]
    if len(interpretation.topics) > len(about):
        topics = [topics[0], topics[-1]]
    return _for_self(replace(interpretation, topics=tuple(dict.fromkeys(topics))[:2]), words)


def _tells(interpretation: Interpretation, words: IntentWords) -> bool:
    """Whether the message claims and does not ask: "my mother has osteoporosis but I don't"."""
    said = set(words.normal(interpretation.text).split())
    claims = bool(said & words.claiming) and not said & {"?", *words.asking, *words.doubting}
    return claims and all(mention.status != "asked" for mention in interpretation.mentions)


def _topics(named: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{CONDITION}{question}" for question in named)[:2]


def _for_self(interpretation: Interpretation, words: IntentWords) -> Interpretation:
    """ "Can I do it with glaucoma" also asks for the check."""
    message = f" {words.normal(interpretation.text)} "
    if any(f" {phrase} " in message for phrase in words.asks_for_self):
        return replace(interpretation, intent="start_check")
    return interpretation


def _more_than_an_answer(interpretation: Interpretation, mentions: Sequence[Mention]) -> bool:
    return interpretation.intent not in ("affirm", "deny") or any(
        mention.kind != "part" for mention in mentions
    )
