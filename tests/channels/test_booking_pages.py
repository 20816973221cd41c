"""What opening a booking link leads to."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.domain.errors import NotStored
from bot.domain.messages import BookingVisit
from tests.channels.fake import FakeConversations

CLINIC = "https://clinic.example/book?from=chat"


def test_a_reference_that_holds_leads_to_the_clinic(
    client: TestClient, conversations: FakeConversations
) -> None:
    conversations.bookings["abc"] = BookingVisit("forward", CLINIC)
    for _ in range(2):
        response = client.get("/book/abc", follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, CLINIC)
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
    assert client.head("/book/abc", follow_redirects=False).status_code == 303
    assert conversations.opened == ["abc"] * 3


@pytest.mark.parametrize(
    ("kind", "status", "says"),
    [
        ("demonstration", 200, ["A demonstration", "Nothing is booked."]),
        ("expired", 410, ["Older than 30 days."]),
        ("withdrawn", 410, ["Ask &lt;the clinic&gt;: phone 0123"]),
        ("unknown", 404, ["Ask the clinic: phone 0123"]),
    ],
)
def test_every_other_end_has_a_page(
    client: TestClient, conversations: FakeConversations, kind: str, status: int, says: list[str]
) -> None:
    conversations.bookings["abc"] = BookingVisit(kind)  # type: ignore[arg-type]
    response = client.get("/book/abc")
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["cache-control"] == "no-store"
    assert all(words in response.text for words in says)
    assert "href" not in response.text.replace('href="/static/page.css"', "")
    assert "style=" not in response.text


@pytest.mark.parametrize(
    "reference", ["a%00", "%ff", "a%20b", "%3Cscript%3E", "x" * 5000, "é", "a%0d%0aSet-Cookie:x"]
)
def test_what_cannot_be_a_reference_is_unknown(
    client: TestClient, conversations: FakeConversations, reference: str
) -> None:
    response = client.get(f"/book/{reference}")
    assert response.status_code == 404
    assert "script" not in response.text
    assert conversations.opened == []


@pytest.mark.parametrize("broken", [NotStored("locked"), ZeroDivisionError()])
def test_a_fault_leads_nowhere(
    client: TestClient, conversations: FakeConversations, broken: Exception
) -> None:
    conversations.bookings["abc"] = BookingVisit("forward", CLINIC)
    conversations.broken = broken
    response = client.get("/book/abc", follow_redirects=False)
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert "clinic.example" not in response.text
    assert "112" in response.text


def test_forwarding_to_nowhere_is_a_fault(client: TestClient, conversations: FakeConversations) -> None:
    conversations.bookings["abc"] = BookingVisit("forward", None)
    assert client.get("/book/abc", follow_redirects=False).status_code == 503
