"""A typed message in its context: what was shown, what is asked, and what it therefore is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Correction
from bot.domain.names import QUESTIONS
from bot.domain.screening import Screening
from bot.language.context.in_context import NEVER_GUESSED, NOTHING
from tests.language.context.standing import CONSENT, DOUBT, GLAUCOMA, WHOSE, guessed, heard, meant
from tests.screening.screenings import EYES, HEART, asking, finished

# ---- a short answer belongs to what was seen ----


@pytest.mark.parametrize(
    ("intent", "answer"), [("affirm", "yes"), ("deny", "no"), ("unsure", "unsure"), ("decline", "declined")]
)
def test_a_short_answer_to_an_older_question_corrects_that_one(
    knowledge: Knowledge, intent: Any, answer: Any
) -> None:
    found = meant(knowledge, heard("so", intent), asking(EYES), HEART)
    assert found == heard("so", "correct", correction=Correction(HEART, answer))


@pytest.mark.parametrize("shown", [None, EYES])
def test_a_short_answer_to_what_is_asked_is_one(knowledge: Knowledge, shown: str | None) -> None:
    assert meant(knowledge, heard("no", "deny"), asking(EYES), shown) == heard("no", "deny")


@pytest.mark.parametrize("shown", [NOTHING, "consent"])
def test_a_short_answer_to_what_is_no_question_answers_none(knowledge: Knowledge, shown: str) -> None:
    assert meant(knowledge, heard("no", "deny"), asking(EYES), shown) == heard("", "repeat")


def test_a_short_answer_to_the_consent_seen_is_about_the_consent(knowledge: Knowledge) -> None:
    assert meant(knowledge, heard("yes", "affirm"), CONSENT, "consent") == heard("yes", "affirm")
    assert meant(knowledge, heard("yes", "affirm"), CONSENT, HEART) == heard("", "repeat"), "before consent"


def test_a_question_that_is_paused_is_not_what_is_asked(knowledge: Knowledge) -> None:
    found = meant(knowledge, heard("no", "deny"), asking(EYES, state="paused"), EYES)
    assert found.correction == Correction(EYES, "no")


def test_a_no_to_a_question_that_stood_before_a_doubt_clears_no_doubt(knowledge: Knowledge) -> None:
    found = meant(knowledge, heard("no", "deny"), DOUBT, QUESTIONS[-1])
    assert found == heard("no", "correct", correction=Correction(QUESTIONS[-1], "no"))


def test_an_answer_that_names_its_condition_says_itself_what_it_is_about(knowledge: Knowledge) -> None:
    what = heard("no glaucoma", "deny", mentions=(GLAUCOMA,))
    assert meant(knowledge, what, asking(QUESTIONS[5]), HEART) == what
    what = heard("what does it cost?", "topic", topics=("cost",))
    assert meant(knowledge, what, asking(EYES), HEART) == what


# ---- too young: at any time ----

ANYWHERE = [Screening(), CONSENT, asking(EYES), asking(EYES, state="paused"), finished(), WHOSE, DOUBT]


@pytest.mark.parametrize("here", ANYWHERE, ids=lambda here: here.phase)
@pytest.mark.parametrize("text", ["I'm only 16", "class 9", "born in 2011", "मी १५ वर्षांची आहे"])
def test_an_age_under_the_minimum_counts_at_any_time(
    knowledge: Knowledge, here: Screening, text: str
) -> None:
    for what in (heard(text, "affirm"), guessed(text, "tell"), guessed(text, "topic", topics=("cost",))):
        found = meant(knowledge, what, here)
        assert (found.intent, found.topics) == ("under_age", ())


@pytest.mark.parametrize("text", ["I am 18", "I'm 45", "75 years old", "I have 2 sons", "yes"])
def test_who_is_old_enough_agrees(knowledge: Knowledge, text: str) -> None:
    what = heard(text, "affirm")
    assert meant(knowledge, what, CONSENT) == what


def test_a_number_alone_is_an_age_only_where_no_question_may_ask_for_one(knowledge: Knowledge) -> None:
    assert meant(knowledge, heard("16"), CONSENT).intent == "under_age"
    assert meant(knowledge, heard("16"), asking(QUESTIONS[-1])).intent == "not_understood"


def test_a_childs_age_counts_where_the_check_is_for_the_child(knowledge: Knowledge) -> None:
    what = heard("my son is 12 years old", "tell")
    assert meant(knowledge, what, asking(EYES)) == what
    assert meant(knowledge, what, asking(EYES, subject="your son")).intent == "under_age"
    assert meant(knowledge, replace(what, subject="your son"), Screening()).intent == "under_age"
    assert meant(knowledge, what, asking(EYES, subject="your mother")) == what


# ---- wishes: by their words, never by a guess ----

WISHES: dict[str, list[str]] = {
    "stop": [
        "guests have come. I do the rest tomorrow",
        "thoda thamba, dukanat gardi ahe. udya sangto",
        "मेहमान आए हैं, कल बताता हूँ",
        "बाहेर जायचंय, उद्या बोलू",
        "stop for now",
        "I'll continue later, bye",
        "let me finish it tomorrow",
        "not now, some other time",
        "gotta run",
        "I'm in a meeting",
        "will be back in the evening",
        "later please, my back is paining",
        "baad mein karenge",
        "kal karte hain",
        "nantar karu",
        "thamba",
        "बाद में",
        "रुको, बाद में",
        "आता नको",
    ],
    "start_over": [
        "start over",
        "can we begin afresh",
        "restart everything",
        "I want to restart the check",
        "let's start from scratch",
        "shuru se karo",
        "phir se shuru karo",
        "parat suru kara",
        "फिर से शुरू करो",
        "पुन्हा सुरू करा",
    ],
    "erase": [
        "delete my data",
        "wipe this chat",
        "remove all my answers",
        "forget me",
        "forget everything i said",
        "mera data delete karo",
        "sab kuch mita do",
        "sagla kadhun taka",
        "सब कुछ मिटा दो",
        "माझी माहिती काढून टाका",
    ],
    "go_back": [
        "back",
        "go back please",
        "previous question",
        "take me back",
        "I want to go back",
        "wait, undo",
        "peeche jao",
        "wapas",
        "maage ja",
        "पीछे जाओ",
        "मागे जा",
    ],
    "how_many": [
        "how many questions are left",
        "how many more",
        "how long will this take",
        "how much longer",
        "kitne sawal baaki hain",
        "कितने सवाल और",
        "अजून किती प्रश्न",
    ],
    "too_long": [
        "this is too long",
        "so many questions",
        "the test is very lengthy",
        "bahut lamba hai",
        "khup prashna",
        "I am fed up",
    ],
    "language": [
        "can you speak Hindi?",
        "in marathi",
        "switch to english",
        "talk to me in Tamil",
        "hindi mein bolo",
        "marathi madhe sanga",
        "हिंदी में बोलो",
        "मराठीत बोला",
    ],
    "resume": ["continue", "let's continue", "I am back", "aage badho", "pudhe chala", "जारी रखें"],
}


@pytest.mark.parametrize(("wish", "text"), [(wish, text) for wish, texts in WISHES.items() for text in texts])
def test_a_wish_is_read_from_its_words_whatever_was_guessed(
    knowledge: Knowledge, wish: str, text: str
) -> None:
    for guess in ("not_understood", "tell", "out_of_scope", wish):
        assert meant(knowledge, guessed(text, guess), asking(EYES)).intent == wish, guess


NO_WISHES: dict[str, list[str]] = {
    "start_over": [
        "menopause is over",
        "it began again in June",
        "the pain started again after lunch",
        "my treatment is over now",
        "I restarted my tablets",
        "dard phir se shuru hua",
        "parat suru zala tras",
        "दर्द फिर से शुरू हुआ",
        "त्रास पुन्हा सुरू झाला",
    ],
    "erase": [
        "he doesn't take any",
        "they removed my gallbladder",
        "I had a cyst removed",
        "my stitches were removed",
        "doctor deleted that medicine",
        "don't delete anything",
        "forgot to tell you",
        "pathri kadhun takli",
    ],
    "stop": [
        "I stopped the tablets",
        "the bleeding has stopped",
        "I can't stop sneezing",
        "I had to leave my job because of my back",
        "don't stop",
        "dawai band kar di",
    ],
    "resume": ["I continue my tablets", "continue to have pain", "I resumed aspirin"],
}


@pytest.mark.parametrize(
    ("wish", "text"), [(wish, text) for wish, texts in NO_WISHES.items() for text in texts]
)
@pytest.mark.parametrize("here", [asking(EYES), CONSENT, finished(), DOUBT], ids=lambda here: here.phase)
def test_what_destroys_or_leaves_is_never_guessed(
    knowledge: Knowledge, wish: str, text: str, here: Screening
) -> None:
    for guess in (wish, "not_understood", "tell"):
        assert meant(knowledge, guessed(text, guess), here).intent != wish, guess


@pytest.mark.parametrize("wish", sorted(NEVER_GUESSED))
def test_a_guess_at_what_is_never_guessed_is_a_statement_or_nothing(knowledge: Knowledge, wish: str) -> None:
    said = "it was like that in June"
    assert meant(knowledge, guessed(said, wish), asking(EYES)).intent == "tell"
    assert meant(knowledge, guessed(said, wish), finished()).intent == "not_understood"
    assert meant(knowledge, heard(said, wish), asking(EYES)).intent == wish, "known by its words"


@pytest.mark.parametrize(
    ("wish", "text"),
    [
        ("go_back", "my back"),
        ("go_back", "back pain"),
        ("go_back", "long back"),
        ("go_back", "a year back"),
        ("how_many", "how long does the relief last"),
        ("how_many", "how many tablets"),
        ("too_long", "it was very long ago"),
        ("too_long", "I had it too long"),
        ("too_long", "so many tablets"),
        ("language", "my hindi teacher had it"),
    ],
)
def test_words_that_only_look_like_a_wish_are_none(knowledge: Knowledge, wish: str, text: str) -> None:
    for guess in ("not_understood", "tell"):
        assert meant(knowledge, guessed(text, guess), asking(EYES)).intent != wish, guess


def test_a_condition_told_beside_a_wish_is_told(knowledge: Knowledge) -> None:
    what = guessed("i have glaucoma, stop", "tell", mentions=(GLAUCOMA,))
    assert meant(knowledge, what, asking(EYES)).intent == "tell"


def test_a_plain_answer_is_no_wish(knowledge: Knowledge) -> None:
    assert meant(knowledge, heard("no, back", "deny"), asking(EYES)).intent == "deny"


@pytest.mark.parametrize("wish", ["go_back", "how_many", "too_long"])
def test_before_the_questions_nobody_wishes_to_go_back_or_counts_them(
    knowledge: Knowledge, wish: str
) -> None:
    for here in (Screening(), CONSENT):
        assert meant(knowledge, guessed(WISHES[wish][0], "not_understood"), here).intent != wish


@pytest.mark.parametrize(
    "text",
    [
        "send the link again",
        "I lost the link",
        "where is the booking link",
        "link phir se bhejo",
        "can we do the check again",
        "take the test once more",
        "redo the check",
    ],
)
def test_after_the_end_the_link_or_the_check_is_asked_for_again(knowledge: Knowledge, text: str) -> None:
    assert meant(knowledge, guessed(text, "bypass"), finished()).intent == "start_check"


# ---- consent: on words that say exactly that ----


@pytest.mark.parametrize(
    "text",
    [
        "I agree",
        "yea i agree",
        "I agree pls continue",
        "Yes, I agree. Kindly proceed.",
        "I hereby give my consent",
        "yes I consent",
        "ok agreed, go ahead",
        "I am 25 years old and I agree",
        "haan shuru karo",
        "main sahmat hu",
        "ho, manya ahe",
        "हाँ शुरू करो",
        "सहमत हूँ",
        "मान्य आहे",
    ],
)
def test_words_that_agree_are_consent(knowledge: Knowledge, text: str) -> None:
    for guess in ("affirm", "not_understood", "start_check"):
        assert meant(knowledge, guessed(text, guess), CONSENT).intent == "affirm", guess


@pytest.mark.parametrize("text", ["she agrees", "papa ne permission di", "he agrees to all that"])
def test_somebody_else_agrees_only_where_the_check_is_for_them(knowledge: Knowledge, text: str) -> None:
    what = guessed(text, "affirm")
    assert meant(knowledge, what, CONSENT.but(subject="your mother")).intent == "affirm"
    assert meant(knowledge, what, CONSENT).intent == "not_understood"


@pytest.mark.parametrize("text", ["theek hai", "ok fine", "chalega", "जी हाँ", "ठीक है"])
def test_a_guessed_yes_that_begins_with_a_yes_is_consent(knowledge: Knowledge, text: str) -> None:
    assert meant(knowledge, guessed(text, "affirm"), CONSENT).intent == "affirm"


@pytest.mark.parametrize(
    "text",
    ["I don't agree", "I do not consent", "disagree, not accepted", "sahmat nahi", "सहमत नहीं", "मान्य नाही"],
)
def test_words_that_do_not_agree_are_none(knowledge: Knowledge, text: str) -> None:
    for guess in ("affirm", "deny", "not_understood"):
        assert meant(knowledge, guessed(text, guess), CONSENT).intent == "deny", guess


@pytest.mark.parametrize(
    "text",
    [
        "yes but what happens with my data",
        "sure, if it is free",
        "my husband agreed to it",
        "my doctor has given permission",
        "it started with a fall",
        "hmm good for you",
    ],
)
def test_a_guessed_yes_is_no_consent(knowledge: Knowledge, text: str) -> None:
    assert meant(knowledge, guessed(text, "affirm"), CONSENT).intent == "not_understood"


def test_a_guessed_no_to_the_consent_is_asked_again(knowledge: Knowledge) -> None:
    assert meant(knowledge, guessed("my uncle went there", "deny"), CONSENT).intent == "not_understood"


def test_a_question_about_the_consent_stays_one(knowledge: Knowledge) -> None:
    what = guessed("what do I agree to?", "topic", topics=("privacy",))
    assert meant(knowledge, what, CONSENT) == what


# ---- whose they are ----


@pytest.mark.parametrize(
    "text", ["those answers were mine", "they were about me", "mere the", "te majhe hote", "माझे होते"]
)
def test_answers_that_were_about_oneself_were_not_the_others(knowledge: Knowledge, text: str) -> None:
    assert meant(knowledge, guessed(text, "tell"), WHOSE).intent == "deny"
    assert meant(knowledge, guessed(text, "tell"), asking(EYES)).intent != "deny"
