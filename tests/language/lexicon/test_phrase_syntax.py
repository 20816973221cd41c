"""Phrases are read as the top of red_flag_rules.yml says."""

from __future__ import annotations

import pytest

from bot.language.lexicon.phrase_syntax import GAP, PhraseError, forms, parse

SKIP = frozenset({"the", "my", "a", "very"})


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("hurt", ["hurt"]),
        ("ache~", ["ache", "aches", "ached", "aching"]),
        ("lose~", ["lose", "loses", "losed", "losing"]),
        ("cry~", ["cry", "cries", "cried", "crying"]),
        ("play~", ["play", "plays", "played", "playing"]),
        ("pass~", ["pass", "passes", "passed", "passing"]),
        ("fix~", ["fix", "fixes", "fixed", "fixing"]),
        ("buzz~", ["buzz", "buzzes", "buzzed", "buzzing"]),
        ("itch~", ["itch", "itches", "itched", "itching"]),
        ("crush~", ["crush", "crushes", "crushed", "crushing"]),
        ("stab~", ["stab", "stabs", "stabbed", "stabbing"]),
        ("slip~", ["slip", "slips", "slipped", "slipping"]),
        ("vomit~", ["vomit", "vomits", "vomited", "vomiting", "vomitted", "vomitting"]),
        ("happen~", ["happen", "happens", "happened", "happening"]),
        ("need~", ["need", "needs", "needed", "needing"]),
        ("hurt~", ["hurt", "hurts", "hurted", "hurting"]),
        ("grow~", ["grow", "grows", "growed", "growing"]),
    ],
)
def test_a_word_in_all_its_forms(word: str, right: list[str]) -> None:
    assert forms(word) == right


def ways(text: str) -> list[list[tuple[tuple[str, ...], ...]]]:
    return list(parse(text, SKIP))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("numb", [[(("numb",),)]]),
        ("Numb TOES", [[(("numb",),), (("toes",),)]]),
        ("ache|pain", [[(("ache",),)], [(("pain",),)]]),
        ("ache|sharp pain", [[(("ache",),)], [(("sharp",),), (("pain",),)]]),
        ("[left|right] arm", [[(("left",), ("right",)), (("arm",),)]]),
        ("[left|far right] arm", [[(("left",), ("far", "right")), (("arm",),)]]),
        ("(bad) pain", [[((), ("bad",)), (("pain",),)]]),
        ("(bad|sharp) pain", [[((), ("bad",), ("sharp",)), (("pain",),)]]),
        ("pain [here|there]|ache", [[(("pain",),), (("here",), ("there",))], [(("ache",),)]]),
        ("can't .. feel", [[(("can't",),), ((GAP,),), (("feel",),)]]),
        ("<pain> in arm", [[(("<pain>",),), (("in",),), (("arm",),)]]),
        ("# mg", [[(("#",),), (("mg",),)]]),
        ("[sip~] tea", [[(("sip",), ("sips",), ("sipped",), ("sipping",)), (("tea",),)]]),
    ],
)
def test_a_phrase_is_its_places_and_what_may_stand_there(text: str, right: object) -> None:
    assert ways(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("pain in the arm", [[(("pain",),), (("in",),), (("arm",),)]]),
        ("pain (my|the) arm", [[(("pain",),), (("arm",),)]]),
        ("pain [my|left] arm", [[(("pain",),), (("my",), ("left",)), (("arm",),)]]),
        ("the arm", [[(("the",),), (("arm",),)]]),
        ("arm the", [[(("arm",),), (("the",),)]]),
        ("a", [[(("a",),)]]),
        ("[in the arm|here] pain", [[(("in", "arm"), ("here",)), (("pain",),)]]),
        ("[in left the arm] pain", [[(("in", "left", "arm"),), (("pain",),)]]),
        ("[pain in left the arm] now", [[(("pain", "in", "left", "arm"),), (("now",),)]]),
        ("[pain the in left arm] now", [[(("pain", "in", "left", "arm"),), (("now",),)]]),
        ("[the arm|arm the] pain", [[(("the", "arm"), ("arm", "the")), (("pain",),)]]),
    ],
)
def test_small_words_inside_a_phrase_are_left_out_since_they_may_stand_anywhere(
    text: str, right: object
) -> None:
    assert ways(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "chest (pain",
        "chest pain)",
        "chest [pain",
        "chest pain]",
        "[a (b) c] pain",
        "ache|chest (pain",
        "() pain",
        "(pain]",
    ],
)
def test_brackets_must_fit(text: str) -> None:
    with pytest.raises(PhraseError) as fault:
        ways(text)
    assert fault.value.item == repr(text)
    assert fault.value.remedy.startswith("brackets")


@pytest.mark.parametrize("text", ["(pain)", "(bad) (pain)", ".. pain", "pain ..", "pain|(bad)", ".."])
def test_a_phrase_must_hold_a_word_at_both_ends(text: str) -> None:
    with pytest.raises(PhraseError) as fault:
        ways(text)
    assert fault.value.item == repr(text)
    assert fault.value.remedy.endswith("add one")


@pytest.mark.parametrize("text", ["[a||b] pain", "[|b] pain", "[b|] pain", "(b| ) pain"])
def test_no_alternative_may_be_empty(text: str) -> None:
    with pytest.raises(PhraseError) as fault:
        ways(text)
    assert fault.value.item == repr(text.split(" pain", maxsplit=1)[0])
    assert fault.value.remedy.startswith("an empty alternative")


def test_a_fault_says_where_and_what_to_do() -> None:
    fault = PhraseError("chest", "add a word")
    assert (fault.item, fault.remedy) == ("chest", "add a word")
    assert str(fault) == "chest: add a word"
