"""An unclear answer is answered by what was understood of it; nothing of this makes a no."""

from __future__ import annotations

import pytest

from bot.language.answers.reading import Reading
from bot.language.answers.repairs import one_denial, only_asks
from tests.conversation import knowledge
from tests.language.answers.test_reading import reading

UNDERSTOOD: dict[str, dict[str, list[str]]] = {
    "eye_condition": {
        "glasses": [
            "I use spectacles for reading",
            "only specs",
            "I wear contact lenses",
            "chashma lagta hai",
            "number glasses since school",
            "चश्मा लगता है",
            "चष्मा आहे",
        ]
    },
    "pregnancy": {
        "reason": [
            "I am a man",
            "male here",
            "main mard hu",
            "had a hysterectomy in 2015",
            "my uterus was removed",
            "menopause long done",
            "मैं पुरुष हूँ",
            "मी पुरुष आहे",
        ]
    },
    "blood_thinners": {
        "medicine": [
            "I take some tablet at night",
            "one pill for sugar",
            "roz ek goli leta hu",
            "ek dawai chal rahi hai",
            "एक गोली लेता हूँ",
            "रात्री गोळी घेतो",
        ]
    },
    "osteoporosis": {
        "leaning_no": [
            "not really",
            "I don't think so",
            "i guess not",
            "probably not",
            "not that I know of",
            "hopefully not",
            "shayad nahi",
            "mala nahi vatat",
            "my bones are strong",
            "haddi ekdam theek",
            "हड्डी ठीक है",
            "हाडे बरोबर आहेत",
            "no problem as such",
        ],
        "not_told": [
            "nobody told me so",
            "no doctor has ever said that",
            "noone ever mentioned it",
            "koni nahi sangitla",
            "kisi ne nahi bataya",
        ],
        "other_person": [
            "my mother has osteoporosis",
            "grandma had brittle bones",
            "maa ko osteoporosis hai",
        ],
    },
    "blood_pressure_or_heart": {
        "leaning_no": ["my heart is perfectly fine", "dil ekdam mast"],
        "near": ["borderline bp sometimes"],
    },
    "obesity": {"leaning_no": ["not really fat", "my weight is fine"]},
    "ear_infection": {
        "past": ["had an ear infection as a kid", "ear infection last year, gone now"],
        "leaning_no": ["ears are fine", "kaan theek hai"],
    },
}
ROWS = [
    (question, repair, text)
    for question, repairs in UNDERSTOOD.items()
    for repair, texts in repairs.items()
    for text in texts
]


@pytest.mark.parametrize(("question", "repair", "text"), ROWS)
def test_what_was_understood_leads_to_the_question_that_is_missing(
    question: str, repair: str, text: str
) -> None:
    found = reading(question, text)
    assert found.repair == repair
    assert found.sense in ("confirm", "unclear"), "one tap settles it, and no guess did"
    assert found.answer is None


@pytest.mark.parametrize("repair", sorted({repair for _, repair, _ in ROWS}))
def test_each_has_its_words(repair: str) -> None:
    assert f"repair_{repair}" in knowledge().wording


@pytest.mark.parametrize("text", ["qwrt zxcv", "the weather is hot", "hmm it is like that only"])
def test_where_nothing_was_understood_there_is_no_repair(text: str) -> None:
    found = reading("osteoporosis", text)
    assert (found.sense, found.repair) == ("unclear", None)


@pytest.mark.parametrize(
    "text",
    [
        "no insurance and no money for hospital, numb between my legs",
        "not able to feel my feet, there is a lump",
        "kuch nahi, bas saans phulti hai",
        "पैर सुन्न हैं, और कुछ नहीं",
    ],
)
def test_a_no_beside_words_of_health_that_nobody_read_leans_nowhere(text: str) -> None:
    found = reading("eye_condition", text)
    assert (found.answer, found.repair) == (None, None)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("osteoporosis", "I use spectacles for reading"),
        ("ear_infection", "I am a man"),
        ("pregnancy", "one pill for sugar"),
    ],
)
def test_what_belongs_to_another_question_is_none_here(question: str, text: str) -> None:
    assert reading(question, text).repair not in ("glasses", "reason", "medicine")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("160 cm 90 kg", "yes"),
        ("5 feet 6, 75 kg", "unsure"),
        ("BMI 29", "unsure"),
        ("170 cm and 60 kg", "no"),
        ("bmi 22", "no"),
    ],
)
def test_height_and_weight_come_to_an_answer(text: str, answer: str) -> None:
    assert reading("obesity", text).answer == answer


def test_a_value_between_the_thresholds_is_known_to_come_from_one() -> None:
    assert reading("obesity", "168 cm and 84 kg") == Reading("answer", "unsure", stated=True)


def test_not_sure_stays_not_sure() -> None:
    for text in ("pata nahi", "I don't think so, I really don't know", "maybe, never checked"):
        assert reading("osteoporosis", text).answer == "unsure", text


def test_hearsay_behind_a_no_leaves_it_a_no() -> None:
    assert reading("osteoporosis", "no, never been told that").answer == "no"
    assert reading("osteoporosis", "no doctor has told me that").answer is None


# ---- a question asserts nothing ----


@pytest.mark.parametrize(
    "text",
    [
        "what is osteoporosis again",
        "WHY DO YOU NEED MY BP",
        "how does glaucoma matter here",
        "but which blood thinner do you mean",
        "ok what does slipped disc mean",
        "kya hota hai osteoporosis",
        "matlab kya hai",
        "क्या मतलब",
        "म्हणजे काय",
    ],
)
def test_a_question_only_asks(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "I have osteoporosis?",
        "what, I do have it",
        "why do you ask. yes I take warfarin",
        "kya pata, mujhe hai",
        "my bp is high",
        "yes, what of it",
    ],
)
def test_a_statement_stays_one_though_it_ends_or_begins_like_a_question(text: str) -> None:
    assert not only_asks(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("osteoporosis", "what is osteoporosis again"),
        ("blood_pressure_or_heart", "WHY DO YOU NEED MY BP"),
        ("eye_condition", "how is glaucoma connected to this?"),
    ],
)
def test_asking_about_a_condition_is_no_yes(question: str, text: str) -> None:
    assert reading(question, text).answer is None


def test_a_statement_that_ends_in_a_question_mark_is_a_statement() -> None:
    assert reading("blood_thinners", "I take warfarin?").answer == "yes"


# ---- one no counts once (rule 2) ----


@pytest.mark.parametrize("text", ["ok no, not pregnant", "no I'm not pregnant", "nahi, pregnant nahi hu"])
def test_a_no_that_denies_another_condition_answers_that_one_alone(text: str) -> None:
    found = reading("obesity", text)
    assert found.answer is None
    assert [(fact.question, fact.answer) for fact in found.facts] == [("pregnancy", "no")]


@pytest.mark.parametrize("text", ["No. Also not pregnant", "no, and I am not pregnant either"])
def test_two_denials_count_as_two(text: str) -> None:
    assert not one_denial(text)
    found = reading("obesity", text)
    assert found.answer == "no"
    assert [(fact.question, fact.answer) for fact in found.facts] == [("pregnancy", "no")]


@pytest.mark.parametrize("text", ["no diagnosed with it", "no detected", "no taking this since may"])
def test_a_slip_for_a_yes_is_no_no(text: str) -> None:
    assert reading("blood_thinners", text).answer is None
