"""The records of the red flags as a sheet that a clinician reads, tick by tick: docs/red-flags-review.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.content.knowledge import Knowledge
from bot.content.red_flag_rules import FlagRecord

FIRST: Final = "self_harm"
"""The red flag that is read first: most is lost where it goes unheard."""
_HEAD: Final = """\
# Red flags: review sheet

Made by `make red-flags-review` from `bot/knowledge/red_flags/`; changes belong there.

For each record a clinician says whether the sentence is right, whether the source bears it, and what is
missing among the examples. Examples are in the words, spelling and languages in which people type. "Stays
silent" lists messages near it in which no red flag may be found. How a record is recognised stands in its
file as `rules`.
"""


def sheet(knowledge: Knowledge) -> str:
    """The whole sheet, in Markdown."""
    records = knowledge.red_flag_rules.records
    flags = (FIRST, *(flag for flag in records if flag != FIRST))
    return "\n".join((_HEAD, *(line for flag in flags for line in _flag(flag, knowledge))))


def _flag(flag: str, knowledge: Knowledge) -> Iterator[str]:
    told = knowledge.red_flags[flag]
    yield f"## `{flag}`: {told.label} (urgency: {told.urgency})\n"
    for name, record in knowledge.red_flag_rules.records[flag].items():
        yield from _record(name, record, knowledge.sources[record.source].title)


def _record(name: str, record: FlagRecord, source: str) -> Iterator[str]:
    yield f"### `{name}`\n"
    yield f"{record.says}\n"
    yield f"Source: {source.removesuffix('.')}.\n"
    yield from _examples("Hears", record.hears)
    yield from _examples("Stays silent", record.stays_silent)
    yield "Right as it stands: ☐ yes ☐ no, because:\n"


def _examples(title: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"{title}:\n"
        yield from (f"- {text}" for text in texts)
        yield ""
