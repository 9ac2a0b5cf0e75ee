# SPDX-License-Identifier: AGPL-3.0-or-later
"""`lifeboat demo` as somebody meets it who wants to learn: both sides are marked, and both sides work."""
import re

import pytest

import portal_steps
from running import Up, PROGRAM

PASSPHRASE = "practice makes calm people"


class Demo(Up):
    """A small practice organisation."""

    def arguments(self):
        return [PROGRAM, "demo", "--directory", str(self.state), "--cases", "2", "--portal-port", str(self.portal_port),
                "--desk-port", str(self.desk_port), "--relay-port", str(self.relay_port), "--relay-health-port",
                str(self.health_port)]


@pytest.fixture
def demo(tmp_path):
    running = Demo(tmp_path / "demo")
    yield running
    if running.process.poll() is None:
        running.stop()


def no_wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_worker_and_a_visitor_practise(demo, worker, visitor):
    desk, portal = demo.address("Desk", seconds=300), demo.address("Visitors")
    worker.goto(desk)
    assert "Fictional" in worker.locator(".rehearsal").inner_text()
    worker.locator("#passphrase").fill(PASSPHRASE)
    worker.locator("form[action='/unlock'] button.main").click()
    worker.locator("#today").wait_for(timeout=60_000)
    for address in ("/today", "/requests", "/cases", "/numbers", "/members"):
        worker.goto(f"http://127.0.0.1:{demo.desk_port}{address}")
        assert worker.locator(".rehearsal").count() == 1
        worker.set_viewport_size({"width": 360, "height": 740})
        assert no_wider_than_the_screen(worker)
        worker.set_viewport_size({"width": 1200, "height": 900})

    # The words of somebody who wrote stand on the terminal; with them the portal shows what was answered.
    words = next(line for line in demo.lines if re.match(r"  \S+ \d+: ", line)).split(": ", 1)[1]
    portal_steps.come_back(visitor, portal, words.split(), "en")
    assert visitor.locator("main article").count() > 0
    assert visitor.locator(".rehearsal").count() == 1
