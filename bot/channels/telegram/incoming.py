"""An update of Telegram's, read: what somebody wrote, pressed, changed or sent.

Whatever cannot be read, and every kind of update that is not known here, is `other`: nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update

from bot.channels.cleaning import clean, is_visible
from bot.channels.web.bodies import is_language

Kind = Literal["text", "edit", "tap", "media", "group", "blocked", "other"]

_COMMAND: Final = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+(\S+))?\s*", re.IGNORECASE)
_GONE: Final = frozenset(("kicked", "left"))


@dataclass(frozen=True)
class Shown:
    """The message that a tapped button belongs to."""

    at: datetime
    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()
    title: str | None = None


@dataclass(frozen=True)
class IncomingUpdate:
    """One update. `chat` is 0 where there is none; `message_id` is what it is about."""

    kind: Kind
    chat: int = 0
    message_id: int = 0
    text: str = ""
    locale: str | None = None
    replies_to: int | None = None
    query: str | None = None
    data: str = ""
    shown: Shown | None = None
    media: bool = False
    by_others: bool = False
    """Somebody else wrote it: it was forwarded, or came through another bot."""

    @property
    def command(self) -> tuple[str, str] | None:
        """The command and what was given with it, if the text is one and nothing else."""
        match = _COMMAND.fullmatch(self.text.strip())
        return (match[1].lower(), match[2] or "") if match and self.kind == "text" else None


OTHER: Final = IncomingUpdate("other")


def number_of(raw: object) -> int | None:
    """Telegram's number of an update."""
    number = raw.get("update_id") if isinstance(raw, Mapping) else None
    return number if isinstance(number, int) and 0 <= number < 2**63 else None


def read(raw: Mapping[str, Any]) -> IncomingUpdate:
    """What an update is about."""
    try:
        update = Update.de_json(dict(raw), None)
        return _read(update)
    except (KeyError, TypeError, ValueError, AttributeError):
        return OTHER


def for_keeping(raw: Mapping[str, Any], incoming: IncomingUpdate) -> dict[str, Any]:
    """What of an update may be stored: of a group, only which one it is."""
    if incoming.kind != "group":
        return dict(raw)
    chat = {"id": incoming.chat, "type": "group"}
    return {"update_id": raw["update_id"], "message": {"message_id": 0, "date": 0, "chat": chat}}


def _read(update: Update) -> IncomingUpdate:
    if update.callback_query:
        return _tap(update.callback_query)
    if update.my_chat_member:
        return _member(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return OTHER
    if message.chat.type != Chat.PRIVATE:
        return IncomingUpdate("group", message.chat.id) if update.message else OTHER
    return _message(message, edited=update.edited_message is not None)


def _message(message: Message, edited: bool) -> IncomingUpdate:
    text = clean(message.text or message.caption or "")
    media = message.text is None
    readable = is_visible(text)
    if not message.from_user or (edited and not readable):
        return OTHER
    if not readable and not _is_content(message):
        return OTHER
    return IncomingUpdate(
        "edit" if edited else "text" if readable else "media",
        message.chat.id,
        message.message_id,
        text if readable else "",
        _locale(message.from_user.language_code),
        message.reply_to_message.message_id if message.reply_to_message else None,
        media=media and not edited,
        by_others=message.forward_origin is not None or message.via_bot is not None,
    )


def _is_content(message: Message) -> bool:
    """Whether somebody sent it, rather than Telegram telling of a change in the chat."""
    service = (
        "pinned_message",
        "message_auto_delete_timer_changed",
        "migrate_from_chat_id",
        "write_access_allowed",
    )
    return not any(getattr(message, name, None) for name in service)


def _tap(query: CallbackQuery) -> IncomingUpdate:
    message = query.message
    if message is None or message.chat.type != Chat.PRIVATE or not query.data:
        return IncomingUpdate("other", query=query.id)
    return IncomingUpdate(
        "tap",
        message.chat.id,
        message.message_id,
        locale=_locale(query.from_user.language_code),
        query=query.id,
        data=query.data,
        shown=_shown(message, query.data) if isinstance(message, Message) else None,
    )


def _shown(message: Message, data: str) -> Shown:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    titles = [button.text for row in rows for button in row if button.callback_data == data]
    entities = tuple(entity.to_dict() for entity in message.entities)
    return Shown(message.date, message.text or "", entities, titles[0] if titles else None)


def _member(change: ChatMemberUpdated) -> IncomingUpdate:
    gone = change.new_chat_member.status in _GONE
    if change.chat.type == Chat.PRIVATE:
        return IncomingUpdate("blocked" if gone else "other", change.chat.id)
    return OTHER if gone else IncomingUpdate("group", change.chat.id)


def _locale(code: str | None) -> str | None:
    return code if code and is_language(code) else None
