"""A message falls into clauses, and each clause into the longest phrases that the lists know."""

from __future__ import annotations

import pytest

from bot.language.answers.clauses import Clause, Piece
from tests.language.words import clauses


def words(text: str, spans: list[tuple[int, int]] | None = None) -> list[str]:
    """The clauses of a text, as they are read."""
    return [" ".join(clause.words) for clause in clauses(text, spans or [])]


def pieces(text: str, spans: list[tuple[int, int]] | None = None) -> list[str]:
    """The phrases of a text, clause by clause."""
    return [" ".join(piece.words) for clause in clauses(text, spans or []) for piece in clause.pieces]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("no", ["no"]),
        ("no, thanks", ["no", "thanks"]),
        ("No. Never! Nothing", ["no", "never", "nothing"]),
        ("no (never) at all", ["no", "never", "at all"]),
        ("no: never", ["no", "never"]),
        ("no - never", ["no", "never"]),
        ("no; never", ["no", "never"]),
        ("no\nnever", ["no", "never"]),
        ("no... never", ["no", "never"]),
        ("no but never", ["no", "but never"]),
        ("no lekin kabhi kabhi", ["no", "lekin kabhi kabhi"]),
        ("no, but never", ["no", "but never"]),
        ("but never", ["but never"]),
        ("none except aspirin though", ["none", "except aspirin", "though"]),
        ("no only sometimes", ["no only sometimes"]),
        ("no & never", ["no & never"]),
    ],
)
def test_marks_and_words_like_but_part_a_message(text: str, clauses: list[str]) -> None:
    assert words(text) == clauses


@pytest.mark.parametrize("text", ["", "  ", ",", "...", ",.,", "!!"])
def test_marks_alone_are_no_clause(text: str) -> None:
    assert clauses(text) == []


def test_a_clause_knows_whether_it_follows_a_but() -> None:
    assert [clause.after_but for clause in clauses("no, but rarely, never though")] == [
        False,
        True,
        False,
        True,
    ]
    assert [clause.after_but for clause in clauses("no but rarely. never")] == [False, True, False]
    assert [clause.after_but for clause in clauses("but why? no")] == [True, False]
    assert [clause.after_but for clause in clauses("no only sometimes")] == [False]
    assert [clause.after_but for clause in clauses("no but")] == [False, True]
    assert [clause.after_but for clause in clauses("no but never although rarely")] == [False, True, True]


def test_a_clause_knows_whether_it_asks() -> None:
    assert [clause.asks for clause in clauses("no, is it safe? yes. ok")] == [False, True, False, False]
    assert [clause.asks for clause in clauses("is it safe but cheap?")] == [False, True]
    assert [clause.asks for clause in clauses("no?!")] == [True]
    assert clauses("?") == [Clause((), asks=True)]
    assert clauses("no. ?") == [*clauses("no."), Clause((), asks=True)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("none of the above", ["none of the above"]),
        ("none of my business", ["none", "of", "my", "business"]),
        ("no not that I know of really", ["no not that i know of", "really"]),
        ("prefer not to say", ["prefer not to say"]),
        ("that is between me and my doctor", ["that is between me and my doctor"]),
        ("not. at all", ["not", "at all"]),
    ],
)
def test_the_longest_phrase_that_is_known_counts(text: str, phrases: list[str]) -> None:
    assert pieces(text) == phrases


def test_a_phrase_has_its_kinds_and_an_unknown_word_none() -> None:
    (clause,) = clauses("never cashews")
    never, cashews = clause.pieces
    assert never.is_("no")
    assert never.is_("denying")
    assert never.is_("yes", "no")
    assert not never.is_("yes")
    assert cashews == Piece(("cashews",), frozenset())
    assert clause.has("no")
    assert clause.has("yes", "no")
    assert not clause.has("yes")


def test_no_phrase_runs_into_a_named_condition() -> None:
    text = "no such thing"
    assert pieces(text) == ["no such thing"]
    assert pieces(text, [(8, 13)]) == ["no", "such", "thing"]
    assert pieces("kind of sort of", [(8, 12)]) == ["kind of", "sort", "of"]
    assert pieces("kind of sort of", [(5, 7)]) == ["kind", "of", "sort of"]


def test_a_named_condition_is_one_and_nothing_else() -> None:
    text = "no slipped disc maybe"
    (clause,) = clauses(text, [(3, 15)])
    assert [piece.condition for piece in clause.pieces] == [False, True, True, False]
    (maybe,) = clauses("maybe", [(0, 5)])
    assert maybe.pieces == (Piece(("maybe",), maybe.pieces[0].kinds, condition=True),)
    assert not maybe.has("unsure")
    assert not maybe.pieces[0].is_("unsure", "hedges")


@pytest.mark.parametrize(
    ("spans", "conditions"),
    [
        ([(3, 7)], [False, True, False]),
        ([(4, 7)], [False, False, False]),
        ([(3, 4)], [False, True, False]),
        ([(0, 3)], [True, False, False]),
        ([(0, 2), (8, 14)], [True, False, True]),
        ([], [False, False, False]),
    ],
)
def test_a_word_belongs_to_the_condition_that_it_begins_in(
    spans: list[tuple[int, int]], conditions: list[bool]
) -> None:
    found = clauses("xy gout kidney", spans)
    assert [piece.condition for clause in found for piece in clause.pieces] == conditions


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("nveer", "never"),
        ("definitly", "definitely"),
        ("nothng of it", "nothing of it"),
        ("grandmothr", "grandmother"),
        ("dont", "don't"),
        ("I'm not", "i am not"),
    ],
)
def test_a_misspelt_word_is_read_as_the_one_it_must_be(text: str, right: str) -> None:
    assert words(text) == [right]


@pytest.mark.parametrize("text", ["fever", "lever", "clever", "cousins", "confidence", "pear", "xyzzy"])
def test_a_right_word_near_one_of_ours_stays_itself(text: str) -> None:
    assert words(text) == [text]


def test_a_condition_is_never_respelt() -> None:
    assert words("nothng") == ["nothing"]
    assert words("nothng", [(0, 6)]) == ["nothng"]


def test_what_opens_and_closes_a_clause_is_no_content() -> None:
    def content(text: str) -> list[str]:
        clause = clauses(text)[0]
        return [" ".join(piece.words) for piece in clause.content]

    assert content("well actually no doctor please") == ["no doctor"]
    assert content("ok doctor") == []
    assert content("I really am fit, really") == ["i", "really", "am", "fit"]
    assert content("absolutely") == ["absolutely"]
    assert content("sugar definitely") == ["sugar", "definitely"]
