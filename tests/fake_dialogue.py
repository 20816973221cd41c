"""A dialogue without Rasa: the contract's section 3 as plain code, for fast tests of what is around it.

It understands a fixed list of phrases and chooses commands by rules of its own. It shares the commands
(`bot.screening.commands`) with the assistant, but none of the actions, stories and readings that choose them.
"""

from __future__ import annotations

from typing import Any

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Correction, Intent, Interpretation, Mention, Status
from bot.domain.names import Answer
from bot.domain.screening import Screening, next_question
from bot.screening.commands import Command, make

SHORT: dict[str, Answer] = {"affirm": "yes", "deny": "no", "unsure": "unsure", "decline": "declined"}
SAYING: dict[str, Answer] = {"present": "yes", "denied": "no", "uncertain": "unsure"}
ASIDES = frozenset(
    {"topic", "why", "repeat", "rephrase", "wait", "know_me", "bypass", "medical", "out_of_scope"}
)


def about(question: str, status: Status = "present") -> dict[str, Any]:
    """A phrase that mentions the condition of a question."""
    mention = Mention(
        question, "it", 0, 2, status, "example", person=None if status != "other_person" else "her"
    )
    return {"intent": "tell", "mentions": (mention,)}


def asked_about(question: str) -> dict[str, Any]:
    """A phrase taken for a question about a condition, though it tells of it."""
    return {**about(question), "intent": "topic", "topics": (f"condition:{question}",)}


def all_of(*told: dict[str, Any]) -> dict[str, Any]:
    """A phrase with several facts."""
    return {"intent": "tell", "mentions": tuple(mention for one in told for mention in one["mentions"])}


PHRASES: dict[str, dict[str, Any]] = {
    "yes": {"intent": "affirm"},
    "no": {"intent": "deny"},
    "no to everything": {"intent": "deny"},
    "not sure": {"intent": "unsure"},
    "I would rather not say": {"intent": "decline"},
    "Yes": {"intent": "affirm"},
    "No": {"intent": "deny"},
    "Not sure": {"intent": "unsure"},
    "Rather not say": {"intent": "decline"},
    "Why do you ask?": {"intent": "why"},
    "go back please": {"intent": "go_back"},
    "previous question": {"intent": "go_back"},
    "can we start the safety check?": {"intent": "start_check"},
    "start over": {"intent": "start_over"},
    "stop": {"intent": "stop"},
    "continue": {"intent": "resume"},
    "wait": {"intent": "wait"},
    "why do you ask?": {"intent": "why"},
    "repeat that please": {"intent": "repeat"},
    "say it in other words": {"intent": "rephrase"},
    "what are the risks?": {"intent": "topic", "topics": ("risks_overview",)},
    "I have glaucoma": about("eye_condition"),
    "I am on a blood thinner": about("blood_thinners"),
    "I take warfarin every day": {**about("blood_thinners"), "confidence": 0.5},
    "wait. I have osteoporosis and I have glaucoma": all_of(about("osteoporosis"), about("eye_condition")),
    "I have a slipped disc but I do not have osteoporosis": all_of(
        about("herniated_disc"), about("osteoporosis", "denied")
    ),
    "ok no, I am not pregnant": about("pregnancy", "denied"),
    "something is a bit odd around my heart today": {
        "intent": "not_understood",
        "possible_flags": ("cardiac",),
    },
    "half of my face is a bit strange today": {"intent": "not_understood", "possible_flags": ("stroke",)},
    "I do not have osteoporosis": about("osteoporosis", "denied"),
    "my mother has glaucoma": about("eye_condition", "other_person"),
    "change answer 3": {"intent": "correct"},
    "answer 2 is wrong": {"intent": "correct"},
    "change the answer about blood pressure or heart": {"intent": "correct"},
    "change my answer about osteoporosis": {"intent": "correct"},
    "change answer 3 to no": {"intent": "correct"},
    "change answer 1 to yes": {"intent": "correct"},
    "I have glaucoma, does that matter?": asked_about("eye_condition"),
    "I forgot, I am on a blood thinner, is it ok?": asked_about("blood_thinners"),
    "what do you know about me?": {"intent": "know_me"},
    "delete my data": {"intent": "erase"},
    "just give me the booking link": {"intent": "bypass"},
    "this is for my mother": {"intent": "proxy", "subject": "your mother"},
    "which painkiller should I take?": {"intent": "medical"},
    "who won the cricket match?": {"intent": "out_of_scope"},
    "thank you": {"intent": "topic", "topics": ("thanks",)},
    "qwrt zxcv plk": {"intent": "not_understood"},
    "my hands feel odd today": {"intent": "tell", "possible_flags": ("spinal_cord",)},
    "and my eye feels heavy a bit": {"intent": "tell", "possible_flags": ("stroke",)},
    "back": {"intent": "go_back"},
}


