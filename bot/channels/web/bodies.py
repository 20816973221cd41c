"""What a client may send, read strictly.

Fields that are not known are ignored, so that a newer widget can talk to an older server; `null`
means the same as a field that is not there.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from starlette.requests import ClientDisconnect, Request

from bot.channels.cleaning import LONGEST_TEXT, clean, is_visible
from bot.channels.web.problems import Problem
from bot.domain.messages import IncomingMessage
from bot.domain.names import DEFAULT_LANGUAGE, LANGUAGES

BIGGEST_BODY: Final = 64 * 1024
"""Bytes."""
_SECONDS: Final = 15
"""A body has to be there by then: a slow one must not keep its connection for ever."""
_LONGEST_VALUE: Final = 200
"""Characters; as wide as the column of the choices that were shown."""
_BODY: Final = "heads_up.body"
_WHOLE: Final = "heads_up.whole_body"
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")


async def read_json(request: Request, optional: bool = False) -> Mapping[str, Any]:
    """The JSON object in the body. An empty body counts as `{}` where the body is optional."""
    try:
        body = await asyncio.wait_for(_read(request), _SECONDS)
    except asyncio.TimeoutError:
        raise Problem("too_slow") from None
    if optional and not body:
        return {}
    _check_type(request)
    try:
        fields = json.loads(body.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Problem("malformed") from None
    if not isinstance(fields, dict):
        raise Problem("malformed")
    return fields


def read_locale(fields: Mapping[str, Any]) -> str:
    """The language of a new conversation: one that we have, for any tag; the clinic's own for any other."""
    locale = fields.get("locale")
    tag = locale.replace("_", "-").partition("-")[0].lower() if isinstance(locale, str) else ""
    return tag if tag in LANGUAGES else DEFAULT_LANGUAGE


def is_language(code: str) -> bool:
    """Whether it is a language tag, such as en or hi-IN."""
    return _LANGUAGE.fullmatch(code) is not None


def read_message(fields: Mapping[str, Any]) -> IncomingMessage:
    """One message of the visitor, cleaned and checked."""
    text, choice = _string(fields, "text"), _string(fields, "choice")
    after, id_ = _string(fields, "after"), _string(fields, "id")
    if id_ is None or not _UUID.fullmatch(id_):
        raise Problem("bad_id")
    if (text is None) == (choice is None):
        raise Problem("text_or_choice")
    return IncomingMessage(id_, text if text is None else _text(text), _shown(choice), _shown(after))


def cleaned_text(fields: Mapping[str, Any]) -> str:
    """The text of a message that was refused, as far as there is one."""
    text = fields.get("text")
    return clean(text) if isinstance(text, str) else ""


def _text(text: str) -> str:
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        raise Problem("text_too_long")
    if not is_visible(text):
        raise Problem("empty_text")
    return text


def _shown(value: str | None) -> str | None:
    """A value that the server made: as it is, or it is not one of ours."""
    if value is not None and (not value or len(value) > _LONGEST_VALUE or clean(value) != value):
        raise Problem("never_offered")
    return value


def _string(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise Problem("malformed")
    return value


async def _read(request: Request) -> bytes:
    """The body, read no further than it may be long. What came is kept: advice may have to be read in it."""
    body, scope = request.scope.setdefault(_BODY, bytearray()), request.scope
    while _WHOLE not in scope:  # asked for more than it has, a server would wait for the client to leave
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        if "body" in message:
            body += message["body"]
        if "more_body" not in message or not message["more_body"]:
            scope[_WHOLE] = True
        if len(body) > BIGGEST_BODY:
            raise Problem("too_big")
    return bytes(body)


def _check_type(request: Request) -> None:
    kind, *parameters = request.headers.get("content-type", "").lower().split(";")
    json_like = re.fullmatch(r"application/(?:[\w.+-]+\+)?json", kind.strip())
    pairs = [parameter.strip().partition("=") for parameter in parameters]
    charsets = {value.strip('"') for name, _, value in pairs if name == "charset"}
    packed = request.headers.get("content-encoding", "identity").lower() != "identity"
    if not json_like or packed or charsets - {"utf-8", "utf8"}:
        raise Problem("not_json")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name stands twice")
    return fields


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
