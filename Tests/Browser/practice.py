# SPDX-License-Identifier: AGPL-3.0-or-later
"""`lifeboat demo`: a practice organisation that is full of invented people, and a worker's way through all of it."""
import re

from running import PROGRAM, Up

PASSPHRASE = "practice makes calm people"


class Demo(Up):
    """A practice organisation with so many cases."""

    def __init__(self, state, cases):
        self.cases = cases
        super().__init__(state)

    def arguments(self):
        return [PROGRAM, "demo", "--directory", str(self.state), "--cases", str(self.cases),
                "--portal-port", str(self.portal_port), "--desk-port", str(self.desk_port), "--relay-port",
                str(self.relay_port), "--relay-health-port", str(self.health_port)]

    def desk(self):
        """The address under which the desk lets a worker in, once everything is filled."""
        return self.address("Desk", seconds=400)

    def words(self):
        """The twelve words of those who wrote, as the terminal names them, in the order of their cases."""
        self.address("Visitors")
        lines = [line.split(": ", 1)[1].split() for line in self.lines if re.match(r"  \S+ \S+ \d+: |  \S+ \d+: ", line)]
        assert lines and all(len(words) == 12 for words in lines), self.lines
        return lines


def unlock(page, demo):
    page.goto(demo.desk())
    page.locator("#passphrase").fill(PASSPHRASE)
    page.locator("form[action='/unlock'] button.main").click()
    page.locator("#today").wait_for(timeout=60_000)
