"""A person who does anything at any time, watched by the oracle after every step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from bot.domain.errors import NeverOffered, OtherContent, UnknownConversation
from bot.domain.messages import IncomingMessage, MessageView, Reply
from tests.conversation import links_of
from tests.conversations.oracle import QUESTIONS
from tests.conversations.phrases import (
    AGES,
    ANSWERS,
    ASKED_AGAIN,
    BACK,
    CHANGED,
    DANGER,
    DANGER_FLAG,
    FOR_MOTHER,
    HEART,
    LIKELY,
    NOTED,
    OF_ONESELF,
    SHORT,
    START_OVER,
    TOLD_IN_A_QUESTION,
    UNHEARD,
)
from tests.conversations.watched import Watched

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Moment:
    """How things stood when something was sent."""

    shown: int
    """The number of messages shown."""
    asked: str | None
    answer: str | None
    """What was answered to the asked question."""
    answers: dict[str, str]
    outdated: bool
    consented: bool


class Walk(Watched):
    """One conversation, and all that can be done in it."""

    # ---- pressing ----

    def press(self, at: int, value: str) -> None:
        """Press a button of message number `at`."""
        about, counts = value.partition(":")[0], value
        if about in QUESTIONS and self.consented:
            if self.pressed.get(about) == value:
                counts = f"{about}:again"  # pressed twice it counts once
            self.pressed[about] = value
        self._choose(at, counts, IncomingMessage(str(uuid4()), choice=value))

    def types_a_title(self, which: int) -> None:
        """Type what one of the newest buttons says: it is that choice."""
        if self.newest:
            value, title = sorted(self.newest.items())[which % len(self.newest)]
            self._choose(len(self.told) - 1, value, IncomingMessage(str(uuid4()), text=title))

    def press_change(self, question: str) -> None:
        """`change:<question>` is always taken where an answer is stored, and changes nothing yet."""
        heard = IncomingMessage(str(uuid4()), choice=f"change:{question}")
        if question not in self.talk.looks().screening.answers:
            self._refused(heard, NeverOffered)
            return
        before = self._send(heard, counts=((question, None),))
        if not self.oracle.danger and not before.outdated:
            assert (self.talk.state, self.talk.question) == ("asking", question), "it is not asked again"
            assert self.talk.answers == before.answers, "a wish to change changed something"

    def press_language(self, code: str) -> None:
        """`language:<code>` is always taken, and says something about no answer."""
        before = self._send(IncomingMessage(str(uuid4()), choice=f"language:{code}"))
        assert before.outdated or self.talk.answers == before.answers

    def press_what_was_never_offered(self) -> None:
        for value in ("pregnancy:no:99999", "doubt:none:99999", "emergency:no:99999", "language:xx"):
            self._refused(IncomingMessage(str(uuid4()), choice=value), NeverOffered)

    def _choose(self, at: int, value: str, heard: IncomingMessage) -> None:
        about, _, rest = value.partition(":")
        what = rest.partition(":")[0]
        now = heard.choice in self.newest or heard.choice is None
        if about in QUESTIONS and what in ANSWERS:
            late = what == "no" and at < self.oracle.renewed_at  # a no to a question of an older checklist
            self._send(heard, counts=() if late else ((about, what),), shown=at)
        elif about == "erase" and what == "yes" and now:
            self._erase(heard)
        elif about == "consent":
            self._consents(what, heard, now)
        elif about == "whose" and what == "no" and now and not self.oracle.danger:
            self.oracle.started_over()
            self._send(heard)
        elif about == "doubt":
            self._answers_doubt(at, heard, health=what == "health")
        elif about == "emergency":
            self._answers_check(at, heard, happening=what == "yes")
        elif value == "start_over":
            self._starts_over(heard)
        else:
            self._send(heard)

    # ---- typing ----

    def types(self, text: str, **how: object) -> None:
        """Type one of the phrases."""
        heard = IncomingMessage(str(uuid4()), text=text, **how)  # type: ignore[arg-type]
        if text in SHORT:
            self._answers_shortly(SHORT[text], heard)
        elif text in AGES:
            self._tells_age(heard)
        elif text == START_OVER:
            self._starts_over(heard)
        elif text in ASKED_AGAIN or text in BACK:
            self._asks_back(text, heard)
        elif text in NOTED:
            before = self._send(heard)
            if not self.for_another:
                self.oracle.noted(text, before.shown)
        elif text in TOLD_IN_A_QUESTION:
            self._tells_in_a_question(text, heard)
        elif text in UNHEARD or text in LIKELY:
            self._send(heard, leaves=text)
        else:
            self._tells(text, heard)

    def types_at_once(self, text: str, times: int, last: str) -> None:
        """A short answer so many times and then something else, all sent before any reply was seen."""
        if self.side_question == "erase":
            return
        arrived, stood = self.house.clock(), len(self.told) - 1
        self.types(text, arrived=arrived)
        for _ in range(times - 1):
            self._answers_late(stood, text, IncomingMessage(str(uuid4()), text=text, arrived=arrived))
        self.types(last, arrived=arrived)

    def types_late(self, which: int, text: str) -> None:
        """Type one of SHORT, having seen nothing newer than some earlier message of the bot."""
        at = which % len(self.told)
        if at == len(self.told) - 1 or self.side_question in ("whose", "consent"):
            return self.types(text)
        self._answers_late(at, text, IncomingMessage(str(uuid4()), text=text, after=self.told[at].id))
        return None

    def report_danger(self) -> None:
        self._send(IncomingMessage(str(uuid4()), text=DANGER), danger=True)
        self._is_urgent()

    def sends_what_is_refused(self, text: str) -> None:
        """A flag counts whatever becomes of its message; without one nothing changes."""
        before = self.talk.looks()
        self.talk.conversations.report(self.talk.id, text + " and so on" * 200)
        self.talk.reply = self.talk.looks()
        if text == DANGER:
            if self.oracle.open_check and self.oracle.open_check.flag != DANGER_FLAG:
                self.oracle.check_passed_over(len(self.told))
            self.oracle.danger, self.oracle.open_check = True, None
            new = self.talk.reply.messages[len(before.messages) :]
            self.told.extend(new)
            self.story.extend(new)
            self._is_urgent()
        else:
            assert self.talk.reply == before, "a refused message changed something"

    def _answers_shortly(self, answer: str, heard: IncomingMessage) -> None:
        side, at = self.side_question, len(self.told) - 1
        if side == "erase" and answer == "yes":
            self._erase(heard)
        elif side == "consent":
            self._consents(answer, heard, answer == "yes")
        elif side == "whose" and answer == "no" and not self.oracle.danger:
            self.oracle.started_over()
            self._send(heard)
        elif side == "doubt":
            self._answers_doubt(at, heard, health=answer != "no")
        elif side == "emergency" and answer in ("yes", "no"):
            self._answers_check(at, heard, happening=answer == "yes")
        elif side is None and self.asked and self.talk.state == "asking":
            self._send(heard, counts=((self.asked, answer),), shown=at)
        else:
            self._send(heard)

    def _answers_late(self, at: int, text: str, heard: IncomingMessage) -> None:
        """A short answer to what stood under message number `at`."""
        answer = SHORT[text]
        asking = ("question:", "consent", "outcome:", "doubt", "emergency_check:", "erase")
        seen = [(number, _asked_by(message)) for number, message in enumerate(self.told[: at + 1])]
        stood = [each for each in seen if each[1].startswith(asking)]
        number, topic = stood[-1] if stood else (0, "")
        resumes = self.talk.state == "paused" and topic == f"question:{self.talk.question}"
        older = number < self.oracle.renewed_at
        if topic.startswith("question:") and self.consented and not resumes and not older:
            shown = len(self.told) if f"question:{self.asked}" == topic else -1
            self._send(heard, counts=((topic.removeprefix("question:"), answer),), shown=shown)
        elif topic == "doubt" and self._still_put(number):
            self._answers_doubt(number, heard, health=answer != "no")
        elif topic.startswith("emergency_check:") and answer in ("yes", "no") and self._still_put(number):
            self._answers_check(number, heard, happening=answer == "yes")
        else:
            self._send(heard)

    def _still_put(self, number: int) -> bool:
        """Whether the side question of message number `number` is the one that the newest message puts."""
        return {choice.value for choice in self.told[number].choices} == set(self.newest)

    def _consents(self, answer: str, heard: IncomingMessage, now: bool) -> None:
        if answer == "under_age":
            self._tells_age(heard)
            return
        before = self._send(heard)
        if answer == "yes" and now and self.consented and not self.oracle.agreed:
            if self.oracle.version not in ("", self.version):
                self.oracle.renewed_at = before.shown
            self.oracle.agreed, self.oracle.version = True, self.version

    def _answers_doubt(self, at: int, heard: IncomingMessage, *, health: bool) -> None:
        if heard.choice is not None or not self.outdated:  # words answer nothing older; a tap is of its doubt
            self.oracle.doubt_answered(at, health=health, now=len(self.told))
        self._send(heard)

    def _answers_check(self, at: int, heard: IncomingMessage, *, happening: bool) -> None:
        self.oracle.check_answered(at, happening=happening)
        self._send(heard)
        if happening:
            self._is_urgent()

    def _starts_over(self, heard: IncomingMessage) -> None:
        before = self._send(heard)
        if before.consented and not self.talk.answers and not self.oracle.danger:
            self.oracle.started_over()

    def _tells(self, text: str, heard: IncomingMessage) -> None:
        facts = self._facts(text)
        before = self._send(heard, counts=facts)
        self.for_another = self.for_another or text == FOR_MOTHER
        self.dropped |= {text} if before.outdated and facts else set()
        told = [question for question, answer in facts if answer != "no" and text in OF_ONESELF]
        if before.outdated and any(self.talk.answers.get(question) != "yes" for question in told):
            self.oracle.leave_unheard(text, before.shown)  # it answers nothing, and is not lost

    def _tells_in_a_question(self, text: str, heard: IncomingMessage) -> None:
        """Whatever it is taken for, a stored No does not stand beside it untouched."""
        question = TOLD_IN_A_QUESTION[text]
        was = self._moment()
        counts = was.consented and not (self.oracle.danger or was.outdated or self.for_another)
        stands = counts and was.answers.get(question) == "no" and was.asked != question
        self._send(heard, leaves=text if stands else None)
        if self.talk.answers.get(question) == "yes" != was.answers.get(question):
            self.oracle.answered(question, "yes", shown=-1, now=len(self.told))
        elif stands and self.asked == question:
            self.oracle.ask_again(question, len(self.told))

    def _asks_back(self, text: str, heard: IncomingMessage) -> None:
        """A wish to change that names no new value, by name, by number or by going back."""
        before = self._send(heard, counts=[(ASKED_AGAIN[text], None)] if text in ASKED_AGAIN else [])
        not_given_yet = text in ASKED_AGAIN and ASKED_AGAIN[text] == before.asked and before.answer is None
        if self.oracle.danger or before.outdated or not_given_yet:
            return
        assert self.talk.answers == before.answers, f"a wish to change changed something\n{self.trail()}"
        if text in BACK and self.asked in before.answers:
            self.oracle.ask_again(self.asked or "", len(self.told) - 1)

    def _tells_age(self, heard: IncomingMessage) -> None:
        self._send(heard, under_age=True)
        if not self.oracle.danger:
            ended = (self.talk.state, self.talk.outcome, self.talk.answers)
            assert ended == ("not_started", None, {}), f"under age, and it goes on\n{self.trail()}"

    def _is_urgent(self) -> None:
        assert (self.talk.state, self.talk.outcome, self.talk.question) == ("finished", "urgent", None)

    # ---- the same again, and what is refused ----

    def send_again(self, which: int) -> None:
        """The same message once more: the same replies, and nothing changes."""
        heard, reply = self.sent[which % len(self.sent)]
        before = self.talk.looks()
        again = self.talk.conversations.say(self.talk.id, heard)
        assert [m.id for m in again.messages] == [m.id for m in reply.messages]
        assert again.screening == before.screening
        assert not links_of(again) or self.oracle.may_link(self.house.clock(), self.version)
        assert self.talk.looks().messages == before.messages

    def send_other_content(self, which: int) -> None:
        """The same id with another text is refused."""
        heard, _ = self.sent[which % len(self.sent)]
        self._refused(IncomingMessage(heard.id, text="something else"), OtherContent)

    def change_the_checklist(self) -> None:
        """The clinic's questions change: from now on another version is asked."""
        self.version = self.versions.after(self.version)
        self.talk.conversations = self.versions.of(self.version)
        self.talk.reply = self.talk.looks()

    # ---- one message ----

    def _facts(self, text: str) -> Facts:
        """What a text says of the person's answers: nothing where it tells of the one who types."""
        if self.for_another and text in OF_ONESELF:
            return ()
        if text == "change answer 1 to yes" and self.asked == HEART:
            return ()  # not given yet
        return {**OF_ONESELF, **CHANGED}.get(text, ())

    def _send(
        self,
        heard: IncomingMessage,
        *,
        counts: Iterable[tuple[str, str | None]] = (),
        shown: int = -1,
        leaves: str | None = None,
        under_age: bool = False,
        danger: bool = False,
    ) -> Moment:
        """Send it; what it `counts` for and `leaves` unheard is told the oracle."""
        counts = tuple(counts)
        before = self._moment()
        self.oracle.danger = self.oracle.danger or danger
        if under_age and self.oracle.danger:
            self.oracle.under_age = True
        elif under_age:
            self.oracle.told_under_age()
        elif before.consented and not before.outdated:
            for question, answer in counts:
                self._count(question, answer, shown)
        reply = self._hear(heard)
        waits = self.oracle.open_check
        reported = danger and waits is not None and waits.flag == DANGER_FLAG
        if reported:
            self.oracle.open_check = None
        elif waits is not None and (leaves or waits.flag not in self._checks_put()):
            self.oracle.check_passed_over(before.shown)
        self._learn(before, reply, leaves)
        return before

    def _hear(self, heard: IncomingMessage) -> Reply:
        reply = self.talk._hear(heard)
        self.sent.append((heard, reply))
        self.story += [heard, *reply.messages]
        self.told.extend(reply.messages)
        assert reply.messages, "a turn without a message"
        assert "technical_problem" not in self.talk.topics, f"a fault\n{self.trail()}"
        return reply

    def _learn(self, before: Moment, reply: Reply, leaves: str | None) -> None:
        """What the replies put, and what is left unheard by now."""
        was_put_anew = before.asked is not None and before.asked == self.oracle.again
        if was_put_anew and self.asked not in (None, before.asked):
            self.oracle.went_on()
        if before.outdated and self.talk.screening.checklist_version == self.version:
            self.oracle.started_over()
            self.oracle.version, self.oracle.renewed_at = self.version, before.shown
        if leaves and not self._was_taken_up(leaves, before) and not self._checks_put():
            self.oracle.leave_unheard(leaves, before.shown)
        for at, message in enumerate(self.told[before.shown :], before.shown):
            topic = message.topic or ""
            if topic == "doubt":
                self.oracle.doubt_put(at)
            elif topic.startswith("emergency_check:"):
                self.oracle.check_put(at, topic.partition(":")[2], leaves or "")
            elif topic.startswith("outcome:"):
                self.oracle.told_at = self.house.clock()
        due = self.oracle.may_link(self.house.clock(), self.version)
        assert not links_of(reply) or due, f"a link that was not due\n{self.trail()}"

    def _moment(self) -> Moment:
        asked, answers = self.asked, self.talk.answers
        answer = answers.get(asked) if asked else None
        return Moment(len(self.told), asked, answer, answers, self.outdated, self.consented)

    def _was_taken_up(self, text: str, before: Moment) -> bool:
        """Whether it was counted as an answer, or asked about."""
        told = TOLD_IN_A_QUESTION.get(text)
        if told is not None:
            return self.talk.answers.get(told) == "yes" or self.asked == told
        return self._was_recorded_as_unsure(before)

    def _was_recorded_as_unsure(self, before: Moment) -> bool:
        now = self.talk.answers.get(before.asked or "")
        return now == "unsure" and before.answer != "unsure"

    def _checks_put(self) -> set[str]:
        """The red flags that the newest reply asks about."""
        topics = (topic or "" for topic in self.talk.topics)
        return {topic.partition(":")[2] for topic in topics if topic.startswith("emergency_check:")}

    def _count(self, question: str, answer: str | None, shown: int) -> None:
        if self.oracle.danger:
            return
        if answer == "perhaps" and question in self.oracle.yes:
            return
        if answer in (None, "perhaps"):
            self.oracle.ask_again(question, len(self.told))
        else:
            self.oracle.answered(question, answer or "", shown=shown, now=len(self.told))

    def _erase(self, heard: IncomingMessage) -> None:
        reply = self.talk.conversations.say(self.talk.id, heard)
        assert [message.topic for message in reply.messages] == ["my_data"]
        assert (reply.screening.state, dict(reply.screening.answers)) == ("not_started", {})
        self._refused(heard, UnknownConversation)
        self.begin()

    def _refused(self, heard: IncomingMessage, error: type[Exception]) -> None:
        before = None if error is UnknownConversation else self.talk.looks()
        try:
            self.talk.conversations.say(self.talk.id, heard)
        except error:
            assert before is None or self.talk.looks() == before, "an error changed the conversation"
        else:
            raise AssertionError(f"not refused: {error.__name__} {heard.choice}\n{self.trail()}")


def _asked_by(message: MessageView) -> str:
    """The topic of a message, or `erase` where it asks whether to."""
    erases = any(choice.value.startswith("erase:") for choice in message.choices)
    return "erase" if erases else message.topic or ""
