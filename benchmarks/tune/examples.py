"""What the ear learns from: texts of many manners, and for each head what is right.

A head whose answer is None for a text does not learn from it. The topics are those of the linear model: a
topic's id, or the intent where no topic is asked about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[2]
TEXTS: Final = Path(__file__).with_name("texts")
NLU: Final = ROOT / "data" / "nlu"

KEPT_APART: Final = ("dictation", "elderly", "angry", "autocorrect")
"""Manners that are never learned from, whole: about one text in five of those that name their manner."""

ABOUT_HEALTH: Final = frozenset({"reported", "denied", "historical", "family"})
NOT_ABOUT_HEALTH: Final = frozenset({"idiom", "homonym", "asked"})
SMALL_TALK: Final = frozenset({
    "greeting", "thanks", "goodbye", "language", "cost", "booking", "clinic_contact", "about_clinic",
    "privacy", "my_data", "talk_to_human", "are_you_human", "capabilities", "out_of_scope", "evidence",
    "home_equipment", "what_is_inversion", "how_it_works",
})  # fmt: skip
"""Topics in which nobody's health is told, unless it is marked otherwise."""
SAME: Final = {"__start_screening__": "start_check", "not_understood": "out_of_scope"}
PLAIN: Final = {
    "plain_yes": "affirm", "plain_no": "deny", "yes": "affirm", "no": "deny", "unsure": "unsure",
    "declined": "decline",
}  # fmt: skip
"""Kinds of answers whose words may be no more than a yes or a no."""
FEW_WORDS: Final = 3
FACTS: Final = frozenset({
    "explained_yes", "explained_no", "family_or_other", "historical_counts", "historical_resolved",
    "controlled", "medication", "numeric", "volunteered_multi", "proxy", "hinglish", "negation_scope",
    "trap", "yes_other_words", "no_other_words", "no_with_talk", "family", "past", "doctor",
})  # fmt: skip
"""Kinds of answers that tell something about somebody's health."""


@dataclass(frozen=True)
class Example:
    """A text and what each head should hear in it."""

    text: str
    source: str
    lang: str = "en"
    manner: str = ""
    kind: str = ""
    topics: tuple[str, ...] | None = None
    flags: tuple[str, ...] | None = None
    health: bool | None = None

    @property
    def is_kept_apart(self) -> bool:
        return any(manner in self.manner for manner in KEPT_APART)


def read() -> list[Example]:
    """All of them, each text once."""
    found: dict[str, Example] = {}
    for example in (*written(), *of_the_linear_model()):
        found.setdefault(" ".join(example.text.lower().split()), example)
    return list(found.values())


def written() -> Iterator[Example]:
    """The rows of `texts/`."""
    for path in sorted(TEXTS.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (of_row(json.loads(line), path.stem) for line in lines if line.strip())


def of_row(row: Mapping[str, Any], source: str) -> Example:
    """A row of any of the four forms: a first message, a text on red flags or on health, an answer."""
    example = Example(
        row["text"],
        source,
        row.get("lang") or ("hinglish" if "hinglish" in (row.get("style"), row.get("kind")) else "en"),
        row.get("manner", ""),
        row.get("kind", ""),
    )
    if "health" in row:
        return replace(example, flags=None if row["health"] else (), health=row["health"])
    if "expect" in row:
        return of_answer(example)
    if "flags" in row:
        return of_red_flag(example, tuple(row["flags"]))
    if row.get("flag"):
        return of_red_flag(example, () if row["flag"] == "none" else (row["flag"],))
    return of_first_message(example, tuple(row.get("topics") or (row["label"],)))


def of_red_flag(example: Example, flags: tuple[str, ...]) -> Example:
    health = True if flags or example.kind in ABOUT_HEALTH else None
    if example.kind in NOT_ABOUT_HEALTH:
        health = False
    return replace(example, flags=flags, health=health)


def of_first_message(example: Example, topics: tuple[str, ...]) -> Example:
    flags = tuple(topic.removeprefix("emergency:") for topic in topics if topic.startswith("emergency:"))
    if flags:
        return replace(example, flags=flags, health=True)
    labels = tuple(dict.fromkeys(SAME.get(topic, topic) for topic in topics))
    health = False if SMALL_TALK.issuperset(labels) else None
    return replace(example, topics=labels, flags=(), health=health)


def of_answer(example: Example) -> Example:
    """What an answer says without its question: a few words may be a bare yes, more are left open."""
    if example.kind in PLAIN:
        bare = len(example.text.split()) <= FEW_WORDS
        return replace(example, topics=(PLAIN[example.kind],) if bare else None, flags=())
    if example.kind in FACTS:
        return replace(example, topics=("tell",), flags=(), health=True)
    return replace(example, flags=())


def of_the_linear_model() -> Iterator[Example]:
    """The examples of `data/nlu`."""
    for path in sorted(NLU.glob("*.yml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            label = (group.get("metadata") or {}).get("topic") or group["intent"]
            health = True if label == "tell" else False if label in SMALL_TALK else None
            for line in group["examples"].splitlines():
                text = line.removeprefix("- ").strip()
                label = SAME.get(label, label)
                yield Example(text, f"nlu/{path.stem}", topics=(label,), flags=(), health=health)
