"""Accounts and sessions: who gets in, for how long, and how guessing is slowed."""

from __future__ import annotations

import time

import pyotp
import pytest

from bot.console.auth.accounts import BadAccount
from bot.console.auth.passwords import BadPassword, check_new
from tests.console.house import PASSWORD, House

HOME = "/"


def signed_in(answer: object) -> bool:
    return getattr(answer, "status_code", 0) == 302


def test_name_and_password_let_in_and_out(clinic: House) -> None:
    browser = clinic.browser("viewer")
    assert "Inbox" in browser.text(HOME)
    assert browser.post("/sign-out", {}).status_code == 302
    assert browser.get(HOME).status_code == 302


@pytest.mark.parametrize(
    ("name", "password"), [("viewer", "wrong"), ("nobody", PASSWORD), ("", ""), ("viewer", "")]
)
def test_anything_else_lets_nobody_in_and_says_the_same(clinic: House, name: str, password: str) -> None:
    browser = clinic.browser()
    answer = browser.sign_in(name, password)
    assert answer.status_code == 401
    assert "Name, password or code is not right." in answer.get_data(as_text=True)
    assert browser.get(HOME).status_code == 302


def test_passwords_are_kept_as_argon2id(clinic: House) -> None:
    from bot.console.auth.passwords import Passwords

    assert Passwords().hashed(PASSWORD).startswith("$argon2id$")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "viewer-viewer-1",
        "aaaaaaaaaaaaaaaa",
        "password123456",
        "qwertyuiop[]",
        "iloveyou20202020",
        "x" * 200,
        PASSWORD + "x" * 201,
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(BadPassword):
        check_new(password, "viewer")


@pytest.mark.parametrize(
    "password", [PASSWORD, "मेरी साइकिल नीली है", "7c1f-99ab-04de-51b2-e8a6", PASSWORD * 7]
)
def test_a_long_one_is_taken_in_any_script_and_composition(password: str) -> None:
    assert check_new(password, "viewer") == password


def test_guessing_is_slowed_for_an_account_and_not_for_the_others(clinic: House) -> None:
    browser = clinic.browser()
    for _ in range(5):
        assert browser.sign_in("viewer", "wrong").status_code == 401
    clinic.clock.advance(seconds=-20)
    answer = browser.sign_in("viewer", PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert signed_in(browser.sign_in("reviewer", PASSWORD))
    clinic.clock.advance(seconds=60)
    assert signed_in(clinic.browser().sign_in("viewer", PASSWORD))


def test_the_wait_doubles(clinic: House) -> None:
    waits: list[float] = []
    for _ in range(12):
        wait = clinic.services.attempts.take("viewer", "192.0.2.1")
        while wait > 0:
            waits.append(wait)
            clinic.clock.advance(seconds=wait)
            wait = clinic.services.attempts.take("viewer", "192.0.2.1")
    assert waits[-1] > 8 * waits[0] > 0


def test_many_guesses_at_once_are_counted_before_they_are_looked_at(clinic: House) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: clinic.services.attempts.take("viewer", "192.0.2.9"), range(24)))
    assert sum(wait == 0 for wait in waits) <= 12


def test_a_session_ends_after_half_an_hour_without_use(clinic: House) -> None:
    browser = clinic.browser("viewer")
    clinic.clock.advance(minutes=29)
    assert browser.get(HOME).status_code == 200
    clinic.clock.advance(minutes=29)
    assert browser.get(HOME).status_code == 200
    clinic.clock.advance(minutes=31)
    assert browser.get(HOME).status_code == 302


def test_an_open_page_alone_does_not_keep_a_session(clinic: House) -> None:
    browser = clinic.browser("viewer")
    for _ in range(4):
        clinic.clock.advance(minutes=9)
        status = browser.get("/count").status_code
    assert status == 401


def test_a_session_ends_after_twelve_hours(clinic: House) -> None:
    browser = clinic.browser("viewer")
    for _ in range(12 * 3 - 1):
        clinic.clock.advance(minutes=20)
        assert browser.get(HOME).status_code == 200
    clinic.clock.advance(minutes=20)
    assert browser.get(HOME).status_code == 302


def test_a_session_holds_in_its_own_browser_only(clinic: House) -> None:
    browser = clinic.browser("viewer")
    assert browser.get(HOME, headers={"User-Agent": "stolen/1.0"}).status_code == 302
    assert browser.get(HOME).status_code == 200


def test_the_store_holds_no_token_and_no_password(clinic: House) -> None:
    from sqlalchemy import text

    browser = clinic.browser("viewer")
    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    with clinic.store.reading() as reader:
        rows = reader.rows(text("select * from staff_sessions")) + reader.rows(text("select * from staff"))
    assert token not in str([tuple(row) for row in rows])
    assert PASSWORD not in str([tuple(row) for row in rows])


