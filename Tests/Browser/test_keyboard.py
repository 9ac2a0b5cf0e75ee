# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker's day without a mouse: every way has a key, the focus can be seen, and nothing takes it away."""
import re

import pytest

import case_steps as case
import reading
import team_steps as team

# What has the focus, and whether that can be seen.
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  return {tag: at.tagName, id: at.id, seen: style.outlineStyle !== "none" && at.getBoundingClientRect().width > 0,
          inside: !!at.closest("main"), row: at.matches("a[data-row]")};
}"""


@pytest.fixture
def page(demo, let_in, chromium, complaints):
    context = chromium.new_context(locale="en-GB", storage_state=let_in, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    complaints.watch(page)
    page.goto(f"http://127.0.0.1:{demo.desk_port}/today")
    yield page
    context.close()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(FOCUS)


def opened(page, key, pattern):
    """Presses a key that leads elsewhere."""
    with page.expect_navigation(url=re.compile(pattern)):
        page.keyboard.press(key)


def test_a_day_goes_by_keys_alone(page):
    assert press(page, "Tab")["seen"] and page.locator(":focus").get_attribute("href") == "#main"
    assert press(page, "Enter", "Tab")["inside"], "the way past the navigation"
    assert press(page, "j")["row"] and press(page, "j", "k")["seen"]
    opened(page, "Enter", "/(requests|cases)/")
    opened(page, "q", "/requests$")
    press(page, "j")
    opened(page, "Enter", "/requests/[0-9a-f]{32}")
    assert press(page, "r")["id"] == "reply"
    page.keyboard.type("tqcdxnpu/? не ключи")
    assert page.locator("#reply").input_value() == "tqcdxnpu/? не ключи"
    page.locator("#reply").fill("")
    press(page, "Escape")
    opened(page, "u", "/requests$")
    opened(page, "c", "/cases$")
    press(page, "j")
    opened(page, "Enter", "/cases/[0-9a-f]{32}")
    first = press(page, "n")
    assert first["tag"] == "H2" and first["seen"]
    assert press(page, "n")["id"] != first["id"] and press(page, "p")["id"] == first["id"]
    opened(page, "d", "/doubts$")
    opened(page, "x", "/exposure$")
    opened(page, "t", "/today$")
    opened(page, "/", "/search$")
    assert page.evaluate(FOCUS)["id"] == "query"


def test_every_key_is_told_on_the_help_page(page):
    opened(page, "?", "/help$")
    told = set(page.locator(".keys kbd").all_inner_texts())
    script = (reading.ROOT / "Sources/Desk/Resources/Style/desk.js").read_text(encoding="utf-8")
    keys = set(re.findall(r'^  "?(\S)"?: \(\) =>', script.split("const keys = {")[1].split("\n};")[0], flags=re.M))
    assert keys and keys <= told and {"Enter", "Esc"} <= told, keys - told


def test_no_page_holds_the_focus_or_hides_it(page):
    team.go(page, "/cases")
    ways = page.eval_on_selector_all("a[data-row]", "links => links.map((link) => link.getAttribute('href'))")
    for way in ("/today", "/requests", ways[0], ways[0] + "/access", ways[0] + "/export", "/members", "/help"):
        team.go(page, way)
        count = 0
        while (focus := press(page, "Tab"))["tag"] != "BODY":
            assert focus["seen"], f"{way}: {page.locator(':focus').evaluate('each => each.outerHTML.slice(0, 200)')}"
            count += 1
            assert count < 400, f"{way} has no end"
        assert count > 10


def test_a_form_that_comes_back_stands_at_its_field(page):
    team.go(page, "/cases")
    press(page, "j")
    opened(page, "Enter", "/cases/")
    reading.tab_to(page, "a[href*='/task']", 200)
    opened(page, "Enter", "/task")
    reading.tab_to(page, "#field-details")
    page.keyboard.type("Набрано раньше.")
    reading.tab_to(page, "form.form button")
    page.locator("form.form").evaluate("form => { form.noValidate = true }")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate(FOCUS)["id"] == "field-task-title"
    assert page.locator("#field-details").input_value() == "Набрано раньше."


def test_the_focus_stays_when_a_page_renews_itself(page):
    """A heading, a link, and what unfolds: whoever stands there still does once a colleague's words have come."""
    team.go(page, "/cases")
    address = page.locator("a[data-row]").first.get_attribute("href")
    other = page.context.new_page()
    other.goto(team.base(page) + address)
    team.go(page, address)
    for number, place in enumerate(("section.part h2", "details.deeper summary", "a[href*='/task']")):
        press(page, "n")
        page.locator(place).first.evaluate("each => { if (each.tagName === 'H2') each.tabIndex = -1; each.focus() }")
        before = page.locator(":focus").inner_text()
        case.act(other, address, "case-note", note_body=f"Пришло само {number}.")
        page.get_by_text(f"Пришло само {number}.").first.wait_for()
        assert page.locator(":focus").inner_text() == before, place
        assert page.evaluate(FOCUS)["seen"], place
