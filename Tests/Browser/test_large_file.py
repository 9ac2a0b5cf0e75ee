# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file too large, in a real browser: refused with the limit named, and what was typed is still in the form."""
import desk_steps as desk
import portal_steps as portal
import pytest
from running import Up

TEXT = "What was typed before the large file."


@pytest.fixture
def small(tmp_path, worker):
    """A Lifeboat whose portal takes files of a megabyte."""
    running = Up(tmp_path / "state", {"LIFEBOAT_PORTAL_FILE_LIMIT": "1MB"})
    desk.found(worker, running.address("Desk"))
    page = worker.context.new_page()
    portal.wait_until_open(page, running.address("Visitors"), "Lifeboat Test")
    page.close()
    yield running
    # A desk's page that is still open asks for news of a desk that is gone.
    worker.goto("about:blank")
    running.stop()


# One that could be within ten files of a megabyte, and one that no form can hold.
@pytest.mark.parametrize("mebibytes", [5, 64])
def test_a_file_too_large_is_refused_and_the_text_is_kept(small, visitor, tmp_path, mebibytes):
    large = tmp_path / "film.mp4"
    large.write_bytes(b"\1" * (mebibytes << 20))
    visitor.goto(small.address("Visitors").rstrip("/") + "/en/")
    portal.take_words(visitor)
    assert "976 KB" in visitor.locator("main").inner_text(), "the limit stands on the form"
    portal.write(visitor, TEXT, "Here only.", files=[large])
    alert = visitor.locator('[role="alert"]')
    alert.wait_for(timeout=60_000)
    said = alert.inner_text()
    assert "Nothing was sent" in said and "film.mp4" in said and "976 KB" in said
    assert visitor.locator("#body").input_value() == TEXT
    assert visitor.locator('textarea[name="contact"]').input_value() == "Here only."
    # Without the file it goes.
    visitor.locator("form:has(textarea) button").last.click()
    visitor.locator('[role="status"]').wait_for(timeout=30_000)
