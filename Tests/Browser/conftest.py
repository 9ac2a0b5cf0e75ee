# SPDX-License-Identifier: AGPL-3.0-or-later
"""A running Lifeboat and a real browser for the tests beside this file."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import time

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("LIFEBOAT_PROGRAM", str(ROOT / ".build/debug/lifeboat"))


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Up:
    """`lifeboat up` in a folder of its own."""

    def __init__(self, state):
        self.state = state
        self.portal_port, self.desk_port, self.relay_port, self.health_port = free_ports(4)
        self.lines = []
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [PROGRAM, "up", "--state", str(self.state), "--portal-port", str(self.portal_port), "--desk-port",
             str(self.desk_port), "--relay-port", str(self.relay_port), "--relay-health-port", str(self.health_port)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        self.addresses = {}
        self.heard = threading.Condition()
        threading.Thread(target=self.listen, args=(self.process,), daemon=True).start()

    def listen(self, process):
        for line in process.stdout:
            self.lines.append(line.rstrip())
            match = re.match(r"(Visitors|Desk)\s+(http\S+)", line)
            with self.heard:
                if match:
                    self.addresses[match[1]] = match[2]
                self.heard.notify_all()

    def address(self, who, seconds=60):
        with self.heard:
            found = self.heard.wait_for(lambda: who in self.addresses, timeout=seconds)
        assert found, "no address for %s; said: %s" % (who, self.lines)
        return self.addresses[who]

    def forget(self, who):
        with self.heard:
            self.addresses.pop(who, None)

    def child(self, part):
        """The process number of one part."""
        listing = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
        for line in listing.splitlines()[1:]:
            pid, parent, args = line.strip().split(None, 2)
            if int(parent) == self.process.pid and args.split()[1:2] == [part]:
                return int(pid)
        raise AssertionError("no process for %s in:\n%s" % (part, listing))

    def kill(self, part):
        who = {"portal": "Visitors", "desk": "Desk"}.get(part)
        pid = self.child(part)
        if who:
            self.forget(who)
        os.kill(pid, signal.SIGKILL)
        if who:
            self.address(who)
        else:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    socket.create_connection(("127.0.0.1", self.relay_port), timeout=1).close()
                    if self.child(part) != pid:
                        return
                except (OSError, AssertionError):
                    pass
                time.sleep(0.1)
            raise AssertionError("the relay did not come back: %s" % self.lines)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(20) == 0, self.lines
        finally:
            self.process.kill()

    def kept_bytes(self, part):
        """Every file below a part's folder, name and content."""
        for path in sorted((self.state / part).rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()


@pytest.fixture
def up(tmp_path):
    running = Up(tmp_path / "state")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class Complaints(list):
    """What a page said on its console, every error and every request to elsewhere: there must be none."""

    NEUTRAL = "https://www.wikipedia.org/"

    def __init__(self):
        super().__init__()
        # Chromium calls every page with a refusal status an error; that a refusal is right is for the tests to say.
        self.expected = [self.NEUTRAL, "the server responded with a status of 4", "status of 503"]

    def expect(self, part):
        """From now on a complaint that contains `part` is what the test provoked."""
        self.expected.append(part)

    def note(self, text):
        if not any(part in text for part in self.expected):
            self.append(text)

    def watch(self, page):
        # Quick exit leads to the neutral page, which this machine must not really ask for.
        page.route(self.NEUTRAL + "**", lambda route: route.fulfill(body="<title>neutral</title>"))
        page.on("console", lambda message: self.note(f"{message.text} {message.location}")
                if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("request", lambda request: self.note("left the machine: " + request.url)
                if not request.url.startswith(("http://127.0.0.1", "data:", "blob:", "about:")) else None)


@pytest.fixture
def complaints():
    heard = Complaints()
    yield heard
    assert heard == []


@pytest.fixture
def visitor(chromium, complaints):
    """A page of a visitor who has switched scripts off and reads Russian."""
    context = chromium.new_context(java_script_enabled=False, locale="ru-RU", accept_downloads=True)
    page = context.new_page()
    complaints.watch(page)
    yield page
    context.close()


@pytest.fixture
def worker(chromium, complaints):
    context = chromium.new_context(locale="en-GB", accept_downloads=True)
    page = context.new_page()
    complaints.watch(page)
    yield page
    context.close()
