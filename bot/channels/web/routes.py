"""The visitor API: four calls under /api/chat (contract, section 4)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.conversations import Conversations, emergency_in, report_emergency
from bot.channels.web.admission import Admission
from bot.channels.web.bodies import cleaned_text, read_json, read_locale, read_message
from bot.channels.web.bursts import Bursts
from bot.channels.web.logs import described
from bot.channels.web.problems import RETRY_SECONDS, Problem, refusal
from bot.channels.web.workers import Busy, Pool, Workers
from bot.domain.messages import Emergency

CHANNEL: Final = "web"
REFUSED: Final = frozenset((413, 422, 429))
"""Refusals of a message that was understood as far as its red flag."""
MESSAGES: Final = "/api/chat/messages"
log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class VisitorApi:
    """The calls, and what they need."""

    conversations: Conversations
    workers: Workers
    admission: Admission
    tell_clinic: Callable[[], None]
    """Called when an alert may wait."""
    bursts: Bursts = field(default_factory=Bursts)

    def routes(self) -> list[Route]:
        return [
            Route("/api/chat/conversations", self.begin, methods=["POST"]),
            Route("/api/chat/conversation", self.conversation, methods=["GET", "DELETE"]),
            Route(MESSAGES, self.say, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """Open a conversation."""
        locale = read_locale(await read_json(request, optional=True))
        with self.admission.limits.begin(self.admission.address(request)):
            begun = await answer(self.workers.turns, partial(self.conversations.begin, CHANNEL, locale))
        token = self.admission.tokens.signed(begun.conversation)
        return JSONResponse({"token": token, **begun.reply.as_json()}, status_code=201)

    async def conversation(self, request: Request) -> Response:
        """Show the whole history, or erase it."""
        name = self.admission.conversation(request)
        with self.admission.limits.call(self.admission.address(request)):
            if request.method == "DELETE":
                await answer(self.workers.turns, partial(self.conversations.erase, name))
                return Response(status_code=204)
            history = await answer(self.workers.reads, partial(self.conversations.history, name))
            return JSONResponse(history.as_json())

    async def say(self, request: Request) -> Response:
        """Run one turn. Every refusal of a text with a red flag carries the advice."""
        name = self.admission.conversation(request)
        with self.bursts.arrival(name) as arrived:
            fields = await read_json(request)
            try:
                heard = replace(read_message(fields), arrived=arrived)
                with self.admission.limits.turn(name, self.admission.address(request)):
                    reply = await answer(self.workers.turns, partial(self.conversations.say, name, heard))
            except Problem as problem:
                problem.emergency = problem.emergency or await self._advice(fields)
                if problem.emergency and problem.status in REFUSED:
                    await self._report(name, cleaned_text(fields))
                raise
        if reply.screening.red_flags:
            self.tell_clinic()
        return JSONResponse(reply.as_json())

    async def _report(self, conversation: str, text: str) -> None:
        """A red flag counts whatever becomes of its message: it is recorded, and withdraws a link."""
        report = partial(report_emergency, conversation, text, self.conversations)
        try:
            await answer(self.workers.turns, report)
            self.tell_clinic()
        except Problem as problem:
            log.error("a red flag of a refused message was not recorded", extra={"error": problem.key})

    async def advice(self, request: Request) -> Emergency | None:
        """The emergency advice for a message whose request failed, as far as the message can be read."""
        if (request.method, request.scope["path"]) != ("POST", MESSAGES):
            return None
        try:
            return await self._advice(await read_json(request))
        except (Problem, ClientDisconnect):
            return None

    async def _advice(self, fields: Mapping[str, Any]) -> Emergency | None:
        """The emergency advice for a text that was refused."""
        text = cleaned_text(fields)
        if not text:
            return None
        try:
            return await self.workers.advice.run(partial(emergency_in, text, self.conversations))
        except Exception as error:  # noqa: BLE001  the request is refused in any case
            log.error("no advice could be read", extra={"error": described(error)})
            return None


async def answer(pool: Pool, call: Callable[[], T]) -> T:
    """The result of a call of the conversations, or the refusal that its error comes to."""
    try:
        return await pool.run(call)
    except Busy:
        raise Problem("busy", RETRY_SECONDS) from None
    except Exception as error:  # noqa: BLE001  every error is a refusal
        problem = refusal(error)
        if problem is None:
            log.error("call failed", extra={"error": described(error)})
            problem = Problem("failed", RETRY_SECONDS)
        raise problem from None
