"""Red flags are found as people report them, and not in what is denied, past, asked or a figure of speech."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.knowledge import FOLDER, KnowledgeError
from bot.content.red_flag_rules import ROOM
from bot.domain.names import RED_FLAGS
from bot.language.red_flags.finding import RedFlagRules, find
from tests.language.words import red_flag_rules, rules_in


def _rows(name: str) -> list[dict[str, str]]:
    file = Path(__file__).parent / "data" / name
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


ROWS = _rows("red_flags.jsonl")
STRANGERS = _rows("strangers.jsonl")
"""Written without sight of any rule; `silent` rows sound like an emergency and are none."""
REPORTED = [row for row in ROWS if row["kind"] == "reported"]
PRESENT = "I can't feel my groin and I can't pee"


@pytest.fixture(scope="module")
def rules() -> RedFlagRules:
    return red_flag_rules()


def test_what_was_once_heard_rightly_stays_so(rules: RedFlagRules) -> None:
    """`missed` marks the mistakes that are known."""
    for row in (*ROWS, *STRANGERS):
        flags = find(row["text"], rules)
        right = row["flag"] in flags if row["kind"] == "reported" else not flags
        assert right or "missed" in row, (row, flags)


def test_every_red_flag_has_enough_utterances() -> None:
    counts = Counter(row["flag"] for row in REPORTED)
    assert set(counts) == set(RED_FLAGS)
    assert min(counts.values()) >= 25


def test_red_flags_are_found(rules: RedFlagRules) -> None:
    missed = [(row["flag"], row["text"]) for row in REPORTED if row["flag"] not in find(row["text"], rules)]
    assert len(missed) <= 0.01 * len(REPORTED), missed
    total, lost = Counter(row["flag"] for row in REPORTED), Counter(flag for flag, _ in missed)
    assert all(lost[flag] <= 0.05 * total[flag] for flag in RED_FLAGS), missed


@pytest.mark.parametrize(
    ("kinds", "allowed"),
    [
        (("denied", "idiom"), 0.02),
        (("historical",), 0.02),
        (("asked",), 0.02),
        (("other",), 0.02),
        (("unrelated",), 0.001),
    ],
    ids=str,
)
def test_nothing_is_found_where_nothing_is_reported(
    rules: RedFlagRules, kinds: tuple[str, ...], allowed: float
) -> None:
    texts = [row["text"] for row in ROWS if row["kind"] in kinds]
    false = [(text, flags) for text in texts if (flags := find(text, rules))]
    assert len(false) <= allowed * len(texts), false


def test_strangers_find_no_more_mistakes_than_are_known(rules: RedFlagRules) -> None:
    silent = [row for row in STRANGERS if row["kind"] == "silent"]
    reported = [row for row in STRANGERS if row["kind"] == "reported"]
    assert len(silent) >= 300
    assert len(reported) >= 190
    assert sum("missed" in row for row in silent) <= 0.02 * len(silent)
    assert sum("missed" in row for row in reported) <= 0.15 * len(reported), "the ear asks about the others"


@pytest.mark.parametrize("row", REPORTED[::7], ids=lambda row: str(row["text"]))
def test_capitals_spaces_and_punctuation_change_nothing(rules: RedFlagRules, row: dict[str, str]) -> None:
    text = row["text"]
    expected = find(text, rules)
    assert find(text.upper(), rules) == expected
    assert find(f"  {text.replace(' ', '   ')} ", rules) == expected
    assert find(text.replace("'", "’"), rules) == expected
    assert find(text.replace("'", "\u00b4"), rules) == expected
    assert find(f"«{text}»!!", rules) == expected


@pytest.mark.parametrize("text", [row["text"] for row in ROWS if row["kind"] == "denied"])
def test_what_follows_a_denial_after_but_still_counts(rules: RedFlagRules, text: str) -> None:
    assert "cauda_equina" in find(f"{text}, but {PRESENT}", rules)
    assert "cauda_equina" in find(f"{PRESENT}. {text}", rules)


@pytest.mark.parametrize(
    "text",
    [
        "my chset hurts",
        "chest preassure and swaeting",
        "my fcae is droopping",
        "cant feeel my grion",
        "chestpain",
    ],
)
def test_a_slip_of_the_finger_is_forgiven(rules: RedFlagRules, text: str) -> None:
    assert find(text, rules)


@pytest.mark.parametrize("text", ["", "   ", "?!", "😂😂", "1234", "नमस्ते", "\u200b", "/restart", "a" * 2000])
def test_text_without_words_of_danger_holds_none(rules: RedFlagRules, text: str) -> None:
    assert find(text, rules) == ()


def test_the_most_urgent_comes_first(rules: RedFlagRules) -> None:
    flags = find("I have fever with back pain and suddenly crushing chest pain", rules)
    assert flags == ("cardiac", "infection")


@pytest.mark.parametrize(
    "piece", ["no chest pain, ", "i can't ", "numb groin years ago ", "zx ", "if i ", "what is "]
)
def test_a_long_message_takes_little_time(rules: RedFlagRules, piece: str) -> None:
    text = (piece * 2000)[:2000]
    began = time.process_time()
    find(text, rules)
    assert time.process_time() - began < 0.5


def _changed(tmp_path: Path, change: dict[str, Any]) -> Path:
    """The clinic's own folder with one rule for `cardiac`."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))
    record = {"says": "something", "source": "clinical_brief", "hears": ["it"], "rules": [change]}
    (folder / ROOM / "cardiac.yml").write_text(yaml.safe_dump({"one": record}), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"say": ["chest <unheard>"]}, "unheard"),
        ({"say": ["chest (pain"]}, "bracket"),
        ({"say": ["(pain)"]}, "needs no word"),
        ({"say": ["[a||b] pain"]}, "alternative"),
        ({"say": [7]}, "quotes"),
        ({"say": ["pain"], "near": [["a"], ["b"]]}, "one of"),
        ({"say": ["pain"], "unles": ["b"]}, "unless"),
        ({"say": ["pain"], "regardless": ["denied"]}, "regardless"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, rule: dict[str, Any], said: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"(cardiac\.yml|red_flags).*{said}"):
        rules_in(_changed(tmp_path, rule))


@pytest.mark.parametrize(
    ("phrase", "heard", "passed_over"),
    [
        ("ache|sharp pain", ["ache", "a sharp pain"], ["pain", "sharp"]),
        ("[left|right] arm", ["left arm", "my left arm"], ["arm", "left or arm"]),
        ("(bad) cramp~", ["cramp", "cramping", "bad cramps"], ["bad"]),
        ("can't .. feel", ["can't feel", "I cannot quite always feel"], ["can't, feel", "feel"]),
        ("# mg", ["3000 mg", "75mg"], ["mg"]),
    ],
)
def test_phrases_are_read_as_the_file_says(
    tmp_path: Path, phrase: str, heard: list[str], passed_over: list[str]
) -> None:
    rules = rules_in(_changed(tmp_path, {"say": [phrase]}))
    assert all("cardiac" in find(text, rules) for text in heard)
    assert not any("cardiac" in find(text, rules) for text in passed_over)
