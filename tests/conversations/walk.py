"""A person who does anything at any time, watched by the oracle after every step."""

from __future__ import annotations

from uuid import uuid4

from bot.domain.errors import NeverOffered, OtherContent, UnknownConversation
from bot.domain.messages import IncomingMessage, MessageView, Reply
from tests.conversation import House, Talk, links_of
from tests.conversations.oracle import Oracle

ANSWERS = {"Yes": "yes", "No": "no", "Not sure": "unsure", "Rather not say": "declined"}
SHORT = {
    "yes": "yes",
    "no": "no",
    "not sure": "unsure",
    "I would rather not say": "declined",
    "no to everything": "no",
}
EYES, HEART, THINNERS, BONES = "eye_condition", "blood_pressure_or_heart", "blood_thinners", "osteoporosis"
OF_ONESELF = {
    "I have glaucoma": (EYES, "yes"),
    "I am on a blood thinner": (THINNERS, "yes"),
    "I do not have osteoporosis": (BONES, "no"),
    "I take warfarin every day": (THINNERS, "perhaps"),
}
TOLD = {
    **OF_ONESELF,
    "change answer 3 to no": (EYES, "no"),
    "change answer 1 to yes": (HEART, "yes"),
    "change answer 3": (EYES, None),
}
"""What counts at once, whatever is asked. None: that question is asked again; perhaps: unless it is a yes."""

DANGER = "I have crushing chest pain going down my left arm"
CHANGES = (*TOLD, "my mother has glaucoma")
MUMBLED = "hmm hmm"
WAYS = (
    "stop",
    "continue",
    "start over",
    "can we start the safety check?",
    "this is for my mother",
    "delete my data",
)
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
    "qwrt zxcv plk",
    "/no",
    '/affirm{"pregnancy": "no"}',
)


