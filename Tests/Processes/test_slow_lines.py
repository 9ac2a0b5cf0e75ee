# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bad lines: a visitor who pauses, and a relay that stands still."""
import http.client
import os
import signal
import time

from conftest import wait_for
from plain_http import Answer, multipart
from plain_people import Visitor


def begin(visitor, port, body, content, timeout):
    """A form with a file on its way: the connection, and what is still to be sent."""
    kind, form = multipart(visitor.form() + [("urgency", "1"), ("contact", ""), ("body", body)], [("a.bin", content)])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    connection.putrequest("POST", "/en/write")
    connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items()))
    connection.putheader("Content-Type", kind)
    connection.putheader("Content-Length", str(len(form)))
    connection.endheaders()
    return connection, form


def test_a_file_arrives_on_a_line_that_pauses(up, worker):
    visitor = Visitor(up.portal_port)
    visitor.arrive()
    connection, form = begin(visitor, up.portal_port, "After a pause.", b"b" * 300_000, 30)
    connection.send(form[:150_000])
    time.sleep(45)
    connection.send(form[150_000:])
    answer = connection.getresponse()
    assert answer.status == 303 and answer.headers["Location"].endswith("/sent"), answer.read()
    connection.close()
    wait_for(lambda: len(worker.requests()) == 1, "the request")


def test_a_relay_that_stands_still_costs_nobody_their_text(up, worker):
    visitor = Visitor(up.portal_port)
    visitor.arrive()
    connection, form = begin(visitor, up.portal_port, "Written for an hour.", b"c" * (5 << 20), 120)
    relay = up.child("relay")
    os.kill(relay, signal.SIGSTOP)
    try:
        started = time.monotonic()
        connection.send(form)
        answer = connection.getresponse()
        page = visitor.client.taken(Answer(answer.status, answer.headers, answer.read()))
        assert page.status == 503 and "Written for an hour." in page.text, page.text
        assert time.monotonic() - started < 85
    finally:
        os.kill(relay, signal.SIGCONT)
    connection.close()


def test_a_desk_says_that_a_relay_that_stands_still_is_not_reached_and_that_it_is_back(up, worker):
    def is_offline():
        return "No connection to the relay." in worker.client.get("/requests").text

    wait_for(lambda: not is_offline(), "the desk to be connected")
    relay = up.child("relay")
    os.kill(relay, signal.SIGSTOP)
    try:
        wait_for(is_offline, "the desk to say so", seconds=60)
    finally:
        os.kill(relay, signal.SIGCONT)
    wait_for(lambda: not is_offline(), "the desk to be back", seconds=60)


def test_a_message_without_a_file_is_given_up_too(up, worker):
    visitor = Visitor(up.portal_port)
    visitor.arrive()
    visitor.client.timeout = 110
    form = visitor.form()
    relay = up.child("relay")
    os.kill(relay, signal.SIGSTOP)
    try:
        page = visitor.client.post_files("/en/write", form + [("urgency", "1"), ("contact", ""), ("body", "Written at night.")], [])
        assert page.status == 503 and "Written at night." in page.text, page.text
    finally:
        os.kill(relay, signal.SIGCONT)
    wait_for(lambda: visitor.send(form, "Written at night."), "the message to be taken")
    wait_for(lambda: len(worker.requests()) == 1, "the request")
