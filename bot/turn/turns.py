"""The turn: one message in, one record out, stored in one transaction. Every channel's messages go this way.

Read it downwards, as a message goes: `say` takes the conversation, `_record` decides what the message
comes to (`_interpret`, then `_respond`), and the store writes the record.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.content.knowledge import Knowledge
from bot.dialogue.port import Dialogue
from bot.domain.errors import THEIRS, UnknownConversation
from bot.domain.interpretation import Interpretation
from bot.domain.messages import Begun, IncomingMessage, Reply
from bot.domain.screening import NewerForm, Screening
from bot.domain.turn_record import ReportedFlag, TurnRecord
from bot.language.context.in_context import Setting, in_context
from bot.language.context.noted import NotedReader
from bot.language.context.unheard import own_words
from bot.language.lexicon.lexicon import Lexicon
from bot.language.text.slash import looks_like_a_command
from bot.language.topics.near import NearReader, with_near
from bot.screening import doubting
from bot.screening.choices import pressed, remember_press, taken_title, title_of, typed
from bot.screening.commands import Command, to_json
from bot.screening.interruptions import answers_at_once, settled_first, was_heard
from bot.screening.saying import Saying, Utterance
from bot.settings import Settings
from bot.store.conversations.models import Message
from bot.store.conversations.store import Store
from bot.store.conversations.unit_of_work import UnitOfWork
from bot.store.database.errors import Unavailable
from bot.turn.limits import check_room, expired
from bot.turn.outcome import outdated
from bot.turn.record import Response, carried_out, carry_out, record_of
from bot.turn.shown import question_seen
from bot.turn.views import MessageViews, news_of, screening_view

QUIET = timedelta(minutes=10)
"""A red flag that is reported again within this time was told already."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Arrival:
    """A message as it arrived, where the screening stood then, and the question that its writer had seen.

    `alerts` are those of its red flags that the clinic is to be told.
    """

    message: IncomingMessage
    text: str
    red_flags: tuple[str, ...]
    alerts: tuple[str, ...]
    screening: Screening
    shown: str | None
    at: datetime


