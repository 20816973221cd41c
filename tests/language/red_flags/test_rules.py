"""What the keys of red_flag_rules.yml mean, tried with small files of rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.knowledge import KnowledgeError
from bot.content.red_flag_rules import FILE
from bot.domain.names import RED_FLAGS
from bot.language.lexicon.phrase_groups import Group
from bot.language.red_flags.circumstances import GROUPS
from bot.language.red_flags.finding import find
from bot.language.red_flags.rules import NEAR_WORDS, TOGETHER_WORDS, GroupedRules, Rule, same_words
from tests.language.words import rules_in, written_in

WORDS: dict[str, Any] = {
    **{name: [f"{name}xx"] for name in (*GROUPS, "figurative")},
    "no_list": "no",
    "no_after": "nahi",
    "no_alone": "no",
    "ago": ["years ago"],
    "asks_about": ["what is"],
    "supposing": ["if i"],
    "died": ["died"],
    "figurative": ["heart of gold"],
    "pain": ["pain", "ache~"],
    "arms": {"any": ["arm", "hand"]},
    "cancer": {"any": ["cancer"], "unless": ["cancer zodiac"]},
}
SPELLING = {
    "skip": "the my",
    "never_corrected": "chess clot",
    "same": {"can't": "cant cannt", "two words": "2"},
}


def written(
    folder: Path, flags: dict[str, Any], words: dict[str, Any] | None = None, without: str = ""
) -> Path:
    raw = {
        "words": {name: each for name, each in {**WORDS, **(words or {})}.items() if name != without},
        "flags": {
            flag: flags.get(flag, []) for flag in {**dict.fromkeys(RED_FLAGS), **flags} if flag != without
        },
        "spelling": SPELLING,
    }
    path = folder / FILE
    path.write_text(yaml.safe_dump(raw, sort_keys=False), "utf-8")
    return path


def heard(folder: Path, rule: dict[str, Any], text: str) -> bool:
    """Whether a rule, the only one of all, hears its flag in a text."""
    flags = find(text, rules_in(written(folder, {"cardiac": [rule]})))
    assert flags in ((), ("cardiac",))
    return bool(flags)


SAY = {"say": ["chest <pain>"]}
NEAR = {"near": ["<pain>", ["arm", "leg"]]}
TOGETHER = {"together": ["<pain>", ["arm", "leg"], "sweat"]}
EVER = {"near": ["<pain>"], "ever": ["<cancer>"]}
UNLESS = {"say": ["<pain>"], "unless": ["dentist", "tooth"]}
ONE_TWO = " ".join(["word"] * 10)


@pytest.mark.parametrize(
    ("rule", "text", "right"),
    [
        (SAY, "chest pain", True),
        (SAY, "my chest aches", True),
        (SAY, "chest", False),
        (SAY, "Chset pain!", True),
        (SAY, "chess pain", False),
        (SAY, "no chest pain", False),
        (SAY, "chest pain nahi", False),
        (SAY, "any chest pain at all in the last few days? no", False),
        (SAY, "no fever. chest pain", True),
        (SAY, "chest pain years ago", False),
        (SAY, "what is chest pain", False),
        (SAY, "if i get chest pain", False),
        (SAY, "he had chest pain, he died", False),
        (SAY, "chest pain years ago. chest pain", True),
        ({"say": "chest pain"}, "chest pain", True),
        ({"say": "<pain>"}, "it aches", True),
        ({"say": ["<pain> in <pain>"]}, "pain in aches", True),
        ({"say": "<pain> in <pain>"}, "pain in aches", True),
        ({"say": ["heart"]}, "my heart", True),
        ({"say": ["heart"]}, "a heart of gold", False),
        ({"say": ["heart"]}, "heart of gold, heart", True),
        (NEAR, "arm pain", True),
        (NEAR, "pain in the leg", True),
        (NEAR, "pain", False),
        (NEAR, "arm", False),
        (NEAR, f"pain {ONE_TWO} arm", True),
        (NEAR, f"pain {ONE_TWO} word arm", False),
        (NEAR, f"arm {ONE_TWO} word pain and leg", True),
        (NEAR, f"pain {ONE_TWO} word arm {ONE_TWO} pain", True),
        (NEAR, "pain. arm", False),
        (NEAR, "pain, arm", True),
        (NEAR, "pain. arm. arm pain", True),
        (NEAR, "pain. sweat. leg", False),
        (NEAR, "pain years ago. arm pain", True),
        (NEAR, "pain in the arm years ago", False),
        (TOGETHER, "pain. arm. sweat", True),
        (TOGETHER, "pain. arm", False),
        (TOGETHER, f"sweat. {ONE_TWO} {ONE_TWO} {ONE_TWO} {ONE_TWO} word. pain. leg now", True),
        (TOGETHER, f"sweat. {ONE_TWO} {ONE_TWO} {ONE_TWO} {ONE_TWO} word word. pain. word leg", False),
        (TOGETHER, "no sweat. pain in the arm", False),
        (EVER, "pain, i had cancer years ago", True),
        (EVER, "pain", False),
        (EVER, "cancer years ago", False),
        (EVER, "pain years ago, cancer", False),
        (EVER, "pain. my sign is cancer zodiac", False),
        (UNLESS, "pain", True),
        (UNLESS, "pain. i saw the dentist", False),
        (UNLESS, "tooth pain", False),
    ],
)  # fmt: skip
def test_a_rule_hears_what_it_says(tmp_path: Path, rule: dict[str, Any], text: str, right: bool) -> None:
    assert heard(tmp_path, rule, text) is right


@pytest.mark.parametrize(
    ("regardless", "text"),
    [
        ("past", "chest pain years ago"),
        ("asked", "what is chest pain"),
        ("supposed", "if i get chest pain"),
        ("mourned", "he had chest pain, he died"),
    ],
)
def test_a_rule_may_count_regardless(tmp_path: Path, regardless: str, text: str) -> None:
    assert heard(tmp_path, {**SAY, "regardless": [regardless]}, text)
    others = [name for name in ("past", "asked", "supposed", "mourned") if name != regardless]
    assert not heard(tmp_path, {**SAY, "regardless": others}, text)
    assert not heard(tmp_path, {**SAY, "regardless": [regardless]}, "no chest pain")


def test_a_not_among_the_rules_own_words_denies_nothing(tmp_path: Path) -> None:
    assert heard(tmp_path, {"say": ["no feeling"]}, "no feeling")
    assert heard(tmp_path, {"near": [["no feeling"], ["arm"]]}, "no feeling in arm")
    assert not heard(tmp_path, {"near": [["no feeling"], ["arm"]]}, "no, no fever, no feeling in arm")
    assert not heard(tmp_path, {"near": [["pain"], ["arm"]]}, "no pain in arm")


def test_the_flags_stand_in_the_order_of_the_file_each_once(tmp_path: Path) -> None:
    flags = {
        "stroke": [{"say": ["arm"]}, {"say": ["arm", "hand"]}, {"say": ["leg"]}],
        "cardiac": [{"say": ["chest"]}],
    }
    path = written(tmp_path, flags)
    raw = yaml.safe_load(path.read_text("utf-8"))
    raw["flags"] = {**flags, **{flag: [] for flag in RED_FLAGS if flag not in flags}}
    path.write_text(yaml.safe_dump(raw, sort_keys=False), "utf-8")
    rules = rules_in(path)
    assert find("chest, arm, leg", rules) == ("stroke", "cardiac")
    assert find("leg", rules) == ("stroke",)
    assert find("chest", rules) == ("cardiac",)
    assert find("nothing", rules) == ()


def test_other_ways_to_type_a_word(tmp_path: Path) -> None:
    rule = {"say": ["can't walk"]}
    for text in ("can't walk", "cant walk", "cannt walk", "cannot walk"):
        assert heard(tmp_path, rule, text)


def test_only_words_that_rules_look_for_are_corrected(tmp_path: Path) -> None:
    rules = rules_in(written(tmp_path, {"cardiac": [{**SAY, "ever": [["tumour"]], "unless": "dentist"}]}))
    assert rules.spelling.words("chset") == (("chest",),)
    assert rules.spelling.words("tumuor") == (("tumour",),)
    assert rules.spelling.words("nahii") == (("nahi",),)
    assert rules.spelling.words("dentits") == (("dentits",),)
    assert rules.spelling.words("cant") == (("can't",),)
    assert rules.spelling.words("clot") == (("clot",),)
    assert rules.spelling.words("dentist") == (("dentist",),)
    assert rules.parts == {"cardiac.1.say"}


def test_a_right_word_of_any_group_is_not_taken_for_one_that_rules_look_for(tmp_path: Path) -> None:
    rules = rules_in(written(tmp_path, {"cardiac": [{"say": ["hearth"]}]}))
    assert rules.spelling.words("heart") == (("heart",),)
    assert rules.spelling.words("heartt") == (("hearth",),)


def test_the_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    first = {"near": ["<pain>", ["arm"]], "unless": "dentist", "regardless": ["past"]}
    second = {"together": ["<pain>"], "ever": ["<cancer>", ["lump"]]}
    listed = written_in(written(tmp_path, {"cardiac": [first, second, SAY]}))
    file = GroupedRules(listed)
    assert file.rules == (
        Rule(
            "cardiac",
            ("pain", "cardiac.1.near.2"),
            NEAR_WORDS,
            True,
            (),
            ("cardiac.1.unless",),
            frozenset({"past"}),
        ),
        Rule("cardiac", ("pain",), TOGETHER_WORDS, False, ("cancer", "cardiac.2.ever.2"), (), frozenset()),
        Rule("cardiac", ("cardiac.3.say",), TOGETHER_WORDS, True, (), (), frozenset()),
    )
    assert file.groups["cancer"] == Group(("cancer",), ("cancer zodiac",))
    assert file.groups["no_list"] == Group(("no",))
    assert file.groups["arms"] == Group(("arm", "hand"))
    assert file.groups["cardiac.1.near.2"] == Group(("arm",))
    assert file.groups["cardiac.1.unless"] == Group(("dentist",))
    assert file.groups["cardiac.2.ever.2"] == Group(("lump",))
    assert file.groups["cardiac.3.say"] == Group(("chest <pain>",))
    assert same_words(listed) == {"cant": "can't", "cannt": "can't", "2": "two words"}


@pytest.mark.parametrize(
    ("rule", "item", "said"),
    [
        (
            {"say": ["a"], "near": [["a"]]},
            "flags.cardiac.1",
            "write one of say, near, together",
        ),
        ({"unless": ["a"]}, "flags.cardiac.1", "write one of"),
        ({"say": ["a"], "unles": ["b"]}, "flags.cardiac.1.unles", "write `unless`"),
        (
            {"say": ["a"], "regardless": ["denied", "past"]},
            "flags.cardiac.1.regardless.1",
            "past, asked, supposed, mourned",
        ),
        ({"say": [7]}, "flags.cardiac.1.say", "7 is no text"),
        ({"near": [["a"], ["b", 7]]}, "flags.cardiac.1.near.2", "7 is no text"),
        ({"say": ["a"], "unless": [7]}, "flags.cardiac.1.unless", "7 is no text"),
        ({"say": ["chest <unheard>"]}, "flags.cardiac.1.say", "<unheard>"),
        ({"say": ["(pain)"]}, "'(pain)'", "needs no word"),
    ],
)
def test_a_fault_in_a_rule_is_named(tmp_path: Path, rule: dict[str, Any], item: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as fault:
        rules_in(written(tmp_path, {"cardiac": [rule]}))
    assert (fault.value.file, fault.value.item) == (FILE, item)
    assert said in fault.value.remedy


@pytest.mark.parametrize(
    ("words", "without", "item", "named"),
    [
        ({}, "figurative", "words.figurative", "add this group"),
        ({}, "no_list", "words.no_list", "add this group"),
        ({}, "stroke", "flags.stroke", "add it"),
        ({"cancer": {"any": ["a"], "unless": [7]}}, "", "words.cancer.unless", "7 is no text"),
        ({"cancer": [True]}, "", "words.cancer", "True is no text"),
    ],
)
def test_a_fault_in_the_groups_or_flags_is_named(
    tmp_path: Path, words: dict[str, Any], without: str, item: str, named: str
) -> None:
    with pytest.raises(KnowledgeError) as fault:
        rules_in(written(tmp_path, {}, words, without))
    assert (fault.value.file, fault.value.item) == (FILE, item)
    assert named in fault.value.remedy


def test_several_faults_are_named_in_order(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as fault:
        rules_in(written(tmp_path, {"hiccup": [], "anger": []}))
    assert fault.value.item == "flags.hiccup"
    path = written(tmp_path, {}, without="figurative")
    raw = yaml.safe_load(path.read_text("utf-8"))
    del raw["words"]["ago"]
    path.write_text(yaml.safe_dump(raw), "utf-8")
    with pytest.raises(KnowledgeError) as fault:
        rules_in(path)
    assert fault.value.item == "words.ago"
