# SPDX-License-Identifier: AGPL-3.0-or-later
"""A flood of requests that are alike, in a browser: one row, chosen by keys, set apart and brought back."""
import re

PLEA = ("My name is {name}, I am a teacher from the town where flats were searched last night. They may come for me at any minute, "
        "please help me and my children to leave before they do.")


def base(demo):
    return re.match(r"http://[^/]+", demo.desk())[0]


def flood(page, demo, count):
    """Brings in requests that are alike, and one that is not, as a table."""
    page.goto(base(demo) + "/requests/import")
    rows = ["message,danger"] + [f'"{PLEA.format(name=f"Oleg{chr(97 + number % 26)}")} {number}",1' for number in range(count)]
    rows.append('"My brother did not come back from the questioning on Thursday, and the flat is upside down.",2')
    page.locator("#table").set_input_files({"name": "t.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()})
    page.locator("button.main").click()
    page.locator("button[name=do][value=write]").click()
    page.locator("#done").wait_for(timeout=60_000)


def test_a_flood_is_one_row_that_is_set_apart_and_brought_back(demo, chromium, let_in, complaints):
    context = chromium.new_context(storage_state=let_in, locale="en-GB")
    worker = context.new_page()
    complaints.watch(worker)
    flood(worker, demo, 70)
    worker.goto(base(demo) + "/requests")
    row = worker.locator("tr.alike", has_text="70 alike")
    assert row.count() == 1
    assert worker.locator("tr:not(.alike)", has_text="My brother did not come back").count() == 1

    # Chosen by keys alone; and what is ticked stays ticked when somebody writes something meanwhile.
    row.locator("input[type=checkbox]").focus()
    worker.keyboard.press("Space")
    worker.evaluate("document.activeElement.blur()")
    other = worker.context.new_page()
    other.goto(base(demo) + "/requests")
    other.locator("tr:not(.alike) a[data-row]", has_text="My brother did not come back").click()
    other.locator("#timeline").wait_for()
    other.close()
    worker.wait_for_timeout(1_500)
    assert row.locator("input[type=checkbox]").is_checked()
    worker.locator("button[name=what][value=ticked]").focus()
    worker.keyboard.press("Enter")
    worker.locator("h1", has_text="Set 70 requests apart").wait_for()

    worker.locator("#field-note").fill("one text, seventy times")
    worker.locator("form.form button").click()
    worker.locator("h1", has_text="70 requests were set apart").wait_for(timeout=60_000)
    worker.locator("a[href^='/requests/acts/']").click()
    worker.get_by_role("button", name="Bring 70 requests back").click()
    worker.locator("p", has_text="70 requests were brought back").wait_for(timeout=60_000)
    worker.goto(base(demo) + "/requests")
    assert worker.locator("tr.alike", has_text="70 alike").count() == 1
    context.close()


def test_the_list_and_its_choice_fit_a_phone_and_need_no_script(demo, chromium, let_in, complaints):
    context = chromium.new_context(
        storage_state=let_in, java_script_enabled=False, locale="ru-RU", viewport={"width": 360, "height": 740})
    page = context.new_page()
    complaints.watch(page)
    page.goto(base(demo) + "/requests")
    page.locator("details.more summary").click()
    page.locator("select[name=again]").select_option("0")
    page.locator("input[name=containing]").fill("unit")
    page.locator("form.sifting button").click()
    assert "unit" not in page.url and "words=" in page.url
    assert page.locator("#list tbody tr").count() > 0
    page.locator("button[name=what][value=all]").click()
    page.locator("#apart h1").wait_for()
    for address in (page.url, base(demo) + "/requests"):
        page.goto(address)
        size = page.locator("html").bounding_box()
        assert size["width"] <= 360, (address, size)
    context.close()