class Turns:
    """Takes the turns of all conversations. Blocking; safe to use from several threads.

    `address` gives the link of a booking reference.
    """

    def __init__(
        self,
        store: Store,
        dialogue: Dialogue,
        knowledge: Knowledge,
        settings: Settings,
        address: Callable[[str], str],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._dialogue, self._knowledge = store, dialogue, knowledge
        self._address, self._now = address, now
        lexicon = Lexicon(knowledge)
        self._wishes = lexicon.wishes
        self._own_words = own_words(knowledge.checklist.questions, knowledge.lay_words)
        self._days, self._tells_clinic = settings.conversation_days, settings.alert_url is not None
        self._near = NearReader(knowledge.near_conditions)
        self._noted = NotedReader(knowledge.near_conditions, lexicon.people)
        # On SQLite there is one process, and its edge has counted the turns of a minute already.
        self._rate_limit = 0 if store.dialect == "sqlite" else settings.rate_limit

    def begin(self, channel: str, locale: str) -> Begun:
        """Open a conversation with the greeting. Raises Unavailable."""
        at, nothing = self._now(), Screening(locale=locale)
        response = carry_out([Command("tell", topic="greeting")], nothing, self._knowledge)
        record = record_of(response, nothing, self._knowledge, "greeting", at)
        conversation = self._store.begin(channel, locale, record)
        return Begun(conversation, self._reply(record))

    def say(self, conversation: str, message: IncomingMessage, red_flags: tuple[str, ...]) -> Reply:
        """Take one turn. The same message again gives the stored replies.

        `red_flags` are those that the text of the message reports. A turn that fails is taken again, only to
        be stored and told: nothing of it is left. Raises what is wrong with the message (`THEIRS`),
        Unavailable, Refused, NewerForm and TimeoutError; then nothing is stored.
        """
        try:
            with self._store.work(conversation) as work:
                return self._take(work, message, red_flags, None)
        except (*THEIRS, Unavailable, NewerForm, TimeoutError):
            raise
        except Exception as fault:  # noqa: BLE001  # whatever fails, the person is told and nothing changed
            log.error("a turn failed: %s", _place(fault), extra={"conversation": conversation})
            with self._store.work(conversation) as work:
                return self._take(work, message, red_flags, fault)

    def report(self, conversation: str, text: str, red_flags: tuple[str, ...]) -> None:
        """Record the red flags of a message that was refused: they count all the same (contract, rule 5).

        What is known already is not recorded again. Raises UnknownConversation and what the store raises.
        """
        with self._store.work(conversation) as work:
            at = self._now()
            new = tuple(flag for flag in red_flags if flag not in work.screening.red_flags)
            if new and not expired(work.conversation, self._days, at):
                work.write(self._urgent(work.screening, text, new, self._alerts(work, new, at), at))

    def _take(
        self, work: UnitOfWork, message: IncomingMessage, red_flags: tuple[str, ...], fault: Exception | None
    ) -> Reply:
        at = self._now()
        if expired(work.conversation, self._days, at):
            raise UnknownConversation(work.conversation.id)
        replies = work.replied_before(message)
        if replies is not None:
            return self._stored_reply(work, replies, at)
        check_room(work, self._rate_limit, at)
        arrival = self._arrival(work, message, red_flags, at)
        record = self._record(arrival, fault)
        work.write(record)
        was = screening_view(arrival.screening, self._knowledge)
        reply = self._reply(record)
        return replace(reply, news=news_of(record, was, reply.screening))

    def _arrival(
        self, work: UnitOfWork, message: IncomingMessage, red_flags: tuple[str, ...], at: datetime
    ) -> _Arrival:
        met = work.met_by(message)
        text = message.text or ""
        if message.choice is not None:
            text = taken_title(message.choice, work.screening, self._knowledge, offered=met.offered)
        shown = question_seen(message, met, work.screening)
        alerts = self._alerts(work, red_flags, at)
        return _Arrival(message, text, red_flags, alerts, work.screening, shown, at)

    def _alerts(self, work: UnitOfWork, red_flags: tuple[str, ...], at: datetime) -> tuple[str, ...]:
        """Each red flag of a conversation is told once, unless it is reported again much later."""
        if not self._tells_clinic:
            return ()
        known = set(red_flags).intersection(work.screening.red_flags)
        told = known & work.flags_reported_since(at - QUIET) if known else known
        return tuple(flag for flag in red_flags if flag not in told)

    def _record(self, arrival: _Arrival, fault: Exception | None) -> TurnRecord:
        """What the message comes to. A red flag comes before everything else (contract, rule 5)."""
        if arrival.red_flags:
            record = self._urgent(
                arrival.screening, arrival.text, arrival.red_flags, arrival.alerts, arrival.at
            )
        elif fault is not None:
            record = self._failed(arrival, fault)
        else:
            record = self._answered(arrival)
        return replace(record, heard=arrival.message, heard_text=arrival.text)

    def _urgent(
        self,
        before: Screening,
        text: str,
        red_flags: tuple[str, ...],
        alerts: tuple[str, ...],
        at: datetime,
    ) -> TurnRecord:
        screening, sayings = doubting.report(before, red_flags, self._knowledge)
        response = Response(screening, tuple(Utterance(saying) for saying in sayings))
        record = record_of(response, before, self._knowledge, "red flag", at)
        reported = tuple(ReportedFlag(flag, text) for flag in red_flags)
        return replace(record, red_flags=reported, alerts=alerts)

    def _failed(self, arrival: _Arrival, fault: Exception) -> TurnRecord:
        """The message is kept, the screening unchanged, and the person is told. Never what they wrote."""
        problem = Utterance(Saying("technical_problem", "technical_problem"))
        response = Response(arrival.screening, (problem,))
        record = record_of(response, arrival.screening, self._knowledge, "fault", arrival.at)
        return replace(record, fault=type(fault).__name__)

    def _answered(self, arrival: _Arrival) -> TurnRecord:
        meant = with_near(self._interpret(arrival, arrival.screening), self._near)
        meant = self._noted.noted(meant, arrival.screening.subject)
        chosen = self._choose(meant, arrival.screening)
        response = carry_out(chosen, arrival.screening, self._knowledge)
        if arrival.message.choice is not None:
            response = replace(response, screening=remember_press(arrival.message.choice, response.screening))
        cause, reported = _cause(arrival.message, meant), _reported(chosen)
        record = record_of(response, arrival.screening, self._knowledge, cause, arrival.at)
        return replace(
            record,
            interpretation=meant,
            commands=tuple(to_json(command) for command in chosen),
            red_flags=reported,
            alerts=tuple(flag.flag for flag in reported) if self._tells_clinic else (),
            erases=any(command.name == "erase" for command in chosen),
        )

    def _interpret(self, arrival: _Arrival, screening: Screening) -> Interpretation:
        choice = arrival.message.choice
        if choice is not None:
            return pressed(choice, title_of(choice, screening, self._knowledge), screening)
        if looks_like_a_command(arrival.text):
            return Interpretation(text="", intent="not_understood", topics=("slash",))
        titled = typed(arrival.text, screening, self._knowledge) if arrival.shown is None else None
        if titled is not None:
            return pressed(titled, arrival.text, screening)
        meant = self._dialogue.understand(arrival.text, screening)
        clinic, checklist = self._knowledge.clinic, self._knowledge.checklist
        today = arrival.at.date()
        setting = Setting(
            screening, checklist, clinic.minimum_age, today, self._wishes, arrival.shown, self._own_words
        )
        return in_context(meant, setting)

    def _choose(self, meant: Interpretation, screening: Screening) -> tuple[Command, ...]:
        """The commands for a message: what comes before the dialogue, what it chooses, and what is
        unheard."""
        chosen = answers_at_once(meant, screening)
        if chosen:
            return chosen
        first, meant = settled_first(meant, screening)
        erasing = "erase" in (meant.intent, screening.waiting_for)
        if outdated(screening, self._knowledge) and not (screening.red_flags or erasing):
            return (*first, *_questions_changed(meant))
        chosen = self._dialogue.respond(carried_out(first, screening, self._knowledge), meant)
        if meant.noted:
            first = (*first, Command("note", said=meant.text))
        elif not was_heard(meant, chosen, screening):
            first = (*first, Command("leave_unheard", said=meant.text))
        after = carried_out((*first, *chosen), screening, self._knowledge)
        must_be_put = doubting.must_be_put(after, self._knowledge.checklist)
        puts = (Command("conclude"),) if after.state == "finished" and must_be_put else ()
        return (*first, *chosen, *puts)

    def _reply(self, record: TurnRecord) -> Reply:
        views = MessageViews(self._knowledge, record.screening, self._address, record.at)
        return Reply(views.of_record(record), screening_view(record.screening, self._knowledge))

    def _stored_reply(self, work: UnitOfWork, replies: Sequence[Message], at: datetime) -> Reply:
        views = MessageViews(self._knowledge, work.screening, self._address, at)
        messages = views.of_stored(replies, work.booking)
        return Reply(messages, screening_view(work.screening, self._knowledge))


def _questions_changed(meant: Interpretation) -> tuple[Command, ...]:
    """The clinic's questions have changed: they are asked anew, and this message answers none of them.

    What is no question's counts all the same: an age, and what unheard words say about health.
    """
    anew = (Command("start_over", topic="new_checklist"), Command("ask"))
    if meant.intent == "under_age":
        return (Command("under_age", said=meant.text),)
    if meant.intent == "settle_doubt" and "health" in meant.topics:
        return (Command("settle_doubt", topic="health", number=meant.number), *anew)
    if meant.noted:
        return (Command("note", said=meant.text), *anew)
    says_something = not meant.choice and meant.text and (meant.doubtful or meant.mentions)
    return (Command("leave_unheard", said=meant.text), *anew) if says_something else anew


def _reported(chosen: Iterable[Command]) -> tuple[ReportedFlag, ...]:
    return tuple(
        ReportedFlag(command.topic, command.said)
        for command in chosen
        if command.name == "report_emergency" and command.topic is not None
    )


def _cause(message: IncomingMessage, meant: Interpretation) -> str:
    return "choice" if message.choice is not None else f"typed: {meant.intent}"


def _place(fault: BaseException) -> str:
    """The kind of fault and where it arose: never its words, which may quote a person."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"
    return f"{type(fault).__name__} at {where}"
