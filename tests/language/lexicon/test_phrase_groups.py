"""Groups of phrases are found in a text, whatever they are built on."""

from __future__ import annotations

import pytest

from bot.language.lexicon.phrase_groups import Group, Phrases, Token, covered, outside
from bot.language.lexicon.phrase_syntax import PhraseError
from bot.language.text.sentences import read

SKIP = frozenset({"the", "my", "very"})


def phrases(**groups: str | tuple[str, ...] | Group) -> Phrases:
    made = {}
    for name, each in groups.items():
        made[name] = each if isinstance(each, Group) else Group((each,) if isinstance(each, str) else each)
    return Phrases(made, SKIP)


def tokens(text: str) -> list[Token]:
    found = read(text)
    return [Token((word.text,), word.clause, word.sentence) for word in found.words]


def found(known: Phrases, text: str, name: str = "it") -> list[str]:
    """What is found of a group, in the words of the text."""
    words = tokens(text)
    spans = known.find(words).get(name, ())
    return [" ".join(token.readings[0] for token in words[start:end]) for start, end in spans]


@pytest.mark.parametrize(
    ("phrase", "text", "right"),
    [
        ("numb", "i feel numb", ["numb"]),
        ("numb", "numb, numb", ["numb", "numb"]),
        ("chest pain", "chest pain", ["chest pain"]),
        ("chest pain", "chest, pain", []),
        ("chest pain", "chest. pain", []),
        ("chest pain", "chest", []),
        ("chest pain", "pain chest", []),
        ("chest pain", "chest bad pain", []),
        ("pain in arm", "pain in my very arm", ["pain in my very arm"]),
        ("chest pain", "the chest the pain", ["chest the pain"]),
        ("ache|sharp pain", "sharp pain, ache, pain", ["sharp pain", "ache"]),
        ("(very bad) pain", "very bad pain", ["very bad pain", "pain"]),
        ("(bad) pain", "bad pain", ["bad pain", "pain"]),
        ("pain (here)", "pain here", ["pain", "pain here"]),
        ("arm (bad) (sharp) pain", "arm pain", ["arm pain"]),
        ("arm (bad) (sharp) pain", "arm sharp pain", ["arm sharp pain"]),
        ("arm (bad) (sharp) pain", "arm bad sharp pain", ["arm bad sharp pain"]),
        ("arm (bad) (sharp) pain", "arm sharp bad pain", []),
        ("[left|far right] arm", "far right arm", ["far right arm"]),
        ("[left|far right] arm", "far arm, right arm, left arm", ["left arm"]),
        ("can't .. feel", "can't feel", ["can't feel"]),
        ("can't .. feel", "can't one two three feel", ["can't one two three feel"]),
        ("can't .. feel", "can't one two three four feel", []),
        ("can't .. feel", "can't one, two feel", []),
        ("can't .. feel", "can't one. feel", []),
        ("can't .. feel", "feel", []),
        ("can't .. feel", "feel can't be", []),
        ("# mg", "75 mg", ["75 mg"]),
        ("# mg", "1985 mg", ["1985 mg"]),
        ("in #year", "in 1985", ["in 1985"]),
        ("in #year", "in 2015", ["in 2015"]),
        ("in #year", "in 1785", []),
        ("in #year", "in 20151", []),
        ("in #year", "in 20", []),
        ("# mg", "mg", []),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, text: str, right: list[str]) -> None:
    assert found(phrases(it=phrase), text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("chest pain", ["chest pain"]),
        ("chest very bad ache", ["chest very bad ache"]),
        ("chest bad ache", ["chest bad ache"]),
        ("chest arm", []),
        ("pain chest", []),
    ],
)
def test_groups_are_built_on_groups(text: str, right: list[str]) -> None:
    known = phrases(it="<where> <what>", what="pain|<how> ache", how="bad", where="chest|back")
    assert found(known, text) == right


def test_a_group_of_several_lengths_leads_on_from_each() -> None:
    known = phrases(it="<what> now", what=("pain", "pain here"))
    assert found(known, "pain now, pain here now") == ["pain now", "pain here now"]


