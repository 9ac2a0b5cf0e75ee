# SPDX-License-Identifier: AGPL-3.0-or-later
"""A running Lifeboat with an organisation, and people who use it."""
import time

import pytest
from plain_http import Broken
from plain_people import Visitor, Worker
from running import Up


@pytest.fixture
def up(tmp_path):
    running = Up(tmp_path / "state")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def worker(up):
    """The worker who has founded the organisation; the portal is open."""
    up.address("Desk")
    worker = Worker(up.desk_port, lambda: up.address("Desk"))
    worker.found()
    up.address("Visitors")
    wait_for(lambda: "Lifeboat Test" in Visitor(up.portal_port).client.get("/en/").text, "the portal to open")
    return worker


def wait_for(condition, what, seconds=90):
    """Asks until it is so. Connections that break meanwhile are no answer."""
    deadline = time.monotonic() + seconds
    last = None
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except (Broken, AssertionError) as error:
            last = error
        time.sleep(0.25)
    raise AssertionError(f"waited {seconds} s for {what}; last: {last!r}")
