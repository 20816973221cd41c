""" "Make this a test": the file runs as it is, and does not tell who it was."""

from __future__ import annotations

import pytest
import yaml

from bot.console.records.dossier import read
from bot.console.records.redaction import redacted
from bot.console.records.scenario_file import written
from tests.console.house import House
from tests.conversation import Talk
from tests.scenarios.test_scenarios import act, compared

KNOWN = frozenset({"ecosprin", "doctor"})


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("my name is Asha Example", "my name is [name]"),
        ("I am on Ecosprin, Doctor Example said", "I am on Ecosprin, Doctor [name] said"),
        ("mail me at asha@example.org", "mail me at [email]"),
        ("call 98765 43210 or +91-98765-43210", "call [number] or [number]"),
        ("see https://example.org/asha", "see [address]"),
        ("I am @asha_example there", "I am [name] there"),
        ("born 12/03/1980", "born [date]"),
        ("my BP is 150/95 and I weigh 98 kg", "my BP is 150/95 and I weigh 98 kg"),
        ("mera naam Asha hai", "mera naam [name] hai"),
        ("Dr. Rao told me", "Dr [name] told me"),
    ],
)
def test_what_tells_who_it_was_is_taken_out(said: str, left: str) -> None:
    assert redacted(said, KNOWN) == left


TALKS = (
    ("can we start the safety check?", "[I agree*]", *["[No]"] * 10),
    (
        "[Start the check]",
        "[I agree*]",
        "[No]",
        "I have glaucoma",
        "qwrt zxcv plk",
        "change answer 3",
        "[No]",
    ),
    (
        "what are the risks?",
        "I have chest pain, my left arm hurts and I cannot breathe",
        "what are the risks?",
    ),
    ("[Start the check]", "[I do not agree]"),
    (
        "[What is inversion therapy?]",
        "[Start the check]",
        "[I agree*]",
        "[Why do you ask?]",
        "[Rather not say]",
    ),
)


@pytest.mark.parametrize("said", TALKS)
def test_the_file_runs_as_it_is(clinic: House, said: tuple[str, ...]) -> None:
    made = written(clinic.services, read(clinic.services, clinic.talk(*said)))
    [scenario] = yaml.load(made, Loader=yaml.BaseLoader)
    talk = Talk(clinic.conversations)
    remembered: dict[str, str] = {}
    for number, step in enumerate(scenario["steps"], 1):
        act(talk, step, remembered)
        assert list(compared(talk, step)) == [], (number, step)


def test_the_file_is_read_over_and_taken(clinic: House) -> None:
    conversation, browser = clinic.talk("my name is Asha, what are the risks?"), clinic.browser("reviewer")
    page = browser.text(f"/conversations/{conversation}/test")
    assert "Asha" not in page
    path = f"/conversations/{conversation}/test"
    taken = browser.post(path, {"text": "- scenario: One\n  steps: []\n"})
    assert (
        taken.headers["Content-Disposition"] == f'attachment; filename="from_console_{conversation[:8]}.yml"'
    )
    assert "not a list in YAML" in browser.post(path, {"text": "{"}).get_data(as_text=True)