def test_what_a_group_must_not_overlap_is_passed_over() -> None:
    known = phrases(it=Group(("bladder", "bowel"), ("gall bladder", "<organ> stone")), organ="bladder")
    assert found(known, "bladder") == ["bladder"]
    assert found(known, "gall bladder") == []
    assert found(known, "bladder stone") == []
    assert found(known, "gall bladder and bladder and bowel") == ["bladder", "bowel"]
    assert known.find(tokens("gall bladder")) == {"organ": [(1, 2)], "it!": [(0, 2)]}


def test_a_group_that_is_passed_over_does_not_lead_on() -> None:
    known = phrases(it="<organ> pain", organ=Group(("bladder",), ("gall bladder",)))
    assert found(known, "bladder pain") == ["bladder pain"]
    assert found(known, "gall bladder pain") == []


def test_every_group_that_ends_there_is_found() -> None:
    known = phrases(it="chest pain", other="chest pain", part="chest")
    assert known.find(tokens("chest pain")) == {"it": [(0, 2)], "other": [(0, 2)], "part": [(0, 1)]}


def test_a_phrase_with_a_gap_hides_no_other() -> None:
    for known in (
        phrases(it="can't see", other="can't .. feel"),
        phrases(other="can't .. feel", it="can't see"),
    ):
        assert found(known, "can't the my see") == ["can't the my see"]
        assert found(known, "can't the my feel", "other") == ["can't the my feel"]


def test_a_small_word_before_a_phrase_is_none_of_it() -> None:
    known = phrases(it="chest pain", other="the arm")
    assert known.find(tokens("the chest pain")) == {"it": [(1, 3)]}


def test_every_reading_of_a_word_is_tried() -> None:
    known = phrases(it="chest pain")
    words = [Token(("cheat", "chest"), 0, 0), Token(("pain",), 0, 0)]
    assert known.find(words) == {"it": [(0, 2)]}


def test_nothing_stands_in_no_words() -> None:
    assert phrases(it="chest pain").find([]) == {}


def test_the_vocabulary_of_groups_is_theirs_and_that_of_those_below() -> None:
    known = phrases(
        it="<where> pain",
        where=Group(("chest", "<side> arm"), ("arm chair",)),
        side="left",
        other="# mg .. sold in #year",
    )
    assert known.vocabulary(["it"]) == {"pain", "chest", "left", "arm"}
    assert known.vocabulary(["side", "it"]) == {"pain", "chest", "left", "arm"}
    assert known.vocabulary(["other"]) == {"mg", "sold", "in"}
    assert known.vocabulary([]) == frozenset()
    assert known.vocabulary() == {"pain", "chest", "left", "arm", "chair", "mg", "sold", "in"}


def test_a_group_that_is_not_there_is_named() -> None:
    with pytest.raises(PhraseError) as fault:
        phrases(whole="<it> now", it="<where> pain", where="<side> arm")
    assert fault.value.item == "where"
    assert "<side>" in fault.value.remedy


@pytest.mark.parametrize(
    "groups",
    [
        {"it": "<it> pain"},
        {"it": "<other> pain", "other": "<it> ache"},
        {"it": Group(("pain",), ("<it> killer",))},
    ],
)
def test_a_group_that_is_built_on_itself_is_named(groups: dict[str, str | Group]) -> None:
    with pytest.raises(PhraseError) as fault:
        phrases(**groups)
    assert fault.value.remedy.startswith("is built on itself")
    assert fault.value.item in ("it", "it!", "other")


def test_a_gap_passes_over_no_word_that_would_change_what_is_said() -> None:
    known = Phrases({"it": Group(("pain .. here",))}, SKIP, frozenset({"not", "isn't"}))
    assert found(known, "pain is here") == ["pain is here"]
    assert found(known, "pain is not here") == found(known, "pain not here") == []


def test_words_of_spans_and_spans_without_words() -> None:
    assert covered([(1, 3), (5, 6)]) == {1, 2, 5}
    assert outside([(0, 2), (2, 4), (4, 5)], frozenset({3})) == [(0, 2), (4, 5)]
