"""Exports: complete, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from bot.console.format.tables import cell
from bot.domain.screening import PossibleFlag
from tests.console.house import UNREAD, House

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\uff1d1",
    "=cmd|'/c calc'!A1",
    "%0A=1",
    "|x",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["no", "I have -2 dioptres", "", "3"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_conversation_as_csv(clinic: House) -> None:
    conversation = clinic.talk(
        '=HYPERLINK("http://evil.example")', "what are the risks?", 'a "quote",\nand a line'
    )
    answer = clinic.browser("reviewer").get(f"/conversations/{conversation}.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    header, *lines = rows(answer.get_data(as_text=True))
    assert header[:3] == ["at", "from", "text"]
    said = [line[2] for line in lines if line[1] == "visitor"]
    assert said == ['\'=HYPERLINK("http://evil.example")', "what are the risks?", 'a "quote",\nand a line']
    assert {len(line) for line in lines} == {len(header)}


def test_a_conversation_as_json(clinic: House) -> None:
    conversation = clinic.screened((2, "Yes"))
    clinic.goes_on(conversation, "change answer 1 to yes")
    found = json.loads(clinic.browser("reviewer").text(f"/conversations/{conversation}.json"))
    assert (found["outcome"], found["state"]) == ("avoid", "finished")
    assert found["corrections"][0]["previous"] == "no"
    assert {one["question"]: one["answer"] for one in found["answers"]}["blood_thinners"] == "yes"
    assert any(message["understood"] == "correct" for message in found["messages"])


def test_a_list_as_csv_and_json(both: House) -> None:
    avoid, _ = both.screened((2, "Yes")), both.screened()
    browser = both.browser("reviewer")
    header, *lines = rows(browser.text("/export.csv?outcome=avoid"))
    assert [line[header.index("conversation")] for line in lines] == [avoid]
    assert lines[0][header.index("answers.blood_thinners")] == "yes"
    assert [one["conversation"] for one in json.loads(browser.text("/export.json?outcome=avoid"))] == [avoid]


def test_what_is_in_doubt_is_exported(clinic: House) -> None:
    conversation = clinic.doubted()
    clinic.goes_on(conversation, "[Yes, or not sure]")
    flag = PossibleFlag("stroke", "my face")
    clinic.notes_beside(conversation, unheard=("later",), age_said="I am 15", emergency_checks=(flag,))
    browser = clinic.browser("reviewer")
    found = json.loads(browser.text(f"/conversations/{conversation}.json"))
    assert found["unheard"] == ["later"]
    assert found["doubts"] == [{"said": [UNREAD], "answer": "health"}]
    assert found["emergency_checks"] == [{"flag": "stroke", "said": "my face"}]
    assert found["age_said"] == "I am 15"
    assert [one["doubt"] for one in json.loads(browser.text("/export.json?doubt=1"))] == [True]
    header, *lines = rows(browser.text("/export.csv"))
    assert [line[header.index("doubt")] for line in lines] == ["True"]


def test_a_list_holds_nothing_that_was_said(clinic: House) -> None:
    clinic.talk("canary-phrase-42")
    assert "canary" not in clinic.browser("reviewer").text("/export.json?q=canary")


def test_an_empty_list_and_a_long_one(clinic: House) -> None:
    browser = clinic.browser("reviewer")
    assert rows(browser.text("/export.csv")) == [["conversation"]]
    for _ in range(3):
        clinic.talk("what are the risks?")
    assert len(rows(browser.text("/export.csv"))) == 4


def test_a_page_to_print(clinic: House) -> None:
    page = clinic.browser("reviewer").text(f"/conversations/{clinic.screened((2, 'Yes'))}/print")
    assert "At least one answer is yes." in page
    assert "Printed" in page
