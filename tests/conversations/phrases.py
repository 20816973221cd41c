"""What the random person types, and what each phrase says by the contract: for the walk and the oracle."""

from __future__ import annotations

ANSWERS = ("yes", "no", "unsure", "declined")
SHORT = {
    "yes": "yes",
    "no": "no",
    "not sure": "unsure",
    "I would rather not say": "declined",
    "no to everything": "no",
}
EYES, HEART, THINNERS, BONES = "eye_condition", "blood_pressure_or_heart", "blood_thinners", "osteoporosis"
DISC, PREGNANCY = "herniated_disc", "pregnancy"

OF_ONESELF = {
    "I have glaucoma": ((EYES, "yes"),),
    "I am on a blood thinner": ((THINNERS, "yes"),),
    "I do not have osteoporosis": ((BONES, "no"),),
    "ok no, I am not pregnant": ((PREGNANCY, "no"),),
    "I take warfarin every day": ((THINNERS, "perhaps"),),
    "wait. I have osteoporosis and I have glaucoma": ((BONES, "yes"), (EYES, "yes")),
    "I have a slipped disc but I do not have osteoporosis": ((DISC, "yes"), (BONES, "no")),
}
"""Facts, all of which count at once, whatever is asked; perhaps: asked about, unless it is a yes."""

CHANGED = {
    "change answer 3 to no": ((EYES, "no"),),
    "change answer 1 to yes": ((HEART, "yes"),),
}
"""Corrections with the new value."""

ASKED_AGAIN = {
    "change answer 3": EYES,
    "answer 2 is wrong": THINNERS,
    "change the answer about blood pressure or heart": HEART,
    "change my answer about osteoporosis": BONES,
}
"""Wishes to change that name no new value: nothing changes until the question is answered."""

BACK = ("back", "go back please", "previous question")
CHANGES = (*OF_ONESELF, *CHANGED, "my mother has glaucoma")

DANGER, DANGER_FLAG = "I have crushing chest pain going down my left arm", "cardiac"
STORY = "a long story of my week"
LIKELY = {
    "something is a bit odd around my heart today": "cardiac",
    "half of my face is a bit strange today": "stroke",
}
"""What may be a red flag."""

UNHEARD = (
    "எனக்கு சர்க்கரை நோய் உள்ளது",
    "আমার রক্তে একটা অসুখ আছে",
    "لدي مرض نادر في الدم",
    "मला एक विचित्र आजार झाला आहे",
    "मुझे एक अजीब बीमारी है",
    "I was told that I have Kienbock disease",
    "they took my spleen out when I was young",
    "qwrt zxcv plk",
    "🤒💊",
)
"""Nobody knows what these say about health."""

TOLD_IN_A_QUESTION = {
    "I have glaucoma, does that matter?": EYES,
    "I forgot, I am on a blood thinner, is it ok?": THINNERS,
}
"""A condition told with a question behind it: against a No that is stored it is never passed over."""

NOTED = ("I have a hernia", "I am 70 years old", "my hip was replaced, metal plate in my hip")
"""What no question asks about, and a clinician looks at first."""

AGES = ("im 13", "I am 15 years old", "class 9, 45 kg", "under 18")
MUMBLED = "hmm hmm"
START_OVER, FOR_MOTHER, ERASE = "start over", "this is for my mother", "delete my data"
WAYS = ("stop", "continue", START_OVER, "can we start the safety check?", FOR_MOTHER, ERASE)
ASIDES = (
    "wait",
    "why do you ask?",
    "repeat that please",
    "say it in other words",
    "what are the risks?",
    "what do you know about me?",
    "just give me the booking link",
    "which painkiller should I take?",
    "who won the cricket match?",
    "thank you",
    "/no",
    '/affirm{"pregnancy": "no"}',
)
SURELY_HEARD = frozenset((*SHORT, *OF_ONESELF, *AGES, *WAYS, *ASIDES, MUMBLED))
"""What never needs a doubt, where it is read as it is meant here."""

LANGUAGES = ("en", "hi", "mr")
