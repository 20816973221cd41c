"""Rasa's view of the checklist: slots, required slots and prompts, derived when Rasa trains.

Named in config.yml, so that `rasa train`, `rasa test` and `rasa data validate` see it too.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

from bot.content.loading import load
from bot.domain.names import FORM


def derived_domain(questions: tuple[str, ...]) -> dict[str, Any]:
    """The parts of Rasa's domain that follow from the checklist's questions."""
    return {
        "slots": {
            question: {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for question in questions
        },
        "forms": {FORM: {"required_slots": list(questions)}},
        "responses": {
            f"utter_ask_{question}": [{"custom": {"command": {"name": "ask", "question": question}}}]
            for question in questions
        },
    }


class ChecklistImporter(RasaFileImporter):  # type: ignore[misc]  # Rasa has no types
    """Rasa's own file importer, plus what derives from the checklist."""

    def get_domain(self) -> Domain:
        written = super().get_domain()
        if written.is_empty():
            return written
        parts = written.as_dict()
        derived = derived_domain(load().checklist.ids)
        parts["slots"] = {**parts.get("slots", {}), **derived["slots"]}
        parts["responses"] = {**parts.get("responses", {}), **derived["responses"]}
        parts["forms"] = {**parts.get("forms", {}), **derived["forms"]}
        return Domain.from_dict(parts)
