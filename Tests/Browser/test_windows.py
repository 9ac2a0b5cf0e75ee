# SPDX-License-Identifier: AGPL-3.0-or-later
"""More windows of one desk than it tells of news at the same time."""
import re


def test_a_window_that_was_told_nothing_asks_as_soon_as_it_hears(demo, chromium, let_in, complaints):
    context = chromium.new_context(storage_state=let_in, locale="en-GB")
    address = re.match(r"http://[^/]+", demo.desk())[0] + "/requests"
    heard = []
    pages = []
    for number in range(5):
        page = context.new_page()
        complaints.watch(page)
        if number == 4:
            page.on("response", lambda response: heard.append(("events", response.status)) if "/events?" in response.url else None)
            page.on("request", lambda request: heard.append(("asks", 0)) if "lifeboat-live" in request.headers else None)
        page.goto(address)
        page.locator("#list").wait_for()
        page.wait_for_timeout(500)
        pages.append(page)
    deaf = pages[4]
    wait(deaf, lambda: ("events", 204) in heard)
    # Two, for another window may be deaf as well while the desk has not noticed that one is gone.
    pages[0].close()
    pages[1].close()
    # It tries again every few seconds. Nothing happens at the desk meanwhile, so nobody calls it.
    wait(deaf, lambda: ("events", 200) in heard)
    wait(deaf, lambda: ("asks", 0) in heard[heard.index(("events", 200)):], seconds=2)
    context.close()


def test_what_changes_before_a_window_listens_is_told_to_it(demo, chromium, let_in, complaints):
    context = chromium.new_context(storage_state=let_in, locale="en-GB")
    address = re.match(r"http://[^/]+", demo.desk())[0] + "/requests"
    page = context.new_page()
    complaints.watch(page)
    held, asked = [], []
    page.route("**/events?*", lambda route: held.append(route))
    page.on("request", lambda request: asked.append(request.url) if "lifeboat-live" in request.headers else None)
    page.goto(address)
    wait(page, lambda: held)
    other = context.new_page()
    other.goto(address)
    other.locator("#list a[data-row]").first.click()
    other.locator("textarea[name=body]").first.wait_for()
    other.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    other.locator("form[action$='/note'] textarea").fill("written while nobody listened")
    other.locator("form[action$='/note'] button").click()
    other.locator("#timeline", has_text="written while nobody listened").wait_for()
    page.wait_for_timeout(1_000)
    assert not asked
    held[0].continue_()
    wait(page, lambda: asked, seconds=5)
    # And is not told of it again.
    page.wait_for_timeout(3_000)
    assert len(asked) <= 2
    context.close()


def wait(page, is_reached, seconds=60):
    for _ in range(seconds * 10):
        if is_reached():
            return
        page.wait_for_timeout(100)
    assert is_reached()
