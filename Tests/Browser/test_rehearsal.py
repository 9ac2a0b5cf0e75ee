# SPDX-License-Identifier: AGPL-3.0-or-later
"""`lifeboat demo` as somebody meets it who wants to learn: both sides are marked, and both sides work."""
import pytest

import portal_steps
from practice import Demo, unlock


@pytest.fixture
def demo(tmp_path):
    running = Demo(tmp_path / "demo", cases=2)
    yield running
    if running.process.poll() is None:
        running.stop()


def no_wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_worker_and_a_visitor_practise(demo, worker, visitor):
    unlock(worker, demo)
    portal = demo.address("Visitors")
    assert "Fictional" in worker.locator(".rehearsal").inner_text()
    for address in ("/today", "/requests", "/cases", "/numbers", "/members"):
        worker.goto(f"http://127.0.0.1:{demo.desk_port}{address}")
        assert worker.locator(".rehearsal").count() == 1
        worker.set_viewport_size({"width": 360, "height": 740})
        assert no_wider_than_the_screen(worker)
        worker.set_viewport_size({"width": 1200, "height": 900})

    # The words of somebody who wrote stand on the terminal; with them the portal shows what was answered.
    portal_steps.come_back(visitor, portal, demo.words()[0], "en")
    assert visitor.locator("main article").count() > 0
    assert visitor.locator(".rehearsal").count() == 1
