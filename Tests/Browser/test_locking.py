# SPDX-License-Identifier: AGPL-3.0-or-later
"""A desk that is locked shows nothing, and takes nothing away from whoever was typing."""
import desk_steps as desk
import reading

TYPED = "Не потерять этого"


def test_what_was_typed_waits_out_of_sight_until_the_desk_is_unlocked_again(up, chromium, complaints):
    context = chromium.new_context(locale="ru", viewport={"width": 360, "height": 740})
    page = context.new_page()
    complaints.watch(page)
    desk.found(page, up.address("Desk"), "Шлюпка", "Анна")
    base = f"http://127.0.0.1:{up.desk_port}"
    page.goto(base + "/exposure")
    title = page.title()
    page.locator("textarea").first.fill(TYPED)

    other = context.new_page()
    complaints.watch(other)
    other.goto(base + "/today")
    other.locator("form[action='/lock'] button").click()
    other.locator("#passphrase").wait_for()

    page.bring_to_front()
    page.locator("main textarea").first.wait_for(state="detached")
    assert TYPED not in page.content() and page.locator("input, nav").count() == 0
    assert page.title() != title
    reading.inspect(page, "locked-cover", "ru")

    other.bring_to_front()
    other.locator("#passphrase").fill(desk.PASSPHRASE)
    other.locator("form[action='/unlock'] button.main").click()
    other.locator("#today").wait_for(timeout=30_000)
    page.bring_to_front()
    page.locator("main textarea").first.wait_for()
    assert page.locator("textarea").first.input_value() == TYPED
    assert page.title() == title
    context.close()
