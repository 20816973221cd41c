"""How well kinds and topics are told apart, on messages written apart from the training examples."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.interpretation import INTENTS, Interpretation
from bot.domain.names import QUESTIONS, TOPICS
from bot.language.conditions.subject import SubjectReader
from bot.language.topics import model as learned
from bot.language.topics.joining import joined
from bot.language.topics.model import Model, learn
from bot.language.topics.reader import Leads, TopicReader
from tests.language.words import conditions, lexicon, normal

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).with_name("data")
CLEAN = ("plain", "terse", "misspelt")
TESTED = ("topics", "two_questions", "out_of_scope", "manners")
KEPT_OUT = ("out_of_scope", "not_understood", "medical")
CONSENT = ("start_check", "tell", "proxy")
"""What leads to the request for consent."""
ASKED = {*TOPICS, *(f"condition:{question}" for question in QUESTIONS)} - {"out_of_scope"}
BY_THEIR_WORDS = frozenset(
    ("go_back", "how_many", "too_long", "under_age", "settle_doubt", "report_emergency")
)
"""What is never guessed: it is read from words that say exactly that, or chosen (wishes.yml, ages.py)."""
Row = dict[str, Any]
Understand = Callable[[str], Interpretation]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def examples() -> list[tuple[str, str]]:
    found = []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            label = block.get("metadata", {}).get("topic", block["intent"])
            found += [(line.removeprefix("- "), label) for line in block["examples"].splitlines()]
    return found


def settings() -> dict[str, Any]:
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return next(entry for entry in pipeline if entry["name"].endswith("KindAndTopicClassifier"))


@pytest.fixture(scope="module")
def model() -> Model:
    pairs = [(normal(text), label) for text, label in examples() if normal(text)]
    texts, labels = zip(*pairs, strict=True)
    cost, sharpness = settings()["cost"], settings()["sharpness"]
    return learn(texts, labels, lexicon().glosses, cost=cost, sharpness=sharpness)


@pytest.fixture(scope="module")
def understand(model: Model) -> Understand:
    reader = TopicReader(model, lexicon(), Leads(**settings()["leads"], piece=settings()["piece"]))
    subjects, words = SubjectReader(lexicon()), lexicon().intents

    def understood(text: str) -> Interpretation:
        return joined(reader.read(text)[0], conditions().mentions(text), subjects.subject(text), words)

    return understood


def right(row: Row, interpretation: Interpretation) -> bool:
    """A topic counts whether or not the message also asks for the check ("can I do it with glaucoma")."""
    if row["topics"]:
        return interpretation.intent in ("topic", "start_check") and interpretation.topics[:1] == tuple(
            row["topics"]
        )
    return interpretation.intent == str(row["kind"])


def answered(row: Row, interpretation: Interpretation) -> bool:
    """Whether a first message of manners.jsonl gets one of the answers that are right for it."""
    asked = set(row["topics"])
    if interpretation.topics and interpretation.intent in ("topic", "start_check"):
        return interpretation.topics[0] in asked
    if interpretation.intent == "tell":
        return bool(asked & {f"condition:{mention.question}" for mention in interpretation.mentions})
    meant = {"proxy": "start_check", "erase": "my_data", "know_me": "my_data"}
    return meant.get(interpretation.intent, interpretation.intent) in asked


def share(found: Iterable[bool]) -> float:
    listed = list(found)
    return sum(listed) / len(listed)


def mistyped(text: str, chance: random.Random) -> str:
    """One slip in one word of four letters or more."""
    words = list(re.finditer(r"[A-Za-z]{4,}", text))
    if not words:
        return text
    word = chance.choice(words)
    at = word.start() + chance.randrange(1, len(word.group()) - 1)
    slips = (
        text[at + 1] + text[at] + text[at + 2 :],
        text[at + 1 :],
        text[at] + text[at:],
        "e" + text[at + 1 :],
    )
    return text[:at] + chance.choice(slips)


def test_every_topic_and_kind_has_enough_examples() -> None:
    counts = Counter(label for _, label in examples())
    assert set(counts) == (ASKED | (set(INTENTS) - {"topic"})) - BY_THEIR_WORDS
    assert min(counts[topic] for topic in ASKED - BY_THEIR_WORDS) >= 40
    assert counts["out_of_scope"] >= 250
    assert counts["medical"] >= 80


def test_no_example_has_two_labels() -> None:
    labels: dict[str, set[str]] = {}
    for text, label in examples():
        labels.setdefault(" ".join(text.lower().split()), set()).add(label)
    assert [text for text, found in labels.items() if len(found) > 1] == []


def test_no_test_message_is_a_training_example() -> None:
    def plain(text: str) -> str:
        return " ".join(re.findall(r"[\w\u0900-\u0963]+", text.lower()))

    known = {plain(text) for text, _ in examples()} - {""}
    tested = [row["text"] for name in TESTED for row in rows(name)]
    assert [text for text in tested if plain(text) in known] == []


def test_every_topic_is_tested() -> None:
    counts = Counter(row["topics"][0] for row in rows("topics") if row["topics"])
    assert set(counts) == ASKED - BY_THEIR_WORDS
    assert min(counts.values()) >= 8
    assert len(rows("out_of_scope")) >= 120


def test_topics_of_first_messages(understand: Understand) -> None:
    asked = [row for row in rows("topics") if row["topics"]]
    found = {id(row): right(row, understand(row["text"])) for row in asked}
    assert share(found[id(row)] for row in asked if row["style"] in CLEAN) >= 0.95
    assert share(found.values()) >= 0.93


def test_kinds(understand: Understand) -> None:
    assert share(right(row, understand(row["text"])) for row in rows("topics") if not row["topics"]) >= 0.93


def test_out_of_scope_is_kept_out_and_in_scope_is_not(understand: Understand) -> None:
    ours = [row for row in rows("topics") if row["kind"] not in KEPT_OUT]
    assert share(understand(row["text"]).intent in KEPT_OUT for row in rows("out_of_scope")) >= 0.9
    assert share(understand(row["text"]).intent in KEPT_OUT for row in ours) <= 0.03


def test_manners_that_were_never_learned_from(understand: Understand) -> None:
    """Dictation, elderly and formal, angry, autocorrect: all five ways of writing three languages."""
    ours = [row for row in rows("manners") if row["kind"] != "out_of_scope"]
    found = [(row["lang"], answered(row, understand(row["text"]))) for row in ours]
    assert share(is_right for _, is_right in found) >= 0.84
    for language in ("en", "hinglish", "hi", "mr", "mr-latn"):
        assert share(is_right for of, is_right in found if of == language) >= 0.78, language


def test_what_is_out_of_scope_is_hardly_ever_asked_for_consent(understand: Understand) -> None:
    theirs = [row for name in ("out_of_scope", "manners") for row in rows(name)]
    kept = [understand(row["text"]).intent for row in theirs if row["kind"] == "out_of_scope"]
    assert share(intent in KEPT_OUT for intent in kept) >= 0.95
    assert share(intent in CONSENT for intent in kept) <= 0.01


def test_one_typing_mistake_costs_little(understand: Understand) -> None:
    asked = [row for row in rows("topics") if row["topics"] and row["style"] != "misspelt"]
    before = share(right(row, understand(row["text"])) for row in asked)
    chance = random.Random(7)
    after = share(right(row, understand(mistyped(row["text"], chance))) for row in asked for _ in range(2))
    assert before - after <= 0.04


def test_two_questions_are_both_heard(understand: Understand) -> None:
    asked = rows("two_questions")
    assert share(set(understand(row["text"]).topics) == set(row["topics"]) for row in asked) >= 0.8
    single = [row for row in rows("topics") if row["topics"]]
    assert share(len(understand(row["text"]).topics) > 1 for row in single) <= 0.03


@pytest.mark.parametrize(
    ("text", "intent", "topics"),
    [
        ("haan", "affirm", ()),
        ("yess", "affirm", ()),
        ("nahi ji", "deny", ()),
        ("nooo", "deny", ()),
        ("pata nahi", "unsure", ()),
        ("bp is there but under control with telma", "tell", ()),
        ("my mother has osteoporosis but I don't", "tell", ()),
        ("is it safe with glaucoma", "topic", ("condition:eye_condition",)),
        ("what if I have a slipped disc", "topic", ("condition:herniated_disc",)),
        ("can I do it with a slipped disc?", "start_check", ("condition:herniated_disc",)),
        ("is it safe if someone takes Ecosprin?", "topic", ("condition:blood_thinners",)),
        ("can I do it? I have glaucoma", "start_check", None),
        ("I want to book", "topic", ("booking",)),
        ("just give me the link", "bypass", ()),
        ("talk to a person", "topic", ("talk_to_human",)),
        ("what do you know about me", "know_me", ()),
        ("delete my data", "erase", ()),
        ("how can I delete my data", "topic", ("my_data",)),
        ("are you a bot", "topic", ("are_you_human",)),
        ("hi", "topic", ("greeting",)),
        ("thanks a lot", "topic", ("thanks",)),
        ("bye", "topic", ("goodbye",)),
        ("good mrng ji", "topic", ("greeting",)),
        ("नमस्ते जी", "topic", ("greeting",)),
        ("hi, check please", "start_check", ()),
        ("नमस्कार, तपासणी करा", "start_check", ()),
        ("I am Tia and I want to try", "start_check", ()),
        ("can a 70 year old do it", "topic", ("who_should_avoid",)),
        ("kids allowed?", "topic", ("who_should_avoid",)),
        ("can you speak hindi?", "language", None),
        ("kya main paanch minute latak sakta hu?", "topic", ("how_to_do_it",)),
        ("can I come on the 21st", "topic", ("booking",)),
        ("set an alarm for 7 am", "out_of_scope", ()),
        ("my monthly bank fee went up", "out_of_scope", ()),
        ("remind me to call mum", "out_of_scope", ()),
        ("रुकिए", "wait", ()),
        ("परत बोला", "repeat", ()),
        ("इसका पीठ से क्या संबंध", "why", ()),
        ("नेत्रों पर क्या प्रभाव होता है?", "topic", ("risk_eyes",)),
        ("डोळ्यांवर काही परिणाम होतो का?", "topic", ("risk_eyes",)),
        ("याचे फायदे काय आणि खर्च किती", "topic", ("benefits_overview", "cost")),
        ("umm it is like that", "not_understood", ()),
        ("my data", "know_me", ()),
        ("...", "not_understood", ()),
        ("", "not_understood", ()),
    ],
)
def test_what_must_not_be_misread(
    understand: Understand, text: str, intent: str, topics: tuple[str, ...] | None
) -> None:
    interpretation = understand(text)
    assert interpretation.intent == intent
    assert topics is None or interpretation.topics == topics


def test_whom_a_proxy_speaks_for(understand: Understand) -> None:
    assert understand("this is for my mother").subject == "your mother"
    assert understand("I have glaucoma").subject is None


def test_a_message_takes_milliseconds(understand: Understand) -> None:
    taken = []
    for row in rows("topics"):
        start = time.thread_time()
        understand(row["text"])
        taken.append(1000 * (time.thread_time() - start))
    assert sorted(taken)[int(0.95 * len(taken))] <= 10


def test_what_was_saved_guesses_the_same(model: Model, tmp_path: Path) -> None:
    learned.save(model, tmp_path)
    again = learned.load(tmp_path, lexicon().glosses)
    for row in rows("topics")[::20]:
        assert again.guess(normal(row["text"])) == model.guess(normal(row["text"]))
