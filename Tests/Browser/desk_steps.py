# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a worker does at the desk, step by step, with a browser page."""

PASSPHRASE = "correct horse battery staple 7"


def found(page, address, name="Lifeboat Test", member="Anna"):
    """Creates the organisation; returns the words of the recovery sheet."""
    page.goto(address)
    page.locator("#name").fill(name)
    for tag in ("en", "ru"):
        page.locator(f'input[name="language-{tag}"]').set_checked(True)
    page.locator("#member").fill(member)
    page.locator("#passphrase").fill(PASSPHRASE)
    page.locator("#repeat").fill(PASSPHRASE)
    page.locator("form[action='/welcome'] button.main").click()
    page.locator("ol.words li").first.wait_for()
    words = [text.split()[-1] for text in page.locator("ol.words li").all_inner_texts()]
    page.locator('input[name="kept"]').check()
    page.locator("form[action='/sheet'] button.main").click()
    page.locator("#today").wait_for()
    see_requests(page)
    return words


def see_requests(page):
    page.locator("nav a[href='/requests']").click()
    page.locator("#list").wait_for()


def unlock(page, address, passphrase=PASSPHRASE):
    page.goto(address)
    page.locator("#passphrase").fill(passphrase)
    page.locator("form[action='/unlock'] button.main").click()
    page.locator("#today").wait_for(timeout=30_000)
    see_requests(page)


def open_first_request(page):
    page.locator("#list a[data-row]").first.click()
    page.locator("#timeline").wait_for()


def answer(page, body, files=()):
    page.locator("#reply").fill(body)
    if files:
        page.locator("#files").set_input_files([str(path) for path in files])
    page.locator("form[action$='/reply'] button.main").click()
    page.locator("li.message.reply .body", has_text=body[:30]).wait_for()


def download(page, name):
    """Saves an attachment as a worker does, warning read; returns its bytes."""
    page.locator("ul.files a", has_text=name).first.click()
    page.locator('input[name="understood"]').check()
    with page.expect_download() as waiting:
        page.locator("form[action$='/save'] button").click()
    return open(waiting.value.path(), "rb").read()
