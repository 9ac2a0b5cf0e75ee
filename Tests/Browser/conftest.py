# SPDX-License-Identifier: AGPL-3.0-or-later
"""A running Lifeboat and a real browser for the tests beside this file."""

import subprocess
import threading
import uuid

import pytest
from playwright.sync_api import sync_playwright
from practice import Demo, unlock
from running import Up


@pytest.fixture
def up(tmp_path):
    running = Up(tmp_path / "state")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A practice organisation of nine cases for one file of tests."""
    running = Demo(tmp_path_factory.mktemp("demo") / "demo", cases=9)
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def let_in(demo, chromium):
    """What a browser keeps that was let in and has unlocked: the address that the terminal names is good for one."""
    context = chromium.new_context(locale="en-GB")
    unlock(context.new_page(), demo)
    yield context.storage_state()
    context.close()


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(playwright):
    """A browser for one file of tests: one that hangs takes no others with it, and is ended where it does not close."""
    mark = "lifeboat-tests-" + uuid.uuid4().hex
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--" + mark])
    yield browser
    end = threading.Timer(20, lambda: subprocess.run(["pkill", "-KILL", "-f", mark], check=False))
    end.start()
    try:
        browser.close()
    finally:
        end.cancel()


@pytest.fixture
def firefox(playwright):
    browser = playwright.firefox.launch(
        executable_path="/usr/bin/firefox-esr", channel="moz-firefox", firefox_user_prefs={"intl.accept_languages": "ru"})
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


@pytest.fixture
def colleague_reads():
    """The language in which the colleague reads; a file of tests may name another."""
    return "en-GB"


@pytest.fixture
def colleague(chromium, complaints, colleague_reads):
    """A page of the worker's colleague, who works at another desk."""
    context = chromium.new_context(locale=colleague_reads, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    complaints.watch(page)
    yield page
    context.close()
