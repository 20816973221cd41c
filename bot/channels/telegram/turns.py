"""From what somebody wrote, tapped or changed on Telegram to a turn of their conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from bot.channels.cleaning import LONGEST_TEXT
from bot.channels.conversations import Conversations
from bot.channels.telegram.advice import Advice
from bot.channels.telegram.incoming import IncomingUpdate
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.rendering import chosen, is_hashed, notice, outgoing_of, value_of
from bot.channels.telegram.secrecy import Secrecy
from bot.channels.telegram.texts import CHECK, CHECK_CHOICE, START, Sentences
from bot.domain.errors import NeverOffered, UnknownConversation
from bot.domain.messages import IncomingMessage, MessageView, Reply
from bot.store.outbox.outbox import Content
from bot.store.telegram.chats import Chats
from bot.store.telegram.inbox import HeardMessage, Inbox, Taken

CHANNEL = "telegram"
_ASKING = ("question:", "consent")


@dataclass(frozen=True)
class UpdateAnswer:
    """What an update comes to: what is to be sent, the conversation, and the reply that it gave."""

    outgoing: Sequence[Outgoing] = ()
    conversation: str | None = None
    heard: HeardMessage | None = None
    reply: Reply | None = None


@dataclass(frozen=True)
class UpdateTurns:
    """Takes turns. Everything here can be done again after a kill, and comes to the same."""

    conversations: Conversations
    inbox: Inbox
    chats: Chats
    secrecy: Secrecy
    sentences: Sentences
    advice: Advice

    def take(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        """One turn, or why there is none. Raises what the conversations raise."""
        try:
            return self._take(taken, incoming)
        except UnknownConversation:
            if not self._is_linked(taken):
                return self._erased(taken, incoming)
            self.chats.leave(taken.conversation or "")  # too long unused: begin anew
            return self._take(replace(taken, conversation=None), incoming)

    def _take(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        if incoming.kind == "tap":
            return self._tap(taken, incoming)
        if incoming.by_others:
            # Words of others are never an answer, a consent or a fact; danger in them is met (contract,
            # rule 2).
            return self._notice(incoming, self.advice.refusal(incoming, "forwarded"))
        if incoming.kind == "edit":
            return self._edit(taken, incoming)
        command, given = incoming.command or ("", "")
        if command == START and given:
            return self._link(taken, incoming, given)
        if command == START and not taken.conversation:
            return UpdateAnswer((), self._begun(taken, incoming))
        if command == CHECK:
            return self._check(taken, incoming)
        return self._text(taken, incoming, self.sentences.meaning(command) or incoming.text)

    def _text(self, taken: Taken, incoming: IncomingUpdate, text: str) -> UpdateAnswer:
        if len(text) > LONGEST_TEXT:
            return self._notice(incoming, self.advice.refusal(incoming, "too_long"))
        is_new = taken.conversation is None
        conversation = taken.conversation or self._begun(taken, incoming)
        after = self._seen(taken, conversation, incoming)
        answered = self._say(taken, incoming, conversation, text=text, after=after)
        if (
            is_new
            and answered.reply
            and {message.topic for message in answered.reply.messages} == {"greeting"}
        ):
            return replace(answered, outgoing=())  # the greeting was said just now
        return answered

    def _check(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        conversation = taken.conversation or self._begun(taken, incoming)
        try:
            return self._say(taken, incoming, conversation, choice=CHECK_CHOICE)
        except NeverOffered:
            text = self.sentences.meaning(CHECK)
            return self._say(taken, incoming, conversation, text=text)

    def _tap(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        conversation = taken.conversation
        if conversation is None or not self._belongs(taken.chat, conversation, incoming):
            return self._old_button(incoming)
        value = incoming.data
        if is_hashed(value):
            value = value_of(value, self.conversations.history(conversation).messages)
        try:
            answered = self._say(taken, incoming, conversation, choice=value)
        except NeverOffered:
            return self._old_button(incoming)
        return replace(answered, outgoing=[*self._chosen(incoming), *answered.outgoing], heard=None)

    def _edit(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        """A correction of the question that was asked when it was written; never an answer to another."""
        conversation = taken.conversation
        before = self.chats.message(taken.chat, incoming.message_id)
        if before and self.secrecy.is_text(incoming.chat, incoming.text, before.digest):
            return UpdateAnswer(conversation=conversation)
        urgent = self.advice.of(incoming.text) is not None
        if conversation is None:
            return self._text(taken, incoming, incoming.text) if urgent else self._old_edit(incoming)
        after = self.chats.seen_before(taken.chat, conversation, incoming.message_id)
        if not urgent and not self._answers_something(conversation, after):
            return self._old_edit(incoming)
        return self._say(taken, incoming, conversation, text=incoming.text, after=after)

    def _link(self, taken: Taken, incoming: IncomingUpdate, token: str) -> UpdateAnswer:
        conversation = self.inbox.use_link(taken, self.secrecy.links(token), incoming.locale or "en")
        if conversation is None:
            return self._notice(incoming, self.sentences.of("link_refused"))
        shown = _newest_reply(self.conversations.history(conversation).messages)
        outgoing = [*notice(incoming.chat, self.sentences.of("linked")), *outgoing_of(incoming.chat, shown)]
        return UpdateAnswer(outgoing, conversation)

    def _say(
        self,
        taken: Taken,
        incoming: IncomingUpdate,
        conversation: str,
        text: str | None = None,
        choice: str | None = None,
        after: str | None = None,
    ) -> UpdateAnswer:
        id = str(uuid5(NAMESPACE_URL, f"telegram:{taken.update_id}:{incoming.message_id}"))
        reply = self.conversations.say(conversation, IncomingMessage(id, text, choice, after))
        if any(message.topic == "my_data" for message in reply.messages):
            taken = replace(taken, conversation=conversation)
            if not self._is_linked(taken):
                self._erase_the_rest(taken.chat)
        digest = self.secrecy.text(incoming.chat, incoming.text)
        heard = HeardMessage(incoming.message_id, id, digest)
        return UpdateAnswer(outgoing_of(incoming.chat, reply.messages), conversation, heard, reply)

    def _begun(self, taken: Taken, incoming: IncomingUpdate) -> str:
        """A new conversation. Its greeting is sent, unless there is an emergency to speak of first."""
        locale = incoming.locale or "en"
        begun = self.conversations.begin(CHANNEL, locale)
        urgent = self.advice.of(incoming.text) is not None
        greeting = [] if urgent else outgoing_of(incoming.chat, begun.reply.messages)
        self.inbox.begin(taken, begun.conversation, locale, self.sealed(greeting))
        return begun.conversation

    def sealed(self, outgoing: Sequence[Outgoing]) -> list[Content]:
        """What is to be sent, as it is stored."""
        return [Content(self.secrecy.seal(message.as_json()), message.public_id) for message in outgoing]

    def _seen(self, taken: Taken, conversation: str, incoming: IncomingUpdate) -> str | None:
        """The message that a text answers: the one it replies to, or the newest one above it."""
        if incoming.replies_to:
            row = self.chats.message(taken.chat, incoming.replies_to)
            if row and row.digest is None and row.conversation_id == conversation:
                return row.public_id
        return self.chats.seen_before(taken.chat, conversation, incoming.message_id)

    def _belongs(self, chat: str, conversation: str, incoming: IncomingUpdate) -> bool:
        """Whether a tapped message is of this conversation, and not of one that was erased."""
        row = self.chats.message(chat, incoming.message_id)
        if row is not None:
            return row.conversation_id == conversation
        since = [
            held.since for held in self.chats.conversations(chat) if held.conversation_id == conversation
        ]
        return bool(since and incoming.shown and incoming.shown.at >= since[0].replace(microsecond=0))

    def _answers_something(self, conversation: str, after: str | None) -> bool:
        history = self.conversations.history(conversation)
        if history.screening.state == "not_started":
            return True
        ids = [message.id for message in history.messages]
        above = history.messages[: ids.index(after) + 1] if after in ids else ()
        return any((message.topic or "").startswith(_ASKING) for message in above)

    def _is_linked(self, taken: Taken) -> bool:
        held = self.chats.conversations(taken.chat)
        return any(row.conversation_id == taken.conversation for row in held)

    def _erased(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        """It was erased by this very update, before a kill, or meanwhile from elsewhere."""
        self._erase_the_rest(taken.chat)
        return self._notice(incoming, self.sentences.erased)

    def _erase_the_rest(self, chat: str) -> None:
        """The chat may hold an older conversation, from before it went on with one from the web."""
        for row in self.chats.conversations(chat):
            self.conversations.erase(row.conversation_id)

    def _chosen(self, incoming: IncomingUpdate) -> list[Outgoing]:
        shown = incoming.shown
        if shown is None or shown.title is None:
            return []
        line = self.sentences.of("chosen", title=shown.title)
        return [chosen(incoming.chat, incoming.message_id, shown.text, shown.entities, line)]

    def _old_button(self, incoming: IncomingUpdate) -> UpdateAnswer:
        outgoing = notice(incoming.chat, self.sentences.of("old_button"))
        if shown := incoming.shown:
            id, entities = incoming.message_id, shown.entities
            outgoing = [Outgoing(incoming.chat, "", shown.text, edits=id, entities=entities), *outgoing]
        return UpdateAnswer(outgoing)

    def _old_edit(self, incoming: IncomingUpdate) -> UpdateAnswer:
        return self._notice(incoming, self.sentences.of("old_edit"))

    def _notice(self, incoming: IncomingUpdate, text: str) -> UpdateAnswer:
        return UpdateAnswer(notice(incoming.chat, text))


def _newest_reply(messages: Sequence[MessageView]) -> list[MessageView]:
    """What the bot said last, after whatever the visitor said last."""
    newest: list[MessageView] = []
    for message in reversed(messages):
        if message.sender != "bot":
            break
        newest.insert(0, message)
    return newest
