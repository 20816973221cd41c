"""How much one conversation and one address may ask."""

from __future__ import annotations

import pytest

from bot.channels.web import limits
from bot.channels.web.addresses import Addresses
from bot.channels.web.limits import Window
from bot.domain.errors import NotStored
from bot.settings import SettingsError
from tests.channels.conftest import Start
from tests.channels.fake import FakeConversations
from tests.channels.visitor import Visitor, problem


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_window_lets_in_as_much_as_it_says_in_any_minute() -> None:
    clock = Clock()
    window = Window(3, 60, clock)
    for _ in range(3):
        assert window.wait("a") == 0
        window.take("a")
        clock.now += 10
    assert window.wait("a") == 30
    assert window.wait("b") == 0
    clock.now += 30
    assert window.wait("a") == 0
    window.take("a")
    assert window.wait("a") == 10


def test_no_limit() -> None:
    window = Window(0, 60)
    for _ in range(1000):
        assert window.wait("a") == 0
        window.take("a")


def test_what_is_given_back_does_not_count() -> None:
    window = Window(1, 60)
    window.take("a")
    window.give_back("a")
    assert window.wait("a") == 0


def test_the_memory_of_a_window_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_STAMPS", 100)
    clock = Clock()
    window = Window(50, 60, clock)
    for number in range(1000):
        window.take(str(number % 300))
        clock.now += 0.01
    assert window._total == sum(map(len, window._stamps.values())) <= 100
    clock.now += 61
    window.take("new")
    assert list(window._stamps) == ["new"]


def test_turns_of_a_conversation(start: Start) -> None:
    client = start(rate_limit=3)
    visitor, other = Visitor(client), Visitor(client)
    assert [visitor.send(text="hello").status_code for _ in range(3)] == [200] * 3
    response = visitor.send(text="hello")
    problem(response, 429, "too_fast")
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert len(visitor.history().json()["messages"]) == 7
    assert other.send(text="hello").status_code == 200


def test_turns_of_an_address(start: Start) -> None:
    client = start(address_rate_limit=2)
    visitors = [Visitor(client) for _ in range(3)]
    assert [visitor.send(text="hello").status_code for visitor in visitors] == [200, 200, 429]


def test_looks_and_calls_without_a_token_of_an_address(start: Start) -> None:
    client = start(address_rate_limit=3)
    visitor = Visitor(client)
    assert [visitor.history().status_code for _ in range(2)] == [200, 200]
    foreign = {"Authorization": "Bearer made.up"}
    problem(client.get("/api/chat/conversation", headers=foreign), 401, "bad_token")
    problem(client.post("/api/chat/messages", headers=foreign), 429, "too_many_calls")
    problem(client.get("/api/chat/conversation"), 429, "too_many_calls")
    response = visitor.history()
    problem(response, 429, "too_many_calls")
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert visitor.send(text="hello").status_code == 200, "whoever has a conversation goes on talking"


def test_booking_links_of_an_address(start: Start, conversations: FakeConversations) -> None:
    client = start(address_rate_limit=2)
    answers = [client.get("/book/made-up") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[2].headers["content-type"].startswith("text/html")
    assert 1 <= int(answers[2].headers["retry-after"]) <= 60
    assert conversations.opened == ["made-up"] * 2


def test_new_conversations_of_an_address(start: Start) -> None:
    client = start(new_conversations_per_hour=2)
    answers = [client.post("/api/chat/conversations") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    problem(answers[2], 429, "too_many_conversations")
    assert 3500 < int(answers[2].headers["retry-after"]) <= 3600


def test_zero_turns_the_limits_off(start: Start) -> None:
    client = start(rate_limit=0, address_rate_limit=0, new_conversations_per_hour=0)
    visitor = Visitor(client)
    assert {visitor.history().status_code for _ in range(700)} == {200}
    assert {visitor.send(text="hello").status_code for _ in range(60)} == {200}


def test_what_fails_for_our_reasons_does_not_count(start: Start, conversations: FakeConversations) -> None:
    visitor = Visitor(start(rate_limit=2))
    conversations.broken = NotStored("locked")
    assert {visitor.send(text="hello").status_code for _ in range(10)} == {503}
    conversations.broken = None
    assert [visitor.send(text="hello").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", ["203.0.113.9"], "192.0.2.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.9, 10.9.9.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("10.0.0.1", ["not an address"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, "], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.2, 10.0.0.3"], "10.0.0.2"),
        ("::ffff:10.0.0.1", ["[2001:db8:1:2:3::4]:80"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::4", ["203.0.113.9"], "2001:db8:1:2::/64"),
        ("testclient", ["203.0.113.9"], "local"),
        (None, ["203.0.113.9"], "local"),
    ],
)
def test_the_address_of_a_request(peer: str | None, forwarded: list[str], address: str) -> None:
    assert Addresses(["10.0.0.0/8"]).of(peer, forwarded) == address


def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(start: Start) -> None:
    for trusted, expected in (((), [201, 429]), (("192.0.2.0/24",), [201, 201])):
        client = start(new_conversations_per_hour=1, trusted_proxies=trusted)
        codes = [
            client.post(
                "/api/chat/conversations", headers={"X-Forwarded-For": f"203.0.113.{last}"}
            ).status_code
            for last in (1, 2)
        ]
        assert codes == expected


def test_a_proxy_that_is_no_address_is_named_at_start() -> None:
    with pytest.raises(SettingsError, match="TRUSTED_PROXIES"):
        Addresses(["nginx"])
