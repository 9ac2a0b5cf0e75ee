# SPDX-License-Identifier: AGPL-3.0-or-later
"""What only a filled world shows at the portal."""
import pytest

import portal_steps as portal
import reading

TYPED = "Набрано раньше, чем понадобилось."

WIDE = {"viewport": {"width": 1200, "height": 800}, "color_scheme": "light"}
NARROW = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_a_question_of_consent_reads_well(demo, chromium, complaints, language):
    demo.desk()
    context = chromium.new_context(locale=language, **(NARROW if language in ("ru", "uk") else WIDE))
    page = context.new_page()
    complaints.watch(page)
    door = demo.address("Visitors").rstrip("/")
    asked, answered = demo.words()[:2]

    def look(name):
        reading.inspect(page, f"portal-{language}-consent-{name}", language)

    portal.come_back(page, door, asked, language)
    look("inbox")
    page.locator("main a[href*='/consent/']").first.click()
    look("question")
    # Half an answer: what was chosen stays.
    page.locator("#remark").fill(TYPED)
    page.locator("main form button.main").click()
    page.get_by_role("alert").wait_for()
    assert page.locator("#remark").input_value() == TYPED
    look("half")
    # To ask something first leaves the question open for the next who practises.
    page.locator('input[name="choice"]').last.check()
    page.locator("main form button.main").click()
    page.locator(".receipt").wait_for()
    look("receipt")
    page.context.clear_cookies()
    portal.come_back(page, door, answered, language)
    assert page.locator(".questions p").count() >= 2
    look("inbox-answered")
    page.locator("main a[href*='/consent/']").first.click()
    look("answered")
    context.close()
