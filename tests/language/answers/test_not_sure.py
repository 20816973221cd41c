"""What is told and is neither a yes nor a no is not sure, whatever is tapped afterwards."""

from __future__ import annotations

import pytest

from tests.language.answers.test_reading import reading

UNSURE: dict[str, list[str]] = {
    "obesity": [
        "180cm, weight 95",
        "height 5 feet 6 weight 82 kilo",
        "my BMI is 27",
        "BMI 29.8",
        "माझं वजन ७५ किलो, उंची १६५ सेमी",
        "vajan 80 kilo, unchi 5 foot 8",
        "no, 78 kg and 170 cm",
        "170 cm 78 kg so no",
        "1.70 m and 78 kg",
        "बीएमआई 27 है",
        "उंची ५ फूट ६ इंच, वजन ८० किलो",
        "180 lbs, 5 ft 9",
    ],
    "blood_pressure_or_heart": [
        "my bp is low and I faint sometimes",
        "low bp with dizziness",
        "never measured it",
        "not checked for two years",
        "BP check nahi kiya ek saal se",
        "no, but I haven't had my blood pressure measured for years",
        "बीपी कभी चेक नहीं किया",
        "बीपी कधी मोजला नाही",
    ],
    "osteoporosis": [
        "broke my wrist from a small fall",
        "no, but i take steroid tablets since years",
        "early menopause at 39",
        "I have lost height, 3 cm",
        "no but my hip broke when I slipped in the kitchen",
        "छोटे से गिरने से कलाई टूटी थी",
        "periods stopped at 38",
        "menopause lavkar ali, 40 varshi",
    ],
    "eye_condition": [
        "i am 45 and never had an eye check",
        "diabetic, no eye checkup",
        "very high minus number, -9",
        "floaters",
        "only floaters, nothing else",
        "चश्म्याचा नंबर -8 आहे",
        "number is minus 7.5",
    ],
    "ear_infection": [
        "hole in the eardrum",
        "no infection but a hole in my eardrum",
        "had an ear operation last year",
        "कान के पर्दे में छेद है",
        "kaan ka operation hua tha",
        "कानाच्या पडद्याला भोक आहे",
    ],
    "cerebral_disorder": [
        "vertigo",
        "i get migraines",
        "blackouts sometimes",
        "no, only migraine",
        "चक्कर आते हैं",
        "adhkapari",
    ],
    "blood_thinners": [
        "stopped warfarin last month",
        "I had a clot in my leg years ago",
        "no, but a clot in 2015",
        "पहले खून पतला करने की दवा लेता था, अब बंद",
        "used to take eliquis",
    ],
    "pregnancy": [
        "gave birth 12 weeks ago",
        "no, but I had a baby two months ago",
        "डिलीवरी को दो महीने हुए",
    ],
}
YES: dict[str, list[str]] = {
    "obesity": [
        "5'4 92kg",
        "bmi 31.5",
        "मेरा वजन 95 किलो और लंबाई 165 सेमी है",
        "mera weight 98 kg height 5 ft 5",
        "लंबाई 5 फीट 4 इंच वजन 90 किलो",
    ],
    "eye_condition": [
        "LASIK in 2015",
        "cataract operation ten years ago",
        "मोतियाबिंद का ऑपरेशन हुआ था",
        "lasik karvaya tha",
    ],
    "cerebral_disorder": [
        "multiple sclerosis",
        "Parkinson's",
        "dementia",
        "पार्किंसन है",
    ],
}


@pytest.mark.parametrize(
    ("asked", "text"), [(q, text) for q, texts in UNSURE.items() for text in texts], ids=str
)
def test_what_a_clinician_looks_at_is_not_sure(asked: str, text: str) -> None:
    found = reading(asked, text)
    assert found.answer == "unsure"
    assert found.stated, "a tapped No would override it"


@pytest.mark.parametrize(
    ("asked", "text"), [(q, text) for q, texts in YES.items() for text in texts], ids=str
)
def test_what_counts_whenever_it_was_is_a_yes(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "yes"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("cerebral_disorder", "no vertigo, no migraine, nothing of the brain"),
        ("ear_infection", "no hole in the eardrum, no infection"),
        ("eye_condition", "my mother has floaters"),
        ("pregnancy", "gave birth ten years ago"),
        ("eye_condition", "glasses of minus 2"),
    ],
)
def test_what_is_denied_or_past_or_of_another_is_not_stated(asked: str, text: str) -> None:
    assert not reading(asked, text).stated


@pytest.mark.parametrize("asked", ["ear_infection", "osteoporosis", "obesity"])
def test_told_at_another_question_it_is_asked_back(asked: str) -> None:
    facts = {fact.question: fact for fact in reading(asked, "no, but I get migraines").facts}
    assert facts["cerebral_disorder"].answer == "unsure"
    assert not facts["cerebral_disorder"].sure


@pytest.mark.parametrize("asked", ["eye_condition", "ear_infection", "herniated_disc", "osteoporosis"])
@pytest.mark.parametrize("text", ["no, but I have a pacemaker", "नाही पण मला पेसमेकर आहे"])
def test_a_no_beside_a_pacemaker_does_not_lose_the_pacemaker(asked: str, text: str) -> None:
    facts = {fact.question: fact.answer for fact in reading(asked, text).facts}
    assert facts["blood_pressure_or_heart"] == "yes"
