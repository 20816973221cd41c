"""The booking hand-over: a reference is opened, checked anew, and leads on or to a clear page."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from string import Template
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.conversations import Conversations
from bot.channels.web.admission import Admission
from bot.channels.web.problems import RETRY_SECONDS, Problem
from bot.channels.web.routes import answer
from bot.channels.web.workers import Workers
from bot.content.knowledge import Knowledge
from bot.domain.messages import BookingVisit
from bot.screening.wording import common_values

_FOLDER: Final = Path(__file__).parent
_REFERENCE: Final = re.compile(r"[A-Za-z0-9._~-]{1,300}")
_STATUS: Final = {
    "demonstration": 200,
    "expired": 410,
    "withdrawn": 410,
    "unknown": 404,
    "too_fast": 429,
    "failed": 503,
}
_TEXTS: Final = {"demonstration": "booking_demo_text", "failed": "booking_failed"}
_TITLES: Final = {"demonstration": "booking_demo_title"}


@dataclass(frozen=True)
class BookingPages:
    """`GET /book/{reference}`. `pages` are the HTML pages by what they tell."""

    conversations: Conversations
    workers: Workers
    admission: Admission
    pages: Mapping[str, str]

    def routes(self) -> list[Route]:
        return [Route("/book/{reference}", self.visit, methods=["GET"])]

    async def visit(self, request: Request) -> Response:
        """Forward to the clinic's booking page if the outcome still holds."""
        reference = request.path_params["reference"]
        if not _REFERENCE.fullmatch(reference):
            return self._page("unknown")
        try:
            with self.admission.limits.call(self.admission.address(request)):
                visit = await answer(self.workers.turns, partial(self.conversations.visit_booking, reference))
        except Problem as problem:
            kind = "too_fast" if problem.status == 429 else "failed"
            return self._page(kind, {"Retry-After": str(math.ceil(problem.retry_after or RETRY_SECONDS))})
        return self._shown(visit)

    def _shown(self, visit: BookingVisit) -> Response:
        if visit.kind != "forward":
            return self._page(visit.kind)
        return RedirectResponse(visit.url, status_code=303) if visit.url else self._page("failed")

    def _page(self, kind: str, headers: Mapping[str, str] | None = None) -> Response:
        return HTMLResponse(self.pages[kind], _STATUS[kind], headers)


def pages_of(knowledge: Knowledge) -> dict[str, str]:
    """The pages, made once from the clinic's words. Each is the same for everyone."""
    words = knowledge.wording
    template = Template((_FOLDER / "notice.html").read_text(encoding="utf-8"))
    values = common_values(knowledge)
    pages = {}
    for kind in _STATUS:
        title = words[_TITLES.get(kind, f"booking_{kind}_title")].format(**values)
        text = words[_TEXTS.get(kind, f"booking_{kind}")].format(**values)
        paragraphs = [f"<p>{html.escape(paragraph)}</p>" for paragraph in text.strip().split("\n\n")]
        pages[kind] = template.substitute(title=html.escape(title), text="\n".join(paragraphs))
    return pages
