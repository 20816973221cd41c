"""The inbox: order, pages, filters, search, what is unread; kept by the turn's own transaction."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.console.records import listing
from bot.store.console import inbox_queries as queries
from bot.store.console.inbox_filter import InboxFilter, words_of
from tests.console.house import UNREAD, House, Staff

PAIN = "I have chest pain, my left arm hurts and I cannot breathe"


def shown(browser: Staff, path: str) -> list[str]:
    """The conversations of a page of the list, in their order."""
    return re.findall(r'class="line" href="/conversations/([0-9a-f]{32})', browser.text(path))


def test_the_newest_stands_first_and_who_writes_again_rises(both: House) -> None:
    browser = both.browser("viewer")
    first, second = both.talk("what are the risks?"), both.screened()
    assert shown(browser, "/") == [second, first]
    both.goes_on(first, "who won the cricket match?")
    assert shown(browser, "/") == [first, second]


def test_nothing_is_listed_before_somebody_said_something(both: House) -> None:
    both.talk()
    assert "Nobody has written yet" in both.browser("viewer").text("/")


def test_pages_show_every_conversation_once(both: House) -> None:
    made = {both.talk("what are the risks?") for _ in range(7)}
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = listing.page(both.services, InboxFilter(), after, limit=3)
        seen += [line.id for line in page.lines]
        after = page.following
    assert len(seen) == 7
    assert set(seen) == made


def test_each_filter_finds_its_own(both: House) -> None:
    eligible = both.screened()
    avoid = both.screened((2, "Yes"), channel="telegram")
    urgent = both.talk(PAIN)
    puzzled = both.talk("can we start the safety check?", "[I agree*]", "[No]", "qwrt zxcv plk", "wait")
    taken_back = both.talk(
        "can we start the safety check?", "[I agree*]", "[No]", "[No]", "[Yes]", "change answer 3", "[No]"
    )
    browser = both.browser("reviewer")
    browser.post(f"/conversations/{avoid}/tags", {"tag": "Call  Back"})
    browser.post(f"/conversations/{avoid}/review", {"review": "follow_up", "assignee": "2"})
    expected = {
        "outcome=eligible": {eligible},
        "outcome=avoid": {avoid},
        "red_flag=1": {urgent},
        "channel=telegram": {avoid},
        "question=blood_thinners": {puzzled},
        "not_understood=1": {puzzled},
        "yes_changed=1": {taken_back},
        "review=follow_up": {avoid},
        "assignee=2": {avoid},
        "assignee=0&outcome=avoid": set(),
        "tag=call+back": {avoid},
        "since=2025-06-02&until=2025-06-02&outcome=urgent": {urgent},
        "since=2025-06-03": set(),
        "until=2025-06-01": set(),
        "unread=1&outcome=avoid": set(),
        "unread=1&outcome=eligible": {eligible},
        "outcome=nonsense&question=%3Cb%3E&since=never": {eligible, avoid, urgent, puzzled, taken_back},
    }
    browser.get(f"/conversations/{avoid}")
    assert {query: set(shown(browser, f"/?{query}")) for query in expected} == expected


def test_what_is_in_doubt_is_found_until_it_is_nothing_about_health(both: House) -> None:
    waits, nothing, health = both.doubted(), both.doubted(), both.doubted()
    unheard = both.talk("[Start the check]", "[I agree*]", UNREAD)
    both.screened()
    browser = both.browser("viewer")
    assert set(shown(browser, "/?doubt=1")) == {waits, nothing, health, unheard}
    both.goes_on(nothing, "[No, nothing]")
    both.goes_on(health, "[Yes, or not sure]")
    assert set(shown(browser, "/?doubt=1")) == {waits, health, unheard}
    assert set(shown(browser, "/?doubt=1&outcome=ask_clinician")) == {health}
    assert browser.text("/").count('class="chip">In doubt') == 3


def test_a_conversation_is_unread_until_somebody_looks_and_again_when_more_is_said(both: House) -> None:
    conversation, browser = both.talk(PAIN), both.browser("viewer")
    assert browser.get("/count").get_json() == {"unread": "1", "red_flags": "1"}
    browser.get(f"/conversations/{conversation}")
    assert browser.get("/count").get_json() == {"unread": "0", "red_flags": "0"}
    both.goes_on(conversation, "what are the risks?")
    assert browser.get("/count").get_json() == {"unread": "1", "red_flags": "1"}


def test_search_finds_words_of_visitors_and_nothing_else(both: House) -> None:
    sciatica = both.talk("I have sciatica, since my holiday in Goa")
    hindi = both.talk("मुझे कमर में दर्द है")
    both.talk("what are the risks?")
    browser = both.browser("viewer")
    for query, found in {
        "sciatica": [sciatica],
        "SCIAT": [sciatica],
        "goa holiday": [sciatica],
        "goa sciatica risks": [],
        "कमर": [hindi],
        "inversion": [],
        "doctor": [],
        "\"'; drop table": [],
        "-- ) ( * : ^": [],
        "NEAR(a b)": [],
    }.items():
        assert shown(browser, f"/?q={query}") == found, query
    assert "since my holiday in Goa" in browser.text("/?q=goa")


def test_pages_of_a_search_reach_everything(both: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HITS": 3, "SAID_AT_ONCE": 2, "LATELY": 8}.items():
        monkeypatch.setattr(queries, name, value)
    made = {both.talk(f"sciatica {number}", "sciatica again", "sciatica still") for number in range(6)}
    urgent = both.talk(f"{PAIN} and sciatica", "sciatica")
    for number in range(6):
        both.talk(f"more sciatica {number}")
    for wanted, expected in ((InboxFilter(), made | {urgent}), (InboxFilter(red_flag=True), {urgent})):
        seen: set[str] = set()
        after: str | None = ""
        while after is not None:
            page = listing.page(both.services, replace(wanted, words=("sciatica",)), after, limit=2)
            seen |= {line.id for line in page.lines}
            after = page.following
        assert expected <= seen
        assert len(seen) == (1 if wanted.red_flag else 13)


def test_search_and_filters_together(both: House) -> None:
    both.talk("I have sciatica")
    urgent = both.talk(f"{PAIN} and sciatica")
    assert shown(both.browser("viewer"), "/?q=sciatica&outcome=urgent") == [urgent]


@pytest.mark.parametrize(
    ("text", "words"), [("Dr. O'Neil-Rao", ("dr", "o", "neil", "rao")), ("…!?", ()), ("", ())]
)
def test_words_are_split_as_the_index_splits_them(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_what_is_erased_is_found_no_more(both: House) -> None:
    conversation = both.talk("I have sciatica")
    both.conversations.erase(conversation)
    browser = both.browser("viewer")
    assert shown(browser, "/?q=sciatica") == shown(browser, "/") == []
    with both.store.reading() as reader:
        assert reader.one(text("SELECT count(*) FROM inbox")) == 0


def test_a_sweep_takes_the_words_of_erased_messages_off_the_disk(sqlite_url: str) -> None:
    from bot.settings import SQLITE
    from bot.store.console.search import sweep
    from tests.console.house import house

    with house(sqlite_url) as made:
        kept = made.talk("I have sciatica")
        gone = made.talk("canaryphrase and more")
        for number in range(30):
            made.goes_on(kept, f"word{number} canaryword{number}")
        made.conversations.erase(gone)
        sweep(made.store, pause=0)
        assert sweep(made.store, pause=0) == 0
        made.hire()
        assert shown(made.browser("viewer"), "/?q=canaryword7+word7") == [kept]
    content = Path(sqlite_url.removeprefix(SQLITE)).read_bytes()
    assert b"canaryphrase" not in content
    assert b"sciatica" in content


def test_filters_are_kept_and_removed_by_their_owner(both: House) -> None:
    reviewer, viewer = both.browser("reviewer"), both.browser("viewer")
    reviewer.post("/filters", {"name": "To call <b>", "outcome": "avoid", "unread": "1"})
    page = reviewer.text("/")
    assert "To call &lt;b&gt;" in page
    assert "/?outcome=avoid&amp;unread=1" in page
    assert "To call" not in viewer.text("/")
    assert viewer.post("/filters/1/remove", {}).status_code == 404
    assert reviewer.post("/filters/1/remove", {}).status_code == 302
    assert "To call" not in reviewer.text("/")


def test_next_and_previous_stay_in_the_filter(both: House) -> None:
    one, _, three = both.screened((2, "Yes")), both.screened(), both.screened((3, "Yes"))
    page = both.browser("reviewer").text(f"/conversations/{three}?outcome=avoid")
    assert f'href="/conversations/{one}?outcome=avoid" data-key="j"' in page
    assert 'data-key="k"' not in page


def test_the_triggers_stand(both: House) -> None:
    """A later migration that rebuilds a table on SQLite loses them without a word."""
    with both.store.reading() as reader:
        if both.store.dialect == "sqlite":
            found = reader.all(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        else:
            found = reader.all(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    expected = {"audit_entries_stay", "audit_entries_stand", "conversations_used", "turns_understood"}
    assert expected | {"answer_changes_of_yes"} <= set(found)


def test_a_database_from_before_the_inbox_is_taken_over(database_url: str) -> None:
    from bot.store.database.migrate import migrate, undo
    from tests.console.house import house

    with house(database_url) as made:
        conversation, taken_back = made.talk("I have sciatica"), made.screened((3, "Yes"))
        made.goes_on(taken_back, "change answer 3", "[No]")
    undo(database_url, "0002")
    migrate(database_url)
    with house(database_url) as made:
        made.hire()
        browser = made.browser("viewer")
        assert set(shown(browser, "/")) == {conversation, taken_back}
        assert shown(browser, "/?q=sciatica") == shown(browser, "/?not_understood=1") == [conversation]
        assert shown(browser, "/?yes_changed=1") == [taken_back]


def test_doubts_from_before_their_filter_are_taken_over(database_url: str) -> None:
    from bot.store.database.migrate import migrate, undo
    from tests.console.house import house

    with house(database_url) as made:
        waits, nothing, health = made.doubted(), made.doubted(), made.doubted()
        made.goes_on(nothing, "[No, nothing]")
        made.goes_on(health, "[Yes, or not sure]")
        unheard = made.talk("[Start the check]", "[I agree*]", UNREAD)
        undo(database_url, "0005")
        made.goes_on(unheard, "wait")
        later = made.talk("[Start the check]", "[I agree*]", UNREAD)
    migrate(database_url)
    with house(database_url) as made:
        made.hire()
        browser = made.browser("viewer")
        assert set(shown(browser, "/?doubt=1")) == {waits, health, unheard, later}
        made.goes_on(waits, "[No, nothing]")
        assert set(shown(browser, "/?doubt=1")) == {health, unheard, later}
