"""The table of phase and intent (data/dialogue/phases.yml): read, checked, and made into Rasa's rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import root_validator

from bot.content.entries import Entry, Named, Text, Texts, parsed
from bot.content.knowledge import KnowledgeError
from bot.content.yaml_file import read_yaml

FORM_CELL: Final = "form"
"""In a cell: the form itself."""


@dataclass(frozen=True)
class RuleTable:
    """What is done with each message. An action is named without its `action_`."""

    file: str
    form: str
    form_phase: str
    """The phase in which the form is active."""
    form_done: str
    """The action that follows the last answer."""
    phases: tuple[str, ...]
    cells: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Intent → phase → actions, in order; `form` stands for the form."""

    @property
    def actions(self) -> frozenset[str]:
        """The full names of all actions that it names."""
        named = {name for row in self.cells.values() for cell in row.values() for name in cell}
        return frozenset(_action(name) for name in {*named, self.form_done} - {FORM_CELL})

    def check(self, phases: Collection[str], intents: Collection[str], actions: Collection[str]) -> None:
        """Raise KnowledgeError unless each phase is a column, each intent a row, and no name is unknown."""
        self._complete("phase", self.phases, phases)
        self._complete("intent", tuple(self.cells), intents)
        for name in sorted(self.actions - set(actions)):
            raise self._fault(name, "no such action: correct the cell, or add the action to domain.yml")

    def rules(self) -> list[dict[str, Any]]:
        """Rasa's rules, as its YAML has them: one for each cell, and one for the end of the form."""
        every = [(intent, phase) for intent in self.cells for phase in self.phases]
        return [
            self._end_of_form(),
            *(rule for action in sorted(self.actions) for rule in self._after(action)),
            *(rule for cell in every for rule in self._rule(*cell)),
        ]

    def _rule(self, intent: str, phase: str) -> Iterator[dict[str, Any]]:
        cell = self.cells[intent][phase]
        if cell == (FORM_CELL,):
            return  # an active form takes what no rule takes from it
        loop = self.form if phase == self.form_phase else None
        steps: list[dict[str, Any]] = [{"intent": intent}]
        steps += [{"action": self.form if name == FORM_CELL else _action(name)} for name in cell]
        rule = {"rule": f"{phase}: {intent}", "condition": self._condition(loop, phase), "steps": steps}
        if cell[-1] == FORM_CELL:
            yield {**rule, "steps": [*steps, {"active_loop": loop}]}
        else:
            yield {**rule, "wait_for_user_input": False}

    def _after(self, action: str) -> Iterator[dict[str, Any]]:
        """Outside the form Rasa listens after an action, unless the phase is then that of the form."""
        yield {"rule": f"after {action}", "condition": self._condition(None), "steps": [{"action": action}]}
        yield {
            "rule": f"after {action}, a question is due",
            "condition": self._condition(None, self.form_phase),
            "steps": [{"action": action}, {"action": self.form}, {"active_loop": self.form}],
        }

    def _condition(self, loop: str | None, phase: str | None = None) -> list[dict[str, Any]]:
        slots = [{"slot_was_set": [{"phase": phase}]}] if phase else []
        return [{"active_loop": loop}, *slots]

    def _end_of_form(self) -> dict[str, Any]:
        return {
            "rule": "the last question was answered",
            "condition": [{"active_loop": self.form}],
            "steps": [
                {"action": self.form},
                {"active_loop": None},
                {"slot_was_set": [{"requested_slot": None}]},
                {"action": _action(self.form_done)},
            ],
        }

    def _complete(self, what: str, found: Collection[str], needed: Collection[str]) -> None:
        for name in sorted(set(needed) - set(found)):
            raise self._fault(name, f"domain.yml has this {what}: add it to the table")
        for name in sorted(set(found) - set(needed)):
            raise self._fault(name, f"domain.yml has no such {what}: correct it, or add it there")

    def _fault(self, item: str, remedy: str) -> KnowledgeError:
        return KnowledgeError(self.file, item, remedy)


class _Written(Entry):
    """The table as the file has it."""

    form: Text
    form_phase: Text
    form_done: Text
    phases: Texts
    intents: Mapping[str, tuple[Text, ...]]

    @root_validator(skip_on_failure=True)
    def _each_row_fits(cls, values: dict[str, Any]) -> dict[str, Any]:
        phases, form_phase = values["phases"], values["form_phase"]
        if form_phase not in phases:
            raise Named("form_phase", f"write one of: {', '.join(phases)}")
        for intent, cells in values["intents"].items():
            if len(cells) != len(phases):
                remedy = f"write one action for each of the {len(phases)} phases, in their order"
                raise Named(f"intents.{intent}", remedy)
            for phase, cell in zip(phases, cells, strict=True):
                _check_cell(f"intents.{intent}, {phase}", cell.split("+"), phase == form_phase)
        return values


def _check_cell(item: str, names: list[str], takes_form: bool) -> None:
    if FORM_CELL in (names[:-1] if takes_form else names) or not all(names):
        raise Named(item, "write an action, or in the phase of the form one with `+form` behind it")


def read_table(path: Path) -> RuleTable:
    """The table that the file holds. Raises KnowledgeError, also where a cell is missing."""
    written = parsed(path.name, read_yaml(path), _Written)
    cells = {
        intent: {phase: tuple(cell.split("+")) for phase, cell in zip(written.phases, row, strict=True)}
        for intent, row in written.intents.items()
    }
    return RuleTable(path.name, written.form, written.form_phase, written.form_done, written.phases, cells)


def _action(name: str) -> str:
    return f"action_{name}"