def test_a_new_password_ends_the_other_sessions(clinic: House) -> None:
    here, there = clinic.browser("viewer"), clinic.browser("viewer")
    new = "another horse battery staple"
    here.post("/account/password", {"password": PASSWORD, "new": new})
    assert (here.get(HOME).status_code, there.get(HOME).status_code) == (200, 302)
    assert not signed_in(there.sign_in("viewer", PASSWORD))
    assert signed_in(there.sign_in("viewer", new))


def test_changing_the_password_needs_the_old_one(clinic: House) -> None:
    browser = clinic.browser("viewer")
    browser.post("/account/password", {"password": "wrong", "new": "another horse battery staple"})
    assert signed_in(clinic.browser().sign_in("viewer", PASSWORD))


def test_another_session_can_be_ended(clinic: House) -> None:
    import re

    here, there = clinic.browser("viewer"), clinic.browser("viewer")
    found = re.search(r'name="session" value="([0-9a-f]{64})"', here.text("/account"))
    assert found
    here.post("/account/sessions/end", {"session": found[1]})
    assert (here.get(HOME).status_code, there.get(HOME).status_code) == (200, 302)


def test_nobody_ends_the_session_of_another(clinic: House) -> None:
    viewer, reviewer = clinic.browser("viewer"), clinic.browser("reviewer")
    digest = clinic.services.sessions.of(1)[0].digest
    reviewer.post("/account/sessions/end", {"session": digest})
    assert viewer.get(HOME).status_code == 200


def test_a_closed_account_is_out_at_once(clinic: House) -> None:
    viewer, administrator = clinic.browser("viewer"), clinic.browser("administrator")
    administrator.post("/staff/1/change", {"role": "viewer"})
    assert viewer.get(HOME).status_code == 302
    assert not signed_in(viewer.sign_in("viewer", PASSWORD))


def test_the_last_administrator_stays(clinic: House) -> None:
    administrator = clinic.browser("administrator")
    administrator.post("/staff/3/change", {"role": "viewer", "active": "1"})
    assert administrator.get("/staff").status_code == 200
    with pytest.raises(BadAccount):
        clinic.services.accounts.change(3, "administrator", "administrator", active=False)


def test_a_first_password_is_made_and_shown_once(clinic: House) -> None:
    import re

    administrator = clinic.browser("administrator")
    page = administrator.post("/staff/add", {"name": "Meera", "role": "reviewer"}).get_data(as_text=True)
    found = re.search(r"<code>([0-9a-f-]+)</code>", page)
    assert found
    assert signed_in(clinic.browser().sign_in("meera", found[1]))
    assert found[1] not in administrator.text("/staff")


@pytest.mark.parametrize(
    "next_page",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "evil.example"],
)
def test_signing_in_leads_to_no_other_site(clinic: House, next_page: str) -> None:
    browser = clinic.browser()
    answer = browser.post(
        "/sign-in", {"name": "viewer", "password": PASSWORD, "next": next_page}, page="/sign-in"
    )
    assert answer.headers["Location"] == "/"


def test_signing_in_leads_to_the_page_that_was_asked_for(clinic: House) -> None:
    browser = clinic.browser()
    asked = browser.get("/?outcome=avoid").headers["Location"]
    assert asked.startswith("/sign-in?next=")
    answer = browser.post(
        "/sign-in", {"name": "viewer", "password": PASSWORD, "next": "/?outcome=avoid"}, page="/sign-in"
    )
    assert answer.headers["Location"] == "/?outcome=avoid"


def test_codes_from_an_app(clinic: House) -> None:
    import re

    browser = clinic.browser("viewer")
    page = browser.post("/account/totp/begin", {"password": PASSWORD}).get_data(as_text=True)
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    assert secret
    totp = pyotp.TOTP(secret[1].replace(" ", ""))
    browser.post("/account/totp/confirm", {"sealed": found[1], "code": "000000"})
    assert signed_in(clinic.browser().sign_in("viewer", PASSWORD))
    browser.post("/account/totp/confirm", {"sealed": found[1], "code": totp.now()})
    assert not signed_in(clinic.browser().sign_in("viewer", PASSWORD))
    later = totp.at(int(time.time()) + 30)
    assert signed_in(clinic.browser().sign_in("viewer", PASSWORD, later))
    assert not signed_in(clinic.browser().sign_in("viewer", PASSWORD, later)), "a code is taken once"


def test_a_secret_sealed_for_another_account_is_refused(clinic: House) -> None:
    secret = pyotp.random_base32()
    sealed = clinic.services.accounts.secrets.seal(f"2:{secret}")
    browser = clinic.browser("viewer")
    browser.post("/account/totp/confirm", {"sealed": sealed, "code": pyotp.TOTP(secret).now()})
    assert signed_in(clinic.browser().sign_in("viewer", PASSWORD))
