"""A conversation that is watched: what is on the screen, what was sent, and what must hold at every step."""

from __future__ import annotations

from bot.domain.messages import IncomingMessage, MessageView, Reply
from tests.conversation import House, Talk, links_of
from tests.conversations.oracle import Oracle
from tests.conversations.phrases import SURELY_HEARD
from tests.conversations.versions import Versions


class Watched:
    """One conversation, its oracle, and everything that was sent."""

    def __init__(self, house: House) -> None:
        self.house, self.versions = house, Versions(house)
        self.begin()

    def begin(self) -> None:
        self.version = self.versions.first
        self.talk, self.oracle = Talk(self.house.conversations), Oracle()
        self.sent: list[tuple[IncomingMessage, Reply]] = []
        self.told = list(self.talk.reply.messages)
        self.story: list[IncomingMessage | MessageView] = list(self.told)
        self.for_another = False
        self.dropped: set[str] = set()
        self.pressed: dict[str, str] = {}

    # ---- what is on the screen ----

    @property
    def asked(self) -> str | None:
        """The question that the newest message puts, if it puts one."""
        topic = self.told[-1].topic or ""
        return topic.removeprefix("question:") if topic.startswith("question:") else None

    @property
    def newest(self) -> dict[str, str]:
        """The choices under the newest message: value → title."""
        return {choice.value: choice.title for choice in self.told[-1].choices}

    @property
    def side_question(self) -> str | None:
        """What else the newest message asks: `consent`, `erase`, `whose`, `doubt` or `emergency`."""
        about = {value.partition(":")[0] for value in self.newest}
        stands = "consent" if self.talk.state == "consent" else None  # it survives what was said since
        return next(iter(about & {"consent", "erase", "whose", "doubt", "emergency"}), stands)

    @property
    def consented(self) -> bool:
        view = self.talk.screening
        return view.checklist_version is not None and view.state not in ("not_started", "consent")

    @property
    def outdated(self) -> bool:
        """Whether the answers belong to another checklist than the one asked now."""
        return self.consented and not self.oracle.danger and self.oracle.version != self.version

    @property
    def buttons(self) -> list[tuple[int, str]]:
        """Every button ever shown: number of its message, and value."""
        return [(at, c.value) for at, m in enumerate(self.told) for c in m.choices]

    # ---- what must hold ----

    def trail(self) -> str:
        """The last messages and what followed."""
        seen = {message.id: number for number, message in enumerate(self.told)}
        lines = [
            f"{sent.text or sent.choice} {f'(saw {seen[sent.after]})' if sent.after else ''}"
            f"{'(at once)' if sent.arrived else ''}"
            f" -> {[(seen[m.id], m.topic) for m in reply.messages]}"
            for sent, reply in self.sent[-15:]
        ]
        words = [(each.text, each.since, each.state) for each in self.oracle.unheard]
        view = self.talk.screening
        stands = f"{view.state} {view.question} {view.outcome} unheard: {view.unheard} {view.findings}"
        return "\n".join([*lines, f"{self.oracle}", f"{words}", f"{dict(view.answers)} {stands}"])

    def check(self) -> None:
        """What must hold after every step."""
        try:
            self._check()
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.trail()}") from None

    def _check(self) -> None:
        history, view = self.talk.looks(), self.talk.screening
        due = self.oracle.may_link(self.house.clock(), self.version)
        assert not links_of(history) or due, "a link that is not due"
        assert view.outcome != "eligible" or not self.oracle.in_doubt, "eligible with something in doubt"
        if not self.outdated:
            self._check_answers(dict(history.screening.answers))
            assert (view.outcome is None) == (view.state != "finished")
        assert (view.outcome == "urgent") == self.oracle.danger == bool(view.red_flags)
        assert view.question is None or view.state in ("asking", "paused")
        assert self.oracle.danger or self.oracle.agreed or not self.consented, "consent that was not given"
        assert view == history.screening
        self._check_unheard()
        assert [(m.id, m.text, m.topic, m.choices) for m in history.messages] == [
            (m.id, m.text, m.topic, m.choices) for m in self._everything(history)
        ]

    def _check_answers(self, answers: dict[str, str]) -> None:
        for question, answer in answers.items():
            assert answer != "no" or question in self.oracle.no, f"a no to {question} that was not said"
            assert answer == "yes" or question not in self.oracle.yes, f"the yes to {question} is lost"
        assert self.oracle.yes <= set(answers), "a yes is lost"

    def _check_unheard(self) -> None:
        """Nothing that is in doubt is forgotten, and nothing that is surely heard is called unheard."""
        view = self.talk.screening
        if self.consented and self.oracle.version != self.version:
            return  # what is found by the older questions is not shown
        found = {finding.question: finding.said or "" for finding in view.findings}
        for words in self.oracle.standing:
            kept = words.text in view.unheard or words.text in found.get("not_understood", "")
            assert kept, f"{words.text!r} is neither unheard nor a finding"
        assert not self.oracle.health or self.oracle.danger or "not_understood" in found, (
            "words about health are no finding"
        )
        assert not self.oracle.under_age or "age" in found, "the age is no finding"
        if not self.for_another and self.versions.by_plain_rules:
            wrong = SURELY_HEARD & set(view.unheard) - self.dropped
            assert not wrong, f"unheard, and it was heard: {wrong}"

    def _everything(self, history: Reply) -> list[MessageView]:
        """The greeting, and after it each visitor's message with its replies."""
        heard = {m.id: m for m in history.messages if m.sender == "visitor"}
        return [heard[each.id] if isinstance(each, IncomingMessage) else each for each in self.story]
