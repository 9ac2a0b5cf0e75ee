# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page of a filled desk, found by its links and not by a list; each form also as it is refused."""
import pytest

import reading
from practice import every_page

# Cases differ as lives do; of the other pages one tells what there is to see.
MOST = {"/cases/*": 12, "/requests/*": 6}
TYPED = "Набрано раньше, чем понадобилось."

WIDE = {"viewport": {"width": 1200, "height": 800}, "color_scheme": "light"}
NARROW = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}


# Fields that stop a form: required, and empty as they stand.
STOPS = """form => [...form.elements].filter((field) => field.required && (field.type === "checkbox" ? !field.checked : !field.value)).map((field) => field.id)"""


def refuse(page):
    """Sends the page's form with everything but what it asks for. True where that is possible; what was typed has to come back."""
    form = page.locator("main form.form")
    if form.count() != 1 or not (stops := form.evaluate(STOPS)):
        return False
    typed = []
    for field in form.locator("textarea, input:not([type]), input[type=text]").all():
        name = field.get_attribute("id")
        if name not in stops[:1]:
            field.fill(TYPED)
            typed.append(name)
    form.evaluate("form => { form.noValidate = true }")
    form.locator("button").last.click()
    page.get_by_role("alert").first.wait_for()
    for name in typed:
        assert page.locator(f"#{name}").input_value().strip() == TYPED, f"{page.url}: {name} was not kept"
    return True


@pytest.mark.parametrize("language, light", [("en", WIDE), ("ru", NARROW)], ids=["en-wide", "ru-narrow-dark"])
def test_every_page_of_a_filled_desk_reads_well(demo, let_in, chromium, complaints, language, light):
    context = chromium.new_context(locale=language, storage_state=let_in, **light)
    page = context.new_page()
    complaints.watch(page)
    base = f"http://127.0.0.1:{demo.desk_port}"
    shapes = set()
    for kind in every_page(page, base, MOST):
        name = f"all-{language}-{len(shapes):03}-{kind.strip('/').replace('/', '-').replace('*', 'x').replace('?', '-')}"
        reading.inspect(page, name, language)
        if light is NARROW:
            reading.large_letters(page, name)
        shapes.add(kind)
        address = page.url
        if refuse(page):
            reading.inspect(page, name + "-refused", language)
            page.goto(address)
    # As many as there were when this was written; a page that is not linked any more is missed here.
    assert len(shapes) >= 90, sorted(shapes)
    for needed in ("/today", "/cases/*", "/cases/*/history", "/cases/*/access", "/cases/*/export", "/exposure",
                   "/exposure/duplicates", "/cases/*/*/attestations/*", "/requests/import", "/members", "/numbers", "/status",
                   "/help", "/search"):
        assert needed in shapes, needed
    context.close()
