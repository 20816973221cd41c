"""Every record hears its examples, stays silent on the others, and can be read by a clinician."""

from __future__ import annotations

import re

import pytest

from bot.content.red_flag_rules import FlagRecord
from bot.domain.names import RED_FLAGS
from bot.language.red_flags.finding import find
from bot.language.red_flags.rules import GroupedRules
from tests.conversation import knowledge
from tests.language.words import red_flag_rules

RECORDS = [
    (flag, name, record)
    for flag, records in knowledge().red_flag_rules.records.items()
    for name, record in records.items()
]
HEARD = [(flag, name, text) for flag, name, record in RECORDS for text in record.hears]
SILENT = [(flag, name, text) for flag, name, record in RECORDS for text in record.stays_silent]


@pytest.mark.parametrize(("flag", "name", "text"), HEARD, ids=str)
def test_a_record_hears_its_examples(flag: str, name: str, text: str) -> None:
    assert flag in find(text, red_flag_rules()), f"{flag}.{name} is silent"


@pytest.mark.parametrize(("flag", "name", "text"), SILENT, ids=str)
def test_nothing_is_found_where_a_record_stays_silent(flag: str, name: str, text: str) -> None:
    assert not find(text, red_flag_rules()), f"beside {flag}.{name}"


def test_every_red_flag_has_records() -> None:
    assert {flag for flag, _, _ in RECORDS} == set(RED_FLAGS)


@pytest.mark.parametrize(("flag", "name", "record"), RECORDS, ids=[f"{f}.{n}" for f, n, _ in RECORDS])
def test_a_record_can_be_read(flag: str, name: str, record: FlagRecord) -> None:
    assert record.says.endswith("."), "a sentence"
    assert len(record.hears) >= 3
    assert len(record.stays_silent) >= 2
    assert (
        any(re.search("[\u0900-\u097f]", text) for text in record.hears)
        or flag == "cancer"
        or len(record.hears) < 6
    )


def test_no_phrase_ends_in_what_may_be_left_out() -> None:
    """ "pain (in the chest)" would be met by "pain" alone."""
    groups = GroupedRules(knowledge().red_flag_rules).groups
    trap = re.compile(r"[^\s|] +\([^()\[\]]*\)$")
    for name, group in groups.items():
        for phrase in (*group.phrases, *group.unless):
            for way in re.split(r"\|(?![^(\[]*[)\]])", phrase):
                assert not trap.search(way.strip()), (name, way)