class Walk:
    """One conversation, its oracle, and everything that was sent."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.begin()

    def begin(self) -> None:
        self.talk, self.oracle = Talk(self.house.conversations), Oracle()
        self.sent: list[tuple[IncomingMessage, Reply]] = []
        self.told = list(self.talk.reply.messages)
        self.for_another = False
        self.pressed: dict[str, str] = {}

    @property
    def asked(self) -> str | None:
        """The question that the newest message puts, if it puts one."""
        topic = self.told[-1].topic or ""
        return topic.removeprefix("question:") if topic.startswith("question:") else None

    @property
    def side_question(self) -> str | None:
        """`erase` or `whose`, when the newest message asks for it."""
        newest = self.told[-1]
        if newest.topic == "my_data" and newest.choices:
            return "erase"
        return "whose" if newest.topic == "consent" and self.consented else None

    @property
    def consented(self) -> bool:
        return self.talk.screening.checklist_version is not None

    @property
    def buttons(self) -> list[tuple[int, MessageView, str, str]]:
        """Every button ever shown: number and message, title, value."""
        return [(at, m, c.title, c.value) for at, m in enumerate(self.told) for c in m.choices]

    def press(self, at: int, message: MessageView, title: str, value: str) -> None:
        """Press a button of message number `at`."""
        topic, side, newest = message.topic or "", self.side_question, at == len(self.told) - 1
        if topic.startswith("question:") and title in ANSWERS and self.consented:
            again = self.pressed.get(topic) == value
            self.pressed[topic] = value
            if not again:
                self._count(topic.removeprefix("question:"), ANSWERS[title], at)
        elif side and newest and self._settles(side, title.startswith("Yes")):
            return self._erase(IncomingMessage(str(uuid4()), choice=value))
        self._send(IncomingMessage(str(uuid4()), choice=value))
        return None

    def types(self, text: str) -> None:
        """Type one of SHORT, CHANGES, WAYS or ASIDES, or mumble."""
        side = self.side_question
        if side and SHORT.get(text) in ("yes", "no") and self._settles(side, text == "yes"):
            return self._erase(IncomingMessage(str(uuid4()), text=text))
        if not side and text in SHORT and self.asked and self.talk.state == "asking":
            self._count(self.asked, SHORT[text], len(self.told) - 1)
        elif self._counts_for_nothing(text):
            pass
        elif text in TOLD and self.consented:
            self._count(*TOLD[text], -1)
        self.for_another = self.for_another or text == "this is for my mother"
        self._send(IncomingMessage(str(uuid4()), text=text))
        if (
            text == "start over"
            and self.consented
            and not (side and self.talk.answers)
            and not self.oracle.danger
        ):
            self.oracle.started_over()
        return None

    def report_danger(self) -> None:
        self.oracle.danger = True
        self._send(IncomingMessage(str(uuid4()), text=DANGER))
        assert (self.talk.state, self.talk.outcome, self.talk.question) == ("finished", "urgent", None)

    def types_late(self, which: int, text: str) -> None:
        """Type one of SHORT, having seen nothing newer than some earlier message of the bot."""
        at = which % len(self.told)
        topics = [m.topic or "" for m in self.told[: at + 1]]
        late = [topic for topic in topics if topic.startswith(("question:", "consent", "outcome:"))]
        side, asked = self.side_question, self.asked
        if at == len(self.told) - 1 or side:
            return self.types(text)
        resumes = self.talk.state == "paused" and late[-1:] == [f"question:{self.talk.question}"]
        if late and late[-1].startswith("question:") and self.consented and not resumes:
            shown = len(self.told) if f"question:{asked}" == late[-1] else -1
            self._count(late[-1].removeprefix("question:"), SHORT[text], shown)
        self._send(IncomingMessage(str(uuid4()), text=text, after=self.told[at].id))
        return None

    def send_again(self, which: int) -> None:
        """The same message once more: the same replies, and nothing changes."""
        heard, reply = self.sent[which % len(self.sent)]
        before = self.talk.looks()
        again = self.house.conversations.say(self.talk.id, heard)
        assert [m.id for m in again.messages] == [m.id for m in reply.messages]
        assert again.screening == before.screening
        assert self.talk.looks().messages == before.messages

    def send_other_content(self, which: int) -> None:
        """The same id with another text is refused."""
        heard, _ = self.sent[which % len(self.sent)]
        self._refused(IncomingMessage(heard.id, text="something else"), OtherContent)

    def press_what_was_never_offered(self) -> None:
        self._refused(IncomingMessage(str(uuid4()), choice="pregnancy:no:99999"), NeverOffered)

    def trail(self) -> str:
        """The last messages and what followed."""
        seen = {message.id: number for number, message in enumerate(self.told)}
        lines = [
            f"{sent.text or sent.choice} {f'(saw {seen[sent.after]})' if sent.after else ''}"
            f" -> {[(seen[m.id], m.topic) for m in reply.messages]}"
            for sent, reply in self.sent[-15:]
        ]
        return "\n".join([*lines, f"{self.oracle}", f"{dict(self.talk.answers)}"])

    def check(self) -> None:
        """What must hold after every step."""
        try:
            self._check()
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.trail()}") from None

    def _check(self) -> None:
        history, view = self.talk.looks(), self.talk.screening
        now = self.house.clock()
        assert not links_of(history) or self.oracle.may_link(now), "a link that is not due"
        for question, answer in history.screening.answers.items():
            assert answer != "no" or question in self.oracle.no, f"a no to {question} that was not said"
            assert answer == "yes" or question not in self.oracle.yes, f"the yes to {question} is lost"
        assert self.oracle.yes <= set(history.screening.answers), "a yes is lost"
        assert (view.outcome is None) == (view.state != "finished")
        assert (view.outcome == "urgent") == self.oracle.danger == bool(view.red_flags)
        assert view.question is None or view.state in ("asking", "paused")
        assert view == history.screening
        assert [(m.id, m.text, m.topic, m.choices) for m in history.messages] == [
            (m.id, m.text, m.topic, m.choices) for m in self._everything(history)
        ]

    def _count(self, question: str, answer: str | None, shown: int) -> None:
        if self.oracle.danger:
            return
        if answer == "perhaps" and question in self.oracle.yes:
            return
        if answer in (None, "perhaps"):
            self.oracle.ask_again(question, len(self.told))
        else:
            self.oracle.answered(question, answer, shown=shown, now=len(self.told))

    def _counts_for_nothing(self, text: str) -> bool:
        """What tells of the one who types, when it is for another; what changes an answer not given yet."""
        if self.for_another and text in OF_ONESELF:
            return True
        return text == "change answer 1 to yes" and self.asked == HEART

    def _settles(self, side: str, yes: bool) -> bool:
        """A yes or no to a side question. True when it erases everything."""
        if side == "whose" and not yes and not self.oracle.danger:
            self.oracle.started_over()
        return side == "erase" and yes

    def _send(self, heard: IncomingMessage) -> None:
        asked, reply = self.asked, self.talk._hear(heard)
        self.sent.append((heard, reply))
        self.told.extend(reply.messages)
        if asked is not None and asked == self.oracle.again and self.asked not in (None, asked):
            self.oracle.went_on()
        assert reply.messages, "a turn without a message"
        assert "technical_problem" not in self.talk.topics, f"a fault\n{self.trail()}"
        if any((message.topic or "").startswith("outcome:") for message in reply.messages):
            self.oracle.told_at = self.house.clock()
        due = self.oracle.may_link(self.house.clock())
        assert not links_of(reply) or due, f"a link that was not due\n{self.trail()}"

    def _erase(self, heard: IncomingMessage) -> None:
        reply = self.house.conversations.say(self.talk.id, heard)
        assert [message.topic for message in reply.messages] == ["my_data"]
        assert (reply.screening.state, dict(reply.screening.answers)) == ("not_started", {})
        self._refused(heard, UnknownConversation)
        self.begin()

    def _refused(self, heard: IncomingMessage, error: type[Exception]) -> None:
        before = None if error is UnknownConversation else self.talk.looks()
        try:
            self.house.conversations.say(self.talk.id, heard)
        except error:
            assert before is None or self.talk.looks() == before, "an error changed the conversation"
        else:
            raise AssertionError(f"not refused: {error.__name__}")

    def _everything(self, history: Reply) -> list[MessageView]:
        """The greeting, and after it each visitor's message with its replies."""
        messages = [self.told[0]]
        heard = {m.id: m for m in history.messages if m.sender == "visitor"}
        for sent, reply in self.sent:
            messages += [heard[sent.id], *reply.messages]
        return messages
