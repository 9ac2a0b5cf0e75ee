# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a team does at its desks, step by step, each with a browser page of their own."""
import socket
import subprocess
import threading

from desk_steps import PASSPHRASE
from running import PROGRAM, free_ports


class Line:
    """A network line between a desk and its relay, which can be cut and mended."""

    def __init__(self, target):
        self.target = target
        self.is_cut = False
        self.sockets = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.target))
            self.sockets += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.carry, args=(one, other), daemon=True).start()

    @staticmethod
    def carry(one, other):
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.is_cut = True
        for end in self.sockets:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.sockets = []

    def mend(self):
        self.is_cut = False

    def close(self):
        self.cut()
        self.listener.close()


class Desk:
    """A colleague's own desk, on the relay of a running Lifeboat."""

    def __init__(self, state, relay_port):
        self.port, = free_ports(1)
        self.process = subprocess.Popen(
            [PROGRAM, "desk", "--state", str(state), "--port", str(self.port), "--relay",
             "http://127.0.0.1:%d" % relay_port],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        self.lines = []
        self.found = threading.Event()
        self.entry = None
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            for word in line.split():
                if word.startswith("http://127.0.0.1") and "/enter?token=" in word:
                    self.entry = word
                    self.found.set()

    def address(self):
        assert self.found.wait(60), self.lines
        return self.entry

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def base(page):
    return "/".join(page.url.split("/")[:3])


def go(page, path):
    page.goto(base(page) + path)


def ask_to_join(page, address, invitation, name):
    """Returns the fingerprint that the new machine shows."""
    page.goto(address)
    page.locator("a[href='/join']").click()
    page.locator("#invitation").fill(invitation)
    page.locator("#member").fill(name)
    page.locator("#passphrase").fill(PASSPHRASE)
    page.locator("#repeat").fill(PASSPHRASE)
    page.locator("form[action='/join'] button.main").click()
    page.locator(".fingerprint").wait_for(timeout=60_000)
    return page.locator(".fingerprint").inner_text().strip()


def admit(page, name, fingerprint, roles):
    """A director compares and admits. `roles`: numbers as the form has them."""
    go(page, "/members")
    card = page.locator("#applicants .card", has_text=name)
    card.wait_for(timeout=40_000)
    assert card.locator(".fingerprint").inner_text().strip() == fingerprint
    card.locator("a[href$='/admit']").click()
    for role in roles:
        page.locator(f"input[name='roles-{role}']").check()
    page.locator("input[name='same']").check()
    page.locator("form.form button").click()
    page.locator("table.rows", has_text=name).wait_for(timeout=40_000)


def wait_until_admitted(page):
    for _ in range(40):
        if page.locator("#today").count():
            return
        button = page.locator("button[value='look']")
        if button.count():
            button.click()
        page.wait_for_timeout(1_000)
    raise AssertionError("not admitted: " + page.locator("main").inner_text())


def choose(page, field, text):
    """The option whose words begin with `text`."""
    options = page.locator(f"#field-{field} option").all()
    value = next(each.get_attribute("value") for each in options if each.inner_text().startswith(text))
    page.locator(f"#field-{field}").select_option(value)


def submit(page):
    page.locator("form.form button").click()
    page.wait_for_load_state()
    assert page.locator("#trouble").count() == 0, page.locator("#trouble").inner_text()
