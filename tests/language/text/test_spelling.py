"""Slips of the finger are read as the words they must be, and right words as themselves."""

from __future__ import annotations

import pytest

from bot.language.text.spelling import Spelling, distance, undoubled

SOUGHT = [
    "chest", "pain", "numb", "breath", "weakness", "paralysed", "unconscious", "bleeding", "toes", "left",
    "stroke", "cough", "couch", "x-rays",
]  # fmt: skip
NEVER = ["cheat", "heart", "pane"]
SAME = {"bp": "blood pressure", "no": "no", "chst": "chest"}


def read(typed: str) -> list[str]:
    return [" ".join(words) for words in Spelling(SOUGHT, NEVER, SAME).words(typed)]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("chest", "chest"),
        ("cheat", "cheat"),
        ("pane", "pane"),
        ("bp", "blood pressure"),
        ("chst", "chest"),
        ("nnoo", "no"),
        ("bbpp", "blood pressure"),
        ("chhest", "chest"),
        ("paiin", "pain"),
        ("chset", "chest"),
        ("hcest", "chest"),
        ("chesst", "chest"),
        ("chezt", "chest"),
        ("ches", "chest"),
        ("cherst", "chest"),
        ("sthest", "sthest"),
        ("khest", "khest"),
        ("chxzt", "chxzt"),
        ("kchest", "kchest"),
        ("hest", "hest"),
        ("unkonxxious", "unkonxxious"),
        ("brethe", "brethe"),
        ("breth", "breath"),
        ("brath", "breath"),
        ("bretah", "breath"),
        ("weekness", "weakness"),
        ("meakness", "weakness"),
        ("weeknes", "weeknes"),
        ("paralised", "paralysed"),
        ("paralized", "paralysed"),
        ("baralized", "baralized"),
        ("uncontious", "unconscious"),
        ("unkontious", "unkontious"),
        ("nmub", "numb"),
        ("numm", "numm"),
        ("umb", "umb"),
        ("unmb", "numb"),
        ("toe", "toe"),
        ("totes", "totes"),
        ("lfet", "left"),
        ("lift", "lift"),
        ("chestpain", "chest pain"),
        ("painchest", "pain chest"),
        ("chestleft", "chest left"),
        ("chestxain", "chestxain"),
        ("painful", "painful"),
        ("ch3st", "ch3st"),
        ("x-ray", "x-ray"),
        ("x-rayz", "x-rayz"),
        ("a" * 60, "a" * 60),
    ],
)  # fmt: skip
def test_a_typed_word_is_read_as(typed: str, right: str) -> None:
    assert read(typed) == [right]


def test_a_word_as_near_to_one_as_to_another_may_be_both() -> None:
    assert read("couh") == ["couch", "cough"]


def test_the_nearest_wins() -> None:
    near = Spelling(["bleeding", "breeding", "bleedings"], [], {})
    assert near.words("bleeding") == (("bleeding",),)
    assert near.words("bleedin") == (("bleeding",),)
    assert near.words("bleedinggs") == (("bleedings",),)
    assert near.words("bxeeding") == (("bleeding",), ("breeding",))


def test_words_that_are_never_changed_are_not_sought() -> None:
    assert Spelling([], ["chest"], {}).words("chset") == (("chset",),)
    assert Spelling(["chest"], [], {}).words("chset") == (("chest",),)
    assert Spelling(["chest"], ["chset"], {}).words("chset") == (("chset",),)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("chest", "chest", 0),
        ("chest", "chset", 1),
        ("chest", "ches", 1),
        ("chest", "cheste", 1),
        ("chest", "chezt", 1),
        ("chest", "hcest", 1),
        ("chest", "chets", 1),
        ("chest", "cehts", 2),
        ("chest", "hcets", 2),
        ("chest", "hest", 1),
        ("chest", "est", 2),
        ("ab", "ba", 1),
        ("abc", "cba", 2),
        ("abcd", "cabd", 2),
        ("a", "", 1),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("aab", "aba", 1),
        ("abcacbc", "abc", 4),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == distance(other, one) == slips


@pytest.mark.parametrize(
    ("typed", "right"), [("nnoo", "no"), ("feeel", "fel"), ("no", "no"), ("aba", "aba"), ("", ""), ("a", "a")]
)
def test_doubled_letters(typed: str, right: str) -> None:
    assert undoubled(typed) == right
