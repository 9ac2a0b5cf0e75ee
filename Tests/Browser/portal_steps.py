# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a visitor does at the portal, step by step, with a browser page."""


def wait_until_open(page, address, organisation, seconds=30):
    """The portal looks for its organisation every two seconds until there is one."""
    for _ in range(seconds * 2):
        page.goto(address)
        if organisation in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the portal does not greet in the name of " + organisation)


def open_door(page, address, language="ru"):
    page.goto(address)
    page.locator(f'main a[hreflang="{language}"]').click()


def take_words(page, word_list=None):
    """From the home page to twelve confirmed words, which it returns."""
    page.locator('form[action*="/start"] button').click()
    if word_list:
        page.locator("#list-choice").select_option(word_list)
        page.locator('form:has(#list-choice) button').click()
    words = page.locator("ol.words li").all_inner_texts()
    assert len(words) == 12
    page.locator('main a[href$="/confirm"]').click()
    confirm(page, words)
    return words


def confirm(page, words):
    for field in page.locator('form[action$="/confirm"] input[type="text"]').all():
        label = page.locator(f'label[for="{field.get_attribute("id")}"]').inner_text()
        number = int("".join(letter for letter in label if letter.isdigit()))
        field.fill(words[number - 1])
    page.locator('form[action$="/confirm"] button').click()


def write(page, body, contact="", urgency="1", files=()):
    """Fills the form and sends it. `files`: paths."""
    page.locator('textarea[name="body"]').fill(body)
    page.locator('textarea[name="contact"]').fill(contact)
    page.locator(f'input[name="urgency"][value="{urgency}"]').check()
    if files:
        page.locator('input[type="file"]').first.set_input_files([str(path) for path in files])
    page.locator("form:has(textarea) button").last.click()


def come_back(page, address, words, language="ru"):
    page.goto(f"{address.rstrip('/')}/{language}/return")
    page.locator("#words").fill(" ".join(words))
    with page.expect_navigation():
        page.locator('form[action*="/return"] button').click()


def leave(page):
    """Quick exit to the neutral page."""
    page.locator("nav.exit a").click()
    page.wait_for_url("https://www.wikipedia.org/**")
