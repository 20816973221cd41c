"""Who may open what: every route by every role, and what holds for every answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from bot.console.auth.roles import ACCESS, PUBLIC, ROLES, may
from bot.console.protection import HEADERS
from tests.console.house import House, Staff, house

EVERYBODY = (None, *ROLES)


@pytest.fixture(scope="module")
def open_clinic(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[House, dict[str | None, Staff], str]]:
    with house(f"sqlite:///{tmp_path_factory.mktemp('access') / 'access.db'}") as made:
        made.hire()
        browsers = {role: made.browser(role) for role in EVERYBODY}
        yield made, browsers, made.screened((2, "Yes"))


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Every route as method, path and endpoint."""
    return [
        (method, rule.rule, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_every_route_names_the_role_it_needs(clinic: House) -> None:
    assert {endpoint for _, _, endpoint in routes(clinic.app)} == set(ACCESS)


def test_every_route_by_every_role(open_clinic: tuple[House, dict[str | None, Staff], str]) -> None:
    made, browsers, conversation = open_clinic
    wrong: list[str] = []
    for method, rule, endpoint in routes(made.app):
        if endpoint in ("static", "sign_in.enter", "sign_in.leave"):
            continue
        path = rule.replace("<id>", conversation).replace("<int:id>", "999")
        for role in EVERYBODY:
            status = _status(browsers[role], method, path)
            refused = status in (401, 403) or (status == 302 and role is None)
            if refused == (ACCESS[endpoint] == PUBLIC or may(role or "", ACCESS[endpoint])):
                wrong.append(f"{method} {rule} as {role}: {status}")
    assert wrong == []


def _status(browser: Staff, method: str, path: str) -> int:
    if method == "GET":
        return browser.get(path).status_code
    page = "/account" if browser.get("/account").status_code == 200 else "/sign-in"
    return browser.post(path, {}, page=page).status_code


def test_a_route_that_nobody_named_is_refused_to_everybody(sqlite_url: str) -> None:
    with house(sqlite_url) as made:
        made.hire()
        made.app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
        assert made.browser("administrator").get("/forgotten").status_code == 403
        assert made.browser().get("/forgotten").status_code == 302


@pytest.mark.parametrize("path", ["/sign-in", "/", "/nowhere", "/static/console.js", "/conversations/none"])
def test_every_answer_has_the_headers(clinic: House, path: str) -> None:
    for browser in (clinic.browser(), clinic.browser("viewer")):
        headers = browser.get(path).headers
        assert {name: headers.get(name) for name in HEADERS} == dict(HEADERS)
        assert "unsafe" not in headers["Content-Security-Policy"]
        if not path.startswith("/static"):
            assert headers["Cache-Control"] == "no-store"


def test_no_template_has_a_script_or_a_style_in_it() -> None:
    folder = Path(__file__).parents[2] / "bot" / "console" / "templates"
    for file in folder.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert " style=" not in text, file.name
        assert "<style" not in text, file.name
        assert text.count("<script") == text.count("<script src="), file.name
        assert "|safe" not in text, file.name
        assert not re.search(r"""\son[a-z]+=["']""", text), file.name


def test_a_form_without_its_token_is_refused(clinic: House) -> None:
    conversation = clinic.screened((2, "Yes"))
    browser = clinic.browser("administrator")
    for path in (f"/conversations/{conversation}/erase", "/staff/add", "/sign-out", "/account/password"):
        assert browser.client.post(path, data={"sure": "yes"}).status_code == 400
    assert browser.get(f"/conversations/{conversation}").status_code == 200


def test_a_form_of_another_site_is_refused(clinic: House) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    browser = clinic.browser("administrator")
    assert (
        browser.post("/staff/add", {"name": "mallory", "role": "viewer"}, headers=headers).status_code == 403
    )


def test_where_the_public_address_is_https_browsers_are_told_to_stay_there(sqlite_url: str) -> None:
    with house(sqlite_url, PUBLIC_URL="https://chat.example") as made:
        assert made.browser().get("/sign-in").headers["Strict-Transport-Security"].startswith("max-age=")


def test_in_production_cookies_stay_on_https(sqlite_url: str) -> None:
    more = {"ENVIRONMENT": "production", "BOOKING_URL": "https://booking.example"}
    with house(sqlite_url, **more) as made:
        made.hire()
        browser = made.browser()
        answer = browser.sign_in("viewer", "wrong", base_url="https://console.example")
        page = browser.client.get("/sign-in", base_url="https://console.example")
        cookie = page.headers.get("Set-Cookie", "") or answer.headers.get("Set-Cookie", "")
        assert cookie.startswith("__Host-heads_up=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert page.headers["Strict-Transport-Security"]
