"""Staff stay signed in when the SECRET_KEY is changed, and the audit trail goes on."""

from __future__ import annotations

import pyotp
import pytest
from sqlalchemy import select

from bot.console.auth import accounts
from bot.keys import Keys
from bot.store.console.audit_trail import AuditTrail
from bot.store.console.staff import Staff as Account
from bot.store.conversations.queries import table
from tests.console.house import PASSWORD, House, Staff, house

OLD, NEW = "o" * 32, "n" * 32


def changed(clinic: House, *keys: str) -> House:
    """The same clinic after a start with these keys."""
    newest, *earlier = keys
    with house(clinic.store._url, SECRET_KEY=newest, SECRET_KEY_PREVIOUS=",".join(earlier)) as made:
        return made


def moved(browser: Staff, clinic: House) -> Staff:
    """The same browser, with its cookies."""
    other = Staff(clinic.app.test_client())
    other.client._cookies = browser.client._cookies
    return other


def test_a_session_goes_on_while_the_earlier_key_is_known(sqlite_url: str) -> None:
    with house(sqlite_url, SECRET_KEY=OLD) as clinic:
        clinic.hire()
        browser = clinic.browser("administrator")
    assert moved(browser, changed(clinic, NEW)).get("/").status_code == 302
    both = moved(browser, changed(clinic, NEW, OLD))
    assert both.get("/staff").status_code == 200
    assert both.post("/audit/check", {}).status_code == 302


def test_a_code_goes_on_and_needs_the_earlier_key_no_more_once_it_was_used(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, step = pyotp.random_base32(), [1000]
    monkeypatch.setattr(accounts, "_step", lambda: step[0])

    with house(sqlite_url, SECRET_KEY=OLD) as clinic:
        clinic.hire()
        clinic.services.accounts.set_totp(_account(clinic, "viewer"), "viewer", secret)

    def signs_in(*keys: str) -> bool:
        step[0] += 1
        code = pyotp.TOTP(secret).at(step[0] * accounts.STEP)
        return changed(clinic, *keys).browser().sign_in("viewer", PASSWORD, code).status_code == 302

    assert not signs_in(NEW)
    assert signs_in(NEW, OLD)
    assert signs_in(NEW)


def _account(clinic: House, name: str) -> int:
    with clinic.store.reading() as reader:
        return int(reader.one(select(table(Account).c.id).where(table(Account).c.name == name)))


def test_the_trail_is_whole_over_a_change_and_the_earlier_key_adds_nothing_after_it(sqlite_url: str) -> None:
    with house(sqlite_url, SECRET_KEY=OLD) as clinic:
        clinic.hire()
        old, both, new = (AuditTrail(Keys(*keys)) for keys in ((OLD,), (NEW, OLD), (NEW,)))
        with clinic.store.writing() as session:
            both.add(session, "somebody", "look")
        whole = both.check(clinic.store)
        assert (whole.newest, whole.fault) == (4, None)
        assert new.check(clinic.store).fault == "entry 1 was changed"
        with clinic.store.writing() as session:
            old.add(session, "somebody with the earlier key", "look")
        assert both.check(clinic.store).fault == "entry 5 was changed"
