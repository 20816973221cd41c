"""What Rasa trains on besides its own files: the checklist's slots and prompts, and the rules of the table.

Named in config.yml, so that `rasa train`, `rasa test` and `rasa data validate` see it too.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any, Final

from rasa.shared.core.constants import DEFAULT_CATEGORICAL_SLOT_VALUE, DEFAULT_INTENTS
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter

from bot.content.knowledge import KnowledgeError
from bot.dialogue.rasa.provided import provided
from bot.dialogue.rasa.rule_table import RuleTable, read_table
from bot.domain.names import FORM

RASAS_OWN: Final = frozenset(DEFAULT_INTENTS) - {"out_of_scope"}
"""Intents that Rasa adds to every domain and acts on by itself, before any rule: `back` would undo a turn."""


def derived_domain(questions: tuple[str, ...]) -> dict[str, Any]:
    """The parts of Rasa's domain that follow from the checklist's questions."""
    return {
        "slots": {
            question: {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for question in questions
        },
        "entities": [{question: {"influence_conversation": False}} for question in questions],
        "forms": {FORM: {"required_slots": list(questions)}},
        "responses": {
            f"utter_ask_{question}": [{"custom": {"command": {"name": "ask", "question": question}}}]
            for question in questions
        },
    }


class DialogueImporter(RasaFileImporter):  # type: ignore[misc]  # Rasa has no types
    """Rasa's own file importer, plus what derives from the checklist and from the table `rules`."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        rules: str = "data/dialogue/phases.yml",
    ) -> None:
        """`rules` is relative to the folder of `config_file`."""
        super().__init__(config_file, domain_path, training_data_paths)
        # Rasa does not count what its forms say by themselves, and calls each prompt unused.
        warnings.filterwarnings("ignore", "The utterance 'utter_ask_.*' is not used in any story or rule")
        self._rules = Path(config_file or "").parent / rules

    def get_domain(self) -> Domain:
        """What domain.yml says, and the questions."""
        written = super().get_domain()
        if written.is_empty():
            return written
        parts = written.as_dict()
        derived = derived_domain(provided().knowledge.checklist.ids)
        parts["entities"] = [*parts.get("entities", []), *derived["entities"]]
        parts["slots"] = {**parts.get("slots", {}), **derived["slots"]}
        parts["responses"] = {**parts.get("responses", {}), **derived["responses"]}
        parts["forms"] = {**parts.get("forms", {}), **derived["forms"]}
        return Domain.from_dict(parts)

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """What the files under data/ say, and a rule for each cell of the table. Raises KnowledgeError."""
        stories, domain = super().get_stories(exclusion_percentage), self.get_domain()
        if domain.is_empty():
            return stories
        table = read_table(self._rules)
        check(table, domain)
        reader = YAMLStoryReader(domain, source_name=str(self._rules))
        rules = {"version": "3.1", "rules": table.rules()}
        return stories.merge(StoryGraph(reader.read_from_parsed_yaml(rules)))


def check(table: RuleTable, domain: Domain) -> None:
    """Raise KnowledgeError unless the table fits the domain."""
    for intent in sorted(RASAS_OWN & set(table.cells)):
        raise KnowledgeError(
            table.file, intent, "Rasa keeps this name for itself: give the intent another one"
        )
    [phase] = (slot for slot in domain.slots if slot.name == "phase")
    phases = set(phase.values) - {DEFAULT_CATEGORICAL_SLOT_VALUE}
    table.check(phases, set(domain.intents) - RASAS_OWN, domain.user_actions)
