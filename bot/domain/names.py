"""The public names that every channel, store and check shares."""

from collections.abc import Mapping
from typing import Final, Literal

Answer = Literal["yes", "no", "unsure", "declined"]
Outcome = Literal["eligible", "ask_clinician", "avoid", "urgent"]
State = Literal["not_started", "consent", "asking", "paused", "finished"]
Urgency = Literal["now", "today", "days"]

ANSWERS: Final[tuple[Answer, ...]] = ("yes", "no", "unsure", "declined")
OUTCOMES: Final[tuple[Outcome, ...]] = ("eligible", "ask_clinician", "avoid", "urgent")
STATES: Final[tuple[State, ...]] = ("not_started", "consent", "asking", "paused", "finished")
URGENCIES: Final[tuple[Urgency, ...]] = ("now", "today", "days")

FORM: Final = "screening_form"
"""What Rasa calls the form that asks the questions."""

DEFAULT_LANGUAGE: Final = "en"

NOT_UNDERSTOOD: Final = "not_understood"
AGE: Final = "age"
"""Findings that are no question's: words about health that were not understood, and an age in doubt."""

CHANGE: Final = "change"
LANGUAGE: Final = "language"
"""How the values of the choices begin that are always taken: `change:<question>`, `language:<code>`."""

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "hi": "हिन्दी", "mr": "मराठी"}
"""The languages of the contract, each by its own name."""

CONDITION: Final = "condition:"
WHY: Final = "why_asked:"
"""How the topics that are made from a question begin; the question's id follows."""

NEAR: Final = "near:"
"""How the name of a near-condition begins, which is on no list of the clinic's; its text has this topic:"""
NEAR_TOPIC: Final = "consult_first"

QUESTIONS: Final = (
    "blood_pressure_or_heart",
    "blood_thinners",
    "eye_condition",
    "cerebral_disorder",
    "ear_infection",
    "spinal_injury",
    "herniated_disc",
    "osteoporosis",
    "pregnancy",
    "obesity",
)
"""The ids the contract promises, in the order they are asked. A checklist may add to them."""

RED_FLAGS: Final = (
    "cauda_equina",
    "spinal_cord",
    "cardiac",
    "stroke",
    "trauma",
    "infection",
    "cancer",
    "pregnancy_emergency",
    "eye_emergency",
    "while_inverted",
    "self_harm",
)

SELF_HARM: Final = "self_harm"

TOPICS: Final = (
    "what_is_inversion",
    "how_it_works",
    "benefits_overview",
    "benefit_pain_relief",
    "benefit_alignment",
    "benefit_flexibility",
    "benefit_circulation",
    "benefit_stress",
    "risks_overview",
    "risk_blood_pressure",
    "risk_eyes",
    "risk_ears",
    "side_effects",
    "who_should_avoid",
    "evidence",
    "upper_back_pain",
    "alternatives",
    "consult_first",
    "how_to_do_it",
    "home_equipment",
    "about_clinic",
    "booking",
    "cost",
    "clinic_contact",
    "privacy",
    "my_data",
    "are_you_human",
    "talk_to_human",
    "capabilities",
    "greeting",
    "thanks",
    "goodbye",
    "language",
    "out_of_scope",
)
"""Topics that a person can ask about and that topics.yml answers in fixed words.

The other topics of the contract are made from the checklist (`condition:`, `why_asked:`,
`question:`), from the red flags (`emergency:`) and from wording.yml.
"""
