# SPDX-License-Identifier: AGPL-3.0-or-later
"""`lifeboat demo`: a practice organisation that is full of invented people, and a worker's way through all of it."""
import re
import time

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
        # They are said after the addresses, one after the other; two is what anybody here asks for.
        for _ in range(300):
            lines = [line.split(": ", 1)[1].split() for line in list(self.lines)
                     if re.match(r"  \S+ \S+ \d+: |  \S+ \d+: ", line)]
            if len(lines) > 1:
                break
            time.sleep(0.1)
        assert lines and all(len(words) == 12 for words in lines), self.lines
        return lines


def unlock(page, demo):
    page.goto(demo.desk())
    page.locator("#passphrase").fill(PASSPHRASE)
    page.locator("form[action='/unlock'] button.main").click()
    page.locator("#today").wait_for(timeout=60_000)


def shape(address):
    """What the addresses of pages of one kind have in common: all cases have the same forms."""
    path, _, query = address.partition("?")
    names = sorted({part.split("=")[0] for part in query.split("&") if part})
    return re.sub(r"[0-9a-f]{32}", "*", path) + ("?" + "&".join(names) if names else "")


def every_page(page, base, most):
    """Shows every page that links lead to from the first one, so many of a shape (1 where `most` does not say), and says its shape.
    A new page cannot be forgotten here: it only has to be linked."""
    waiting, seen, counts = ["/"], set(), {}
    while waiting:
        address = waiting.pop(0)
        kind = shape(address)
        if address in seen or counts.get(kind, 0) >= most.get(kind, 1):
            continue
        seen.add(address)
        counts[kind] = counts.get(kind, 0) + 1
        answer = page.goto(base + address)
        assert answer.status == 200, f"{address}: {answer.status}"
        yield kind
        links = page.eval_on_selector_all(
            "a[href]:not([download])", "links => links.map((link) => link.getAttribute('href').split('#')[0])")
        waiting += [link for link in links if link.startswith("/")]