class FakeDialogue:
    """A `Dialogue` by plain rules."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def understand(self, text: str, screening: Screening) -> Interpretation:
        meant = PHRASES.get(text, {"intent": "not_understood"})
        return Interpretation(text=text, **meant)

    def respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        return Chooser(self._knowledge, screening, interpretation).choose()

    def check(self) -> None:
        return


class Chooser:
    """The commands for one message."""

    def __init__(self, knowledge: Knowledge, screening: Screening, heard: Interpretation) -> None:
        self._knowledge, self._screening, self._heard = knowledge, screening, heard
        self._moves: list[Command] = []
        self._said = False

    def choose(self) -> tuple[Command, ...]:
        phase, intent = self._screening.phase, self._heard.intent
        if intent in ("know_me", "erase") or (
            intent in ASIDES and intent not in ("repeat", "rephrase", "wait")
        ):
            self._aside(intent)
        elif phase == "urgent":
            self._make("still_urgent")
        elif intent == "under_age":
            self._make("under_age", said=self._heard.text)
        elif intent == "settle_doubt":
            self._settle_doubt(self._heard.topics[0], self._heard.number)
        elif intent in ("how_many", "too_long", "language"):
            self._aside_of_the_check(intent)
        elif phase in ("erase", "whose"):
            self._side_question(phase, intent)
        else:
            getattr(self, f"_in_{phase}")(intent)
        if not self._said:
            self._say_where_we_are()
        return tuple(self._moves)

    def _make(self, name: str, **fields: Any) -> None:
        command = Command(name, **fields)
        self._screening, sayings = make(command, self._screening, self._knowledge)
        self._moves.append(command)
        self._said = self._said or any(saying.topic for saying in sayings)

    def _go_on(self) -> None:
        if self._screening.phase != "asking":
            return
        due = next_question(self._screening, self._knowledge.checklist.ids)
        self._make("ask" if due else "conclude")

    def _say_where_we_are(self) -> None:
        phase = self._screening.phase
        if phase == "consent":
            self._make("request_consent", topic="again")
        elif phase == "paused":
            self._make("pause")
        elif phase == "finished":
            self._make("conclude", topic="again")
        elif phase == "doubt":
            self._make("repeat_doubt")
        elif phase == "whose":
            self._make("proxy", subject=self._screening.candidate)
        elif phase == "erase":
            self._make("erase_ask")
        elif phase == "not_started":
            self._make("say", topic="not_understood")
        self._go_on()

    def _aside(self, intent: Intent) -> None:
        if intent == "topic":
            for topic in self._heard.topics:
                self._make("tell", topic=topic)
        elif intent == "why":
            self._why()
        elif intent in ("know_me", "erase"):
            self._make("know" if intent == "know_me" else "erase_ask")
        elif intent == "out_of_scope":
            self._make("tell", topic="out_of_scope")
        else:
            self._make("say", topic=intent)
        self._put_back()

    def _aside_of_the_check(self, intent: Intent) -> None:
        if intent == "language":
            self._make("tell", topic="language")
        elif self._screening.phase == "asking":
            self._make("how_many", topic=intent)
        self._put_back()

    def _settle_doubt(self, topic: str, number: int | None) -> None:
        self._make("settle_doubt", topic=topic, number=number)
        if self._screening.phase == "finished":
            self._make("conclude")
        self._go_on()

    def _in_doubt(self, intent: Intent) -> None:  # noqa: C901  (a case for each wish)
        before = self._screening.answers
        if intent in SHORT:
            self._settle_doubt("none" if intent == "deny" else "health", None)
            return
        if intent == "stop":
            self._make("pause")
            return
        if intent == "start_over":
            self._make("start_over")
        elif intent == "go_back":
            self._make("back")
        elif intent == "correct":
            self._correct()
        elif intent == "proxy":
            self._make("proxy", subject=self._heard.subject)
        elif intent in ("start_check", "resume", "repeat", "rephrase", "wait"):
            self._make("repeat_doubt")
        elif not self._told():
            self._make("unclear_doubt")
        if self._screening.phase == "doubt" and self._screening.answers == before:
            if not self._said:
                self._make("repeat_doubt")
            return
        self._go_on()

    def _why(self) -> None:
        asked = next((topic.partition(":")[2] for topic in self._heard.topics), self._screening.question)
        if asked:
            self._make("why", question=asked)
        else:
            self._make("tell", topic="consult_first")

    def _put_back(self) -> None:
        """Whatever waits for a reply follows the aside."""
        phase = self._screening.phase
        if phase == "consent":
            self._make("request_consent", topic="again")
        elif phase == "whose":
            self._make("proxy", subject=self._screening.candidate)
        elif phase == "erase" and not any(command.name == "erase_ask" for command in self._moves):
            self._make("erase_ask")
        elif phase == "doubt":
            self._make("repeat_doubt")
        self._go_on()

    def _side_question(self, phase: str, intent: Intent) -> None:
        if phase == "erase" and intent == "affirm":
            self._make("erase")
        elif phase == "erase":
            self._make("erase_keep")
            if self._screening.red_flags:
                self._make("still_urgent")
            elif self._screening.phase == "whose":
                self._still_whose(intent)
            elif self._screening.phase == "doubt" and intent in SHORT:
                self._make("repeat_doubt")
            elif intent not in SHORT:
                getattr(self, f"_in_{self._screening.phase}")(intent)
            else:
                self._go_on()
        elif intent in ("affirm", "deny"):
            self._make("whose", answer=SHORT[intent])
            self._go_on()
        else:
            self._still_whose(intent)

    def _still_whose(self, intent: Intent) -> None:
        if intent == "correct":
            self._correct()
        if intent not in SHORT:
            self._told()
        self._make("proxy", subject=self._screening.candidate)

    def _in_not_started(self, intent: Intent) -> None:
        if intent == "tell":
            self._remember()
            if not self._said:
                self._make("say", topic="not_understood")
        elif intent in ("start_check", "affirm", "start_over", "proxy"):
            if intent == "proxy":
                self._make("proxy", subject=self._heard.subject)
            self._make("request_consent")
        else:
            self._make("say", topic="not_understood")

    def _in_consent(self, intent: Intent) -> None:
        if intent == "affirm":
            self._make("agree")
            self._go_on()
        elif intent in ("deny", "decline"):
            self._make("refuse")
        elif intent == "stop":
            self._make("pause")
        else:
            self._remember()
            if intent == "proxy":
                self._make("proxy", subject=self._heard.subject)
            self._make("request_consent", topic="again")

    def _in_asking(self, intent: Intent) -> None:
        if intent == "stop":
            self._make("pause")
            return
        if intent == "start_over":
            self._make("start_over")
        elif intent == "go_back":
            self._make("back")
        elif intent == "correct":
            self._correct()
        elif intent == "proxy":
            self._make("proxy", subject=self._heard.subject)
        elif intent in SHORT:
            self._record(self._screening.question, SHORT[intent])
        elif not self._told() and intent not in ASIDES | {"resume", "start_check"}:
            self._make("unclear")
        self._go_on()

    def _in_paused(self, intent: Intent) -> None:
        if intent in ("resume", "start_check", *SHORT):
            self._make("resume")
        elif intent == "start_over":
            self._make("start_over")
        elif intent in ("correct", "go_back"):
            self._make("resume")
            if intent == "go_back":
                self._make("back")
            else:
                self._correct()
        elif intent == "proxy":
            self._make("proxy", subject=self._heard.subject)
        elif not self._told():
            self._make("pause")
        self._go_on()

    def _in_finished(self, intent: Intent) -> None:
        before = self._screening.answers
        if intent == "start_over":
            self._make("start_over")
        elif intent == "correct":
            self._correct()
        elif intent == "proxy":
            self._make("proxy", subject=self._heard.subject)
        elif intent == "go_back":
            self._make("back")
        elif intent in ("start_check", "resume", "repeat", "rephrase", "wait"):
            self._make("conclude", topic="again")
        elif not self._told():
            self._make("say", topic="not_understood")
        if self._screening.phase == "finished" and self._screening.answers != before:
            self._make("conclude")
        self._go_on()

    def _remember(self) -> None:
        for mention in self._heard.mentions:
            if mention.status == "present":
                self._make("tell", topic=f"condition:{mention.question}")
                self._make("remember", question=mention.question, said=self._heard.text)

    def _told(self) -> bool:
        """Record what is told about the person to be treated; False when it is nothing."""
        if self._screening.subject:
            return False
        told = {
            mention.question: SAYING[mention.status]
            for mention in self._heard.mentions
            if mention.status in SAYING
        }
        if self._screening.phase == "whose":
            told = {question: answer for question, answer in told.items() if answer != "no"}
        for question, answer in told.items():
            if self._heard.confidence < 1 and question not in self._screening.answers:
                self._make("remember", question=question, said=self._heard.text)
            elif self._heard.confidence < 1:
                if self._screening.answers[question] != answer:
                    self._make("correct", question=question)
            elif question in self._screening.answers:
                self._make("correct", question=question, answer=answer, said=self._heard.text)
            else:
                self._record(question, answer)
        return bool(told)

    def _correct(self) -> None:
        wanted = self._heard.correction or Correction(None)
        if wanted.question is None:
            self._make("which")
        else:
            self._make("correct", question=wanted.question, answer=wanted.answer, said=self._heard.text)

    def _record(self, question: str | None, answer: Answer) -> None:
        self._make("record", question=question, answer=answer, said=self._heard.text)
