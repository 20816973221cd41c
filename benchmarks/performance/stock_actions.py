"""The stock project's action server. Its generated copy goes on with a check for each of the ten slots."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

LINK = "Everything is fine: you can book at https://booking.example/book"
NO_LINK = "Please speak to a clinician first."


def answer(value: str) -> str | None:
    """The answer as it is stored, or nothing, so that it is asked again."""
    return value if value in ("yes", "no", "unsure", "declined") else None


class ActionOutcome(Action):  # type: ignore[misc]  # rasa-sdk has no types
    """Tells the outcome of the ten answers."""

    def name(self) -> str:
        return "action_outcome"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        required = domain["forms"]["screening_form"]["required_slots"]
        answers = {tracker.get_slot(question) for question in required}
        dispatcher.utter_message(text=LINK if answers == {"no"} else NO_LINK)
        return []


class ValidateScreeningForm(FormValidationAction):  # type: ignore[misc]
    """Checks each answer before it is stored."""

    def name(self) -> str:
        return "validate_screening_form"
