"""The turn: one message in, one transaction, the replies out. Every channel goes through here."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.content.knowledge import Knowledge
from bot.dialogue.port import Dialogue
from bot.domain import interpretation as understanding
from bot.domain.errors import THEIRS, NotStored, OtherContent, TooFast, TooManyTurns, UnknownConversation
from bot.domain.interpretation import Interpretation
from bot.domain.messages import Begun, BookingVisit, Emergency, IncomingMessage, Reply
from bot.domain.screening import Screening, from_json
from bot.language.context.in_context import in_context
from bot.language.text.slash import looks_like_a_command
from bot.screening.choices import pressed, remember_press, title_of
from bot.screening.commands import Command, to_json
from bot.screening.saying import Saying, Utterance
from bot.screening.wording import advice
from bot.settings import Settings
from bot.store.conversations.history import Booking
from bot.store.conversations.models import Message, Turn
from bot.store.conversations.store import Store
from bot.store.conversations.unit_of_work import UnitOfWork
from bot.store.database.errors import Refused, Unavailable
from bot.turn.outcome import outdated, still_holds
from bot.turn.reply import Made, make_all, store_reply
from bot.turn.shown import question_seen
from bot.turn.views import MessageViews, news_of, screening_view

MOST_TURNS = 2_000
"""A conversation takes so many turns (contract, section 5)."""

MINUTE = 60.0

log = logging.getLogger(__name__)


class Conversations:
    """Begins conversations and takes their turns. Blocking; safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        dialogue: Dialogue,
        knowledge: Knowledge,
        red_flags: Callable[[str], tuple[str, ...]],
        settings: Settings,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        self._store, self._dialogue, self._knowledge = store, dialogue, knowledge
        self._red_flags, self._settings, self._now = red_flags, settings, now
        self._references = settings.keys.signatures("booking")

    def begin(self, channel: str, locale: str) -> Begun:
        """Open a conversation with the greeting. Raises NotStored."""
        at = self._now()
        try:
            with self._store.new(channel, locale, Screening()) as work:
                made = make_all([Command("tell", topic="greeting")], work.screening, self._knowledge)
                messages = store_reply(work, None, made, self._knowledge, "greeting", at)
                return Begun(work.conversation.id, self._reply(work, messages, at))
        except Unavailable as error:
            raise NotStored(str(error)) from None

    def say(self, conversation: str, heard: IncomingMessage) -> Reply:
        """Take one turn. The same message again gives the stored replies.

        Raises UnknownConversation, OtherContent, NeverOffered, TooFast, TooManyTurns and NotStored.
        """
        flags = self._red_flags(heard.text) if heard.text is not None else ()
        try:
            return self._taken(conversation, heard, flags)
        except (Unavailable, Refused, TimeoutError) as error:
            raise NotStored(str(error), self._emergency(flags)) from None

    def history(self, conversation: str) -> Reply:
        """Every message so far. Raises UnknownConversation and NotStored."""
        at = self._now()
        try:
            with self._store.reading() as reader:
                row = reader.conversation(conversation)
                if row is None or self._expired(row.used_at, at):
                    raise UnknownConversation(conversation)
                screening = from_json(row.screening)
                bookings = reader.bookings(conversation)
                views = MessageViews(self._knowledge, screening, bookings.get, self._address, at)
                return Reply(
                    views.of(reader.messages(conversation)), screening_view(screening, self._knowledge)
                )
        except Unavailable as error:
            raise NotStored(str(error)) from None

    def erase(self, conversation: str) -> None:
        """Erase everything of a conversation. Raises UnknownConversation and NotStored."""
        try:
            self._store.erase(conversation)
        except Unavailable as error:
            raise NotStored(str(error)) from None

    def emergency(self, text: str) -> Emergency | None:
        """The advice for a text that holds a red flag. Needs no store."""
        return self._emergency(self._red_flags(text))

    def visit_booking(self, reference: str) -> BookingVisit:
        """Open a booking reference: checked anew each time, and recorded. Raises NotStored."""
        try:
            id = self._references.opened(reference)
            if id is None:
                return BookingVisit("unknown")
            with self._store.reading() as reader:
                booking = reader.booking(id)
            if booking is None:
                return BookingVisit("unknown")
            with self._store.work(booking.conversation_id) as work:
                return self._visit(work, id)
        except UnknownConversation:
            return BookingVisit("unknown")
        except Unavailable as error:
            raise NotStored(str(error)) from None

    def check(self) -> None:
        """Raise unless messages can be understood and stored."""
        self._dialogue.check()
        self._store.check_writable()

    def _taken(self, conversation: str, heard: IncomingMessage, flags: tuple[str, ...]) -> Reply:
        """Take a turn. One that fails is taken again, only to be stored and told: nothing of it is left."""
        try:
            with self._store.work(conversation) as work:
                return self._turn(work, heard, flags, None)
        except (*THEIRS, Unavailable, TimeoutError):
            raise
        except Exception as fault:  # noqa: BLE001  # whatever fails, the person is told and nothing changed
            log.error("a turn failed: %s", _place(fault), extra={"conversation": conversation})
            with self._store.work(conversation) as work:
                return self._turn(work, heard, flags, fault)

    def _turn(
        self, work: UnitOfWork, heard: IncomingMessage, flags: tuple[str, ...], fault: Exception | None
    ) -> Reply:
        at = self._now()
        if self._expired(work.conversation.used_at, at):
            raise UnknownConversation(work.conversation.id)
        digest = _digest(heard)
        before = work.turn(heard.id)
        if before is not None:
            if before.digest != digest:
                raise OtherContent(heard.id)
            return self._reply(work, work.replies(before), at)
        if work.conversation.turns >= MOST_TURNS:
            raise TooManyTurns(work.conversation.id)
        self._check_pace(work, at)
        shown, was = question_seen(work, heard), screening_view(work.screening, self._knowledge)
        turn = work.add_turn(heard, digest, at)
        self._store_heard(work, turn, heard, at)
        if flags:
            reply = self._reply(work, self._red_flag(work, turn, heard, flags, at), at)
        elif fault is not None:
            reply = self._reply(work, self._fault(work, turn, fault, at), at)
        else:
            reply = self._answer(work, turn, heard, shown, at)
        return replace(reply, news=news_of(turn, was, reply.screening))

    def _check_pace(self, work: UnitOfWork, at: datetime) -> None:
        """The turns that other processes took in this minute count too. On SQLite there are none."""
        limit = self._settings.rate_limit
        if self._store.dialect == "sqlite" or not 0 < limit <= work.conversation.turns:
            return
        before = work.heard_before(limit)
        wait = MINUTE - (at - before).total_seconds() if before else 0.0
        if wait > 0:
            raise TooFast(wait)

    def _answer(
        self, work: UnitOfWork, turn: Turn, heard: IncomingMessage, shown: str | None, at: datetime
    ) -> Reply:
        screening = self._up_to_date(work, turn, at)
        meant = self._understand(heard, screening, shown)
        chosen = self._dialogue.respond(screening, meant)
        turn.understood, turn.moves = understanding.to_json(meant), [to_json(command) for command in chosen]
        made = make_all(chosen, screening, self._knowledge)
        if heard.choice is not None:
            made = replace(made, screening=remember_press(heard.choice, made.screening))
        messages = store_reply(work, turn, made, self._knowledge, _cause(heard, meant), at)
        reply = self._reply(work, messages, at)
        if any(command.name == "erase" for command in chosen):
            work.erase()
        return reply

    def _understand(self, heard: IncomingMessage, screening: Screening, shown: str | None) -> Interpretation:
        if heard.choice is not None:
            return pressed(heard.choice, title_of(heard.choice, screening, self._knowledge), screening)
        text = heard.text or ""
        if looks_like_a_command(text):
            return Interpretation(text="", intent="not_understood", topics=("slash",))
        meant = self._dialogue.understand(text, screening)
        clinic = self._knowledge.clinic
        return in_context(meant, screening, self._knowledge.checklist, shown, clinic.minimum_age)

    def _red_flag(
        self, work: UnitOfWork, turn: Turn, heard: IncomingMessage, flags: tuple[str, ...], at: datetime
    ) -> list[Message]:
        known = work.screening.red_flags
        for flag in flags:
            work.report_red_flag(turn, flag=flag, said=heard.text or "", at=at)
        screening = work.screening.but(
            state="finished",
            question=None,
            retaking=None,
            waiting_for=None,
            candidate=None,
            red_flags=tuple(dict.fromkeys((*known, *flags))),
        )
        sayings = [Saying(f"emergency:{flag}", f"red_flag:{flag}") for flag in flags[:2]]
        end = Saying("outcome:urgent", "outcome_urgent")
        made = Made(screening, tuple(Utterance(saying) for saying in (*sayings, end)))
        return store_reply(work, turn, made, self._knowledge, "red flag", at)

    def _fault(self, work: UnitOfWork, turn: Turn, fault: Exception, at: datetime) -> list[Message]:
        """The message is stored, the screening unchanged, and the person is told. Never what they wrote."""
        turn.fault = type(fault).__name__
        problem = Saying("technical_problem", "technical_problem")
        made = Made(work.screening, (Utterance(problem),))
        return store_reply(work, turn, made, self._knowledge, "fault", at)

    def _up_to_date(self, work: UnitOfWork, turn: Turn, at: datetime) -> Screening:
        """Answers to an older checklist are cleared; an earlier yes is not forgotten."""
        screening = work.screening
        if not outdated(screening, self._knowledge) or screening.red_flags:
            return screening
        made = make_all([Command("start_over"), Command("ask")], screening, self._knowledge)
        store_reply(work, turn, Made(made.screening, ()), self._knowledge, "new checklist", at)
        return work.screening

    def _store_heard(self, work: UnitOfWork, turn: Turn, heard: IncomingMessage, at: datetime) -> None:
        text = heard.text
        if heard.choice is not None:
            text = title_of(heard.choice, work.screening, self._knowledge)
        work.add_message(turn, sender="visitor", public_id=heard.id, text=text or "", at=at)

    def _visit(self, work: UnitOfWork, id: str) -> BookingVisit:
        at, booking = self._now(), work.booking(id)
        if booking is None:
            return BookingVisit("unknown")
        visit = self._visited(booking, work.screening, at)
        work.record_opening(booking, visit.kind, at)
        return visit

    def _visited(self, booking: Booking, screening: Screening, at: datetime) -> BookingVisit:
        if at >= booking.expires_at:
            return BookingVisit("expired")
        if not still_holds(booking, screening, self._knowledge, at):
            return BookingVisit("withdrawn")
        url = self._settings.booking_url or self._knowledge.clinic.booking_url
        return BookingVisit("forward", url) if url else BookingVisit("demonstration")

    def _reply(self, work: UnitOfWork, messages: list[Message], at: datetime) -> Reply:
        views = MessageViews(self._knowledge, work.screening, work.booking, self._address, at)
        return Reply(views.of(messages), screening_view(work.screening, self._knowledge))

    def _address(self, booking: str) -> str:
        return f"{self._settings.public_url}/book/{self._references.signed(booking)}"

    def _emergency(self, flags: tuple[str, ...]) -> Emergency | None:
        return Emergency(flags[0], advice(flags[0], self._knowledge)) if flags else None

    def _expired(self, used_at: datetime, at: datetime) -> bool:
        days = self._settings.conversation_days
        return days > 0 and at - used_at > timedelta(days=days)


def _digest(heard: IncomingMessage) -> str:
    content = json.dumps([heard.text, heard.choice], ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _cause(heard: IncomingMessage, meant: Interpretation) -> str:
    return "choice" if heard.choice is not None else f"typed: {meant.intent}"


def _place(fault: BaseException) -> str:
    """The kind of fault and where it arose: never its words, which may quote a person."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"
    return f"{type(fault).__name__} at {where}"
