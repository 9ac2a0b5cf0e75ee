# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a browser keeps on its disk. A page that answers a form itself leaves there what the form sent, beyond the quick exit, the locking of
the desk and the browser's own end; and `Back` sends it again."""
import desk_steps as desk
import portal_steps as portal
import pytest

BODY = "Рассказ, которого не должно остаться: мост-8842"
CONTACT = "только по пятницам, фонарь-1193"
UNSENT = "передумал: причал-4471"


@pytest.fixture
def kept(playwright, tmp_path, complaints):
    """Opens a browser with a profile on the disk, and says afterwards which of some texts lie in it."""

    class Profile:
        folder = tmp_path / "profile"

        def open(self, **choices):
            self.context = playwright.chromium.launch_persistent_context(
                str(self.folder), executable_path="/usr/bin/chromium", args=["--no-sandbox"], **choices)
            page = self.context.pages[0]
            complaints.watch(page)
            return page

        def traces(self, *texts):
            # Some of it is written a little after the page was shown.
            self.context.pages[0].wait_for_timeout(3_000)
            self.context.close()
            files = [path for path in self.folder.rglob("*") if path.is_file()]
            assert any(path.match("*/Sessions/*") for path in files), "no history was kept: the test looks in the wrong place"
            return {(text, path.relative_to(self.folder)) for path in files for content in [path.read_bytes()] for text in texts
                    if any(text.encode(code) in content for code in ("utf-8", "utf-16-le"))}

    profile = Profile()
    yield profile


@pytest.fixture
def founded(up, chromium):
    page = chromium.new_context(locale="ru").new_page()
    desk.found(page, up.address("Desk"), "Тихая гавань", "Анна")
    portal.wait_until_open(page, up.address("Visitors") + "ru/", "Тихая гавань")
    # What lets a browser in: the address that the terminal names is good for one.
    up.cookies = page.context.cookies()
    page.context.close()
    return up


def test_nothing_that_a_visitor_typed_stays_on_their_disk(founded, kept, tmp_path):
    address = founded.address("Visitors")
    page = kept.open(java_script_enabled=False, locale="ru-RU")
    portal.open_door(page, address)
    words = portal.take_words(page)
    # Too many files: the text comes back.
    names = [tmp_path / f"file-7719-{number}.txt" for number in range(11)]
    for name in names:
        name.write_text("x", encoding="utf-8")
    portal.write(page, BODY, CONTACT, files=names)
    assert page.locator("textarea[name=body]").input_value() == BODY
    # The visit ends, the text is carried over the page for the words, and they are mistyped first.
    page.context.clear_cookies(name="visit")
    portal.write(page, BODY, CONTACT)
    wrong = [words[0] + "ы", *words[1:]]
    page.locator("#words").fill(" ".join(wrong))
    with page.expect_navigation():
        page.locator('form[action*="/return"] button').last.click()
    assert words[5] in page.locator("#words").input_value()
    page.locator("#words").fill(" ".join(words))
    with page.expect_navigation():
        page.locator('form[action*="/return"] button').last.click()
    assert page.locator("textarea[name=body]").input_value() == BODY
    # Typed, and left without being sent.
    page.locator("textarea[name=contact]").fill(UNSENT)
    portal.leave(page)
    # Back opens nothing: neither the words nor the text, and no visit.
    for _ in range(6):
        page.go_back()
        text = page.content()
        assert BODY not in text and words[5] not in page.locator("body").inner_text().split(), page.url
    page.goto(address + "ru/inbox")
    assert page.url.endswith("/ru/return")
    assert kept.traces(BODY[-9:], CONTACT[-11:], UNSENT[-11:], words[3] + " " + words[4], "file-7719") == set()


def test_nothing_that_a_worker_typed_stays_on_their_disk(founded, kept, visitor, tmp_path):
    portal.open_door(visitor, founded.address("Visitors"))
    portal.take_words(visitor)
    portal.write(visitor, "Здравствуйте")
    page = kept.open(locale="ru-RU")
    page.context.add_cookies(founded.cookies)
    page.goto(f"http://127.0.0.1:{founded.desk_port}/requests")
    page.locator("#list a[data-row]").first.wait_for()
    page.goto(f"http://127.0.0.1:{founded.desk_port}/search")
    page.locator("#query").fill("маяк-6604")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    desk.see_requests(page)
    desk.open_first_request(page)
    names = [tmp_path / f"answer-{number}.txt" for number in range(17)]
    for name in names:
        name.write_text("x", encoding="utf-8")
    page.locator("#reply").fill(BODY)
    page.locator("#files").set_input_files([str(name) for name in names])
    with page.expect_navigation():
        page.locator("form[action$='/reply'] button.main").click()
    assert page.locator("#reply").input_value() == BODY
    page.locator("#reply").fill(UNSENT)
    desk.see_requests(page)
    page.locator("form[action='/lock'] button").click()
    page.locator("#passphrase").wait_for()
    assert kept.traces(BODY[-9:], UNSENT[-11:], "маяк-6604") == set()


def test_a_browser_that_keeps_passwords_keeps_no_name(up, kept):
    """A form with a passphrase is taken for a log-in, and what stands before it for whose it is."""
    page = kept.open(locale="ru-RU")
    desk.found(page, up.address("Desk"), "Тихая гавань-3307", "Анна-5518")
    page.locator("form[action='/lock'] button").click()
    page.locator("#passphrase").fill(desk.PASSPHRASE)
    page.keyboard.press("Enter")
    page.locator("form[action='/lock'] button").wait_for()
    assert kept.traces("Тихая гавань-3307", "Анна-5518", desk.PASSPHRASE) == set()
