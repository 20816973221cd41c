"""What the keys of a record's rules mean, tried with small folders of records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.knowledge import KnowledgeError
from bot.content.red_flag_rules import READING, ROOM, SCHEMAS, WORD_FILES
from bot.domain.names import RED_FLAGS
from bot.language.lexicon.phrase_groups import Group
from bot.language.red_flags.circumstances import GROUPS
from bot.language.red_flags.finding import find
from bot.language.red_flags.rules import NEAR_WORDS, TOGETHER_WORDS, GroupedRules, Rule, same_words
from tests.language.words import rules_in, written_in

SHARED = WORD_FILES[0]
CARDIAC = f"{ROOM}/cardiac.yml"
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
    "bars": "not isn't",
    "markers": "hai mein",
    "theirs": "me",
    "same": {"can't": "cant cannt", "two words": "2"},
}


def written(
    folder: Path, flags: dict[str, Any], words: dict[str, Any] | None = None, without: str = ""
) -> Path:
    """A folder of records: one for each flag with rules."""
    groups = {name: each for name, each in {**WORDS, **(words or {})}.items() if name != without}
    order = [flag for flag in {**dict.fromkeys(flags), **dict.fromkeys(RED_FLAGS)} if flag != without]
    for name in SCHEMAS:
        put(folder / name, {})
    put(folder / SHARED, groups)
    put(folder / READING, {"order": order, "spelling": SPELLING})
    for flag in RED_FLAGS:
        if rules := flags.get(flag):
            record = {"says": "something", "source": "test", "hears": ["it"], "rules": rules}
            put(folder / ROOM / f"{flag}.yml", {"one": record})
    return folder


def put(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")


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
    rules = rules_in(written(tmp_path, flags))
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
    assert rules.readings.spelling.words("chset") == (("chest",),)
    assert rules.readings.spelling.words("tumuor") == (("tumour",),)
    assert rules.readings.spelling.words("nahii") == (("nahi",),)
    assert rules.readings.spelling.words("dentits") == (("dentits",),)
    assert rules.readings.spelling.words("cant") == (("can't",),)
    assert rules.readings.spelling.words("chess") == (("chess",),)
    assert rules.readings.spelling.words("dentist") == (("dentist",),)
    assert rules.parts == {"cardiac.one.1.say"}


def test_a_right_word_of_any_group_is_not_taken_for_one_that_rules_look_for(tmp_path: Path) -> None:
    rules = rules_in(written(tmp_path, {"cardiac": [{"say": ["hearth"]}]}))
    assert rules.readings.spelling.words("heart") == (("heart",),)
    assert rules.readings.spelling.words("heartt") == (("hearth",),)


def test_the_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    first = {"near": ["<pain>", ["arm"]], "unless": "dentist", "regardless": ["past"]}
    second = {"together": ["<pain>"], "ever": ["<cancer>", ["lump"]]}
    listed = written_in(written(tmp_path, {"cardiac": [first, second, SAY]}))
    file = GroupedRules(listed)
    one = "cardiac.one"
    assert file.rules == (
        Rule(
            "cardiac",
            one,
            ("pain", f"{one}.1.near.2"),
            NEAR_WORDS,
            True,
            (),
            (f"{one}.1.unless",),
            frozenset({"past"}),
        ),
        Rule(
            "cardiac", one, ("pain",), TOGETHER_WORDS, False, ("cancer", f"{one}.2.ever.2"), (), frozenset()
        ),
        Rule("cardiac", one, (f"{one}.3.say",), TOGETHER_WORDS, True, (), (), frozenset()),
    )
    assert file.groups["cancer"] == Group(("cancer",), ("cancer zodiac",))
    assert file.groups["no_list"] == Group(("no",))
    assert file.groups["arms"] == Group(("arm", "hand"))
    assert file.groups[f"{one}.1.near.2"] == Group(("arm",))
    assert file.groups[f"{one}.1.unless"] == Group(("dentist",))
    assert file.groups[f"{one}.2.ever.2"] == Group(("lump",))
    assert file.groups[f"{one}.3.say"] == Group(("chest <pain>",))
    assert same_words(listed) == {"cant": "can't", "cannt": "can't", "2": "two words"}


@pytest.mark.parametrize(
    ("rule", "item", "said"),
    [
        (
            {"say": ["a"], "near": [["a"]]},
            "one.rules.1",
            "write one of say, near, together",
        ),
        ({"unless": ["a"]}, "one.rules.1", "write one of"),
        ({"say": ["a"], "unles": ["b"]}, "one.rules.1.unles", "write `unless`"),
        (
            {"say": ["a"], "regardless": ["denied", "past"]},
            "one.rules.1.regardless.1",
            "past, asked, supposed, mourned",
        ),
        ({"say": [7]}, "one.rules.1.say", "7 is no text"),
        ({"near": [["a"], ["b", 7]]}, "one.rules.1.near.2", "7 is no text"),
        ({"say": ["a"], "unless": [7]}, "one.rules.1.unless", "7 is no text"),
        ({"say": ["chest <unheard>"]}, "one.rules.1.say", "<unheard>"),
        ({"say": ["(pain)"]}, "'(pain)'", "needs no word"),
    ],
)
def test_a_fault_in_a_rule_is_named(tmp_path: Path, rule: dict[str, Any], item: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as fault:
        rules_in(written(tmp_path, {"cardiac": [rule]}))
    assert fault.value.file in (CARDIAC, ROOM)
    assert fault.value.item == item
    assert said in fault.value.remedy


@pytest.mark.parametrize(
    ("words", "without", "item", "named"),
    [
        ({}, "figurative", "figurative", "add this group"),
        ({}, "no_list", "no_list", "add this group"),
        ({}, "stroke", "order.stroke", "add it"),
        ({"cancer": {"any": ["a"], "unless": [7]}}, "", "cancer.unless", "7 is no text"),
        ({"cancer": [True]}, "", "cancer", "True is no text"),
    ],
)
def test_a_fault_in_the_groups_or_flags_is_named(
    tmp_path: Path, words: dict[str, Any], without: str, item: str, named: str
) -> None:
    with pytest.raises(KnowledgeError) as fault:
        rules_in(written(tmp_path, {}, words, without))
    assert fault.value.file in (SHARED, READING)
    assert fault.value.item == item
    assert named in fault.value.remedy


def test_several_faults_are_named_in_order(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as fault:
        rules_in(written(tmp_path, {"hiccup": [], "anger": []}))
    assert fault.value.item == "order.hiccup"
    folder = written(tmp_path, {})
    put(folder / SHARED, {"no_list": "no"})
    with pytest.raises(KnowledgeError) as fault:
        rules_in(folder)
    assert fault.value.item == "no_word"


def test_a_group_stands_in_one_file_only(tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    put(folder / WORD_FILES[1], {"pain": ["ouch"]})
    with pytest.raises(KnowledgeError) as fault:
        rules_in(folder)
    assert (fault.value.file, fault.value.item) == (WORD_FILES[1], "pain")


@pytest.mark.parametrize("missing", ["hears", "rules", "says", "source"])
def test_a_record_is_whole(tmp_path: Path, missing: str) -> None:
    folder = written(tmp_path, {"cardiac": [SAY]})
    raw = yaml.safe_load((folder / CARDIAC).read_text("utf-8"))
    raw["one"][missing] = "" if missing in ("says", "source") else []
    put(folder / CARDIAC, raw)
    with pytest.raises(KnowledgeError) as fault:
        rules_in(folder)
    assert (fault.value.file, fault.value.item) == (CARDIAC, f"one.{missing}")


def test_a_rule_stands_once_in_its_record(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as fault:
        rules_in(written(tmp_path, {"cardiac": [SAY, SAY]}))
    assert (fault.value.file, fault.value.item) == (CARDIAC, "one.rules")


@pytest.mark.parametrize(
    ("phrase", "heard_in", "passed_over"),
    [
        ("#8-99 pills", ["took 30 pills", "८ pills"], ["took 7 pills", "100 pills"]),
        ("दर्द", ["दर्द", "dard", "darrd"], ["दर", "dar"]),
        ("छात~", ["छाती", "छातीत", "chhati mein hai", "chatit"], ["छत", "chhota hai"]),
        ("सुन्न", ["pair sun hai mein", "sunn"], ["the sun is hot"]),
        ("pain .. here", ["pain is here"], ["pain is not here"]),
    ],
)
def test_numbers_sounds_and_gaps_are_read_as_the_file_says(
    tmp_path: Path, phrase: str, heard_in: list[str], passed_over: list[str]
) -> None:
    rules = rules_in(written(tmp_path, {"cardiac": [{"say": [phrase]}]}))
    assert all(find(text, rules) for text in heard_in)
    assert not any(find(text, rules) for text in passed_over)
