"""Nothing that a person or the server says becomes markup, and a strict policy is enough."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.server import Server
from tests.browser.visitor import NewVisitor, Visitor

CORPUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><iframe srcdoc="<script>parent.alert(1)</script>">',
    "'-alert(1)-'",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>press</a>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} `${alert(1)}`",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "[press](javascript:alert(1)) **bold** <b>bold</b>",
    "\u202ealert(1)\u202c <details open ontoggle=alert(1)>",
    "</style><script>alert(1)</script><style>",
]
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"


def test_what_is_said_on_either_side_stays_text(visitor: Visitor, server: Server) -> None:
    visitor.open()
    server.assistant.says = CORPUS
    for number, text in enumerate(CORPUS, 1):
        visitor.write(text)
        expect(visitor.said).to_have_count(number)
        expect(visitor.said.last.locator(".status")).to_have_count(0)
    expect(visitor.widget(".bubble").filter(has_text=CORPUS[1])).to_have_count(len(CORPUS) + 1)
    foreign = "script, img, iframe, svg:not(.icon), form:not(.composer), style, details, math, b, [onerror]"
    expect(visitor.widget(foreign)).to_have_count(0)
    addresses = visitor.widget("a").evaluate_all("all => all.map(each => each.protocol)")
    assert set(addresses) <= {"http:", "https:", "tel:", "mailto:"}
    visitor.page.reload()
    expect(visitor.said).to_have_count(len(CORPUS))
    assert visitor.faults == []


def test_texts_of_the_page_stay_text_too(visitor: Visitor, server: Server) -> None:
    head = (
        "<script src='/widget.js' data-title='<img src=x onerror=alert(1)>' data-color='red;} * { color: red'"
        ' data-strings=\'{"launcher": "<script>alert(1)</script>", "nothing": 1}\' data-open></script>'
    )
    visitor.visit(server.page("strings", "<p>Text.</p>", head))
    expect(visitor.widget("h2")).to_have_text("<img src=x onerror=alert(1)>")
    expect(visitor.widget(".launcher-label")).to_have_text("<script>alert(1)</script>")


def test_a_strict_policy_with_trusted_types_is_enough(visitor: Visitor, server: Server) -> None:
    policy = f"{POLICY}; require-trusted-types-for 'script'; trusted-types 'none'"
    page = server.page("strict", "<p>Text.</p>", '<script src="/widget.js" defer></script>', policy=policy)
    visitor.visit(page).open().begin_check()
    visitor.answer_all({2: "Yes"})
    expect(visitor.widget(".bubble").first).not_to_have_css("border-top-left-radius", "0px")
    with visitor.page.expect_download():
        visitor.press("Save as text")
    visitor.page.evaluate("window.print = () => {}")
    visitor.press("Print")
    assert visitor.faults == []


def test_an_allowed_site_of_another_origin_can_embed_it(new_visitor: NewVisitor, server: Server) -> None:
    """Another name of this machine is another origin to the browser."""
    other = server.address.replace("127.0.0.1", "localhost")
    head = f'<script src="{server.address}/widget.js" defer></script>'
    policy = f"default-src 'none'; script-src {server.address}; connect-src {server.address}"
    server.page("other-site", "<p>Text.</p>", head, policy=policy)
    visitor = new_visitor(other).visit("/pages/other-site")
    visitor.widget(".launcher").click()
    expect(visitor.widget(".trouble")).to_contain_text("cannot be reached")
    visitor.faults.clear()  # the browser itself says that the origin was refused
    server.allow(other)
    visitor.page.reload()
    visitor.begin_check()
    visitor.answer_all()
    keys = visitor.page.evaluate("Object.keys(localStorage)")
    assert keys
    assert all(server.address in key for key in keys)
