# SPDX-License-Identifier: AGPL-3.0-or-later
"""What both web sites owe everybody: small screens, keyboards, no style, no script, nothing from elsewhere."""
import urllib.error
import urllib.request

import desk_steps as desk
import portal_steps as portal
import pytest


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.fixture
def founded(up, worker):
    desk.found(worker, up.address("Desk"))
    page = worker.context.new_page()
    portal.wait_until_open(page, up.address("Visitors"), "Lifeboat Test")
    page.close()
    return up


def test_the_portal_fits_a_phone_in_every_language(founded, chromium, complaints):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    complaints.watch(page)
    door = founded.address("Visitors").rstrip("/")
    for language in ("en", "ru", "uk", "fr", "de"):
        page.goto(f"{door}/{language}/")
        assert page.locator("html").get_attribute("lang") == language
        assert fits(page), f"{language}: home"
        portal.take_words(page)
        assert fits(page), f"{language}: write"
        page.goto(f"{door}/{language}/help")
        assert fits(page), f"{language}: help"
        page.goto(f"{door}/{language}/return")
        assert fits(page), f"{language}: return"
    context.close()


def test_the_portal_sends_no_script_and_works_from_the_keyboard(founded, visitor):
    door = founded.address("Visitors").rstrip("/")
    visitor.goto(f"{door}/en/")
    assert visitor.locator("script").count() == 0
    visitor.keyboard.press("Tab")
    assert visitor.locator("nav.exit a:focus").count() == 1, "quick exit is the first stop"
    visitor.locator('form[action*="/start"] button').focus()
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/words")
    words = visitor.locator("ol.words li").all_inner_texts()
    visitor.locator('main a[href$="/confirm"]').focus()
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/confirm")
    for field in visitor.locator('form[action$="/confirm"] input[type="text"]').all():
        field.focus()
        label = visitor.locator(f'label[for="{field.get_attribute("id")}"]').inner_text()
        visitor.keyboard.type(words[int("".join(c for c in label if c.isdigit())) - 1])
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/write")
    visitor.locator("#body").focus()
    visitor.keyboard.type("Typed without a mouse.")
    visitor.locator('form[action$="/write"] button').focus()
    visitor.keyboard.press("Enter")
    visitor.locator('[role="status"]').wait_for()


def test_the_words_leave_no_trace_in_the_browser(founded, visitor):
    door = founded.address("Visitors").rstrip("/")
    visitor.goto(f"{door}/ru/")
    words = portal.take_words(visitor)
    portal.come_back(visitor, door, words)
    visitor.locator("h1").wait_for()
    assert not any(word in visitor.url for word in words)
    cookies = visitor.context.cookies()
    assert len(cookies) <= 1
    for cookie in cookies:
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and cookie["expires"] == -1
        assert not any(word in cookie["value"] for word in words)
    portal.leave(visitor)
    assert [cookie for cookie in visitor.context.cookies(door)] == []


def test_the_typed_text_is_kept_when_the_relay_is_away(founded, visitor):
    import os
    import signal
    door = founded.address("Visitors").rstrip("/")
    visitor.goto(f"{door}/en/")
    portal.take_words(visitor)
    relay = founded.child("relay")
    os.kill(relay, signal.SIGSTOP)
    os.kill(founded.process.pid, signal.SIGSTOP)  # nobody starts it again meanwhile
    os.kill(relay, signal.SIGKILL)
    try:
        portal.write(visitor, "These words must not be lost.")
        visitor.locator('[role="alert"]').wait_for(timeout=60_000)
        # Nobody listens where the relay was: it is certain, and the page says so.
        assert "Nothing was sent" in visitor.locator('[role="alert"]').inner_text()
        assert "may not have been sent" not in visitor.locator("body").inner_text()
        assert visitor.locator("#body").input_value() == "These words must not be lost."
    finally:
        os.kill(founded.process.pid, signal.SIGCONT)
    for _ in range(40):
        visitor.locator("form:has(textarea) button").last.click()
        if visitor.locator('[role="status"]').count():
            break
        visitor.wait_for_timeout(500)
    assert visitor.locator('[role="status"]').count() == 1


def test_the_desk_fits_a_phone_and_speaks_russian(founded, chromium, worker, complaints):
    address = worker.url
    worker.set_viewport_size({"width": 360, "height": 740})
    for path in ("/today", "/requests", "/cases", "/cases/new", "/numbers", "/members", "/search", "/status", "/help"):
        worker.goto(founded.address("Desk").split("/enter")[0] + path)
        assert fits(worker), path
    worker.locator('form[action="/language"] button[value="ru"]').click()
    assert worker.locator("html").get_attribute("lang") == "ru"
    assert fits(worker)
    assert address


def test_a_wrong_passphrase_says_nothing_and_a_used_link_opens_nothing(founded, worker):
    desk_address = founded.address("Desk")
    worker.locator("form[action='/lock'] button").click()
    worker.locator("#passphrase").fill("not the passphrase at all")
    worker.locator("form[action='/unlock'] button.main").click()
    worker.locator(".error").wait_for()
    worker.locator("#passphrase").fill(desk.PASSPHRASE)
    worker.locator("form[action='/unlock'] button.main").click()
    worker.locator("#today").wait_for(timeout=30_000)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(desk_address)
    assert refusal.value.code in (401, 403, 404)


def test_a_name_that_resolves_to_this_machine_is_refused(founded):
    base = founded.address("Desk").split("/enter")[0]
    request = urllib.request.Request(base + "/requests", headers={"Host": "attacker.example"})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    assert refusal.value.code == 421
