# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two portals, each a process of its own, at one relay: one conversation through either door, and nothing counts twice."""
import threading

import pytest
from conftest import wait_for
from plain_people import Visitor, Worker
from running import Part, free_ports


@pytest.fixture
def doors(tmp_path):
    """A relay, a desk whose organisation is founded, and two portals: the worker, and the portals' ports."""
    relay_port, health_port, desk_port, first, second = free_ports(5)
    address, link, parts = f"http://127.0.0.1:{relay_port}", tmp_path / "link", []

    def start(name, state, *flags):
        parts.append(Part(name, tmp_path / state, *flags))
        parts[-1].address()
        return parts[-1]

    start("relay", "relay", "--port", relay_port, "--health-port", health_port)
    desk = start("desk", "desk", "--port", desk_port, "--relay", address, "--portal-link-file", link,
                 "--enrolment-file", tmp_path / "relay" / "relay" / "enrolment-token")
    worker = Worker(desk_port, lambda: desk.address())
    worker.found()
    for number, port in enumerate((first, second)):
        start("portal", f"portal-{number}", "--port", port, "--relay", address, "--link-file", link)
        wait_for(lambda: "Lifeboat Test" in Visitor(port).client.get("/en/").text, "the portal to open")
    yield worker, first, second
    for part in reversed(parts):
        part.stop()


def post(visitor, form, body):
    answer = visitor.client.post_files("/en/write", form + [("urgency", "1"), ("contact", ""), ("body", body)], [])
    return answer.status, answer.text


def test_one_conversation_goes_through_two_portals(doors):
    worker, first, second = doors
    here, there = Visitor(first), Visitor(second)
    here.arrive()
    assert here.send(here.form(), "Through the first door.", [("a.bin", b"first")])
    wait_for(lambda: len(worker.requests()) == 1, "the request")
    request = worker.requests()[0]
    assert worker.reply(request, "Read at either door.")

    there.words = here.words
    there.come_back()
    wait_for(lambda: any("Read at either door." in article for article in there.answers()[0]), "the answer")
    assert there.send(there.form(), "Through the second door.")
    wait_for(lambda: len(worker.timeline(request)) == 3, "the follow-up in the same conversation")
    assert [text for _, text, _ in worker.timeline(request)] == [
        "Through the first door.", "Read at either door.", "Through the second door."]
    assert worker.requests() == [request]


def test_one_form_that_is_sent_at_both_counts_once(doors):
    worker, first, second = doors
    here, there = Visitor(first), Visitor(second)
    here.arrive()
    there.words = here.words
    there.come_back()
    form, other = dict(here.form()), dict(there.form())
    # The second door has a visit of the same person, but never gave out this form.
    foreign = [("csrf", other["csrf"]), ("form", form["form"])]
    answers = {}

    def send(name, visitor, fields):
        answers[name] = post(visitor, fields, "Sent at both doors.")

    people = [threading.Thread(target=send, args=("here", here, list(form.items()))),
              threading.Thread(target=send, args=("there", there, foreign))]
    for person in people:
        person.start()
    for person in people:
        person.join(60)
    assert answers["here"][0] == 303
    status, page = answers["there"]
    assert status == 403 and "Sent at both doors." in page, "refused, and what was typed is kept"
    # The same form once more at the door that gave it out is the same message.
    assert post(here, list(form.items()), "Sent at both doors.")[0] == 303
    # Whatever came is at the desk before what is sent after it.
    assert there.send(list(there.form()), "And one more.")
    wait_for(lambda: len(worker.requests()) == 1 and len(worker.timeline(worker.requests()[0])) >= 2, "both messages")
    assert [text for _, text, _ in worker.timeline(worker.requests()[0])] == ["Sent at both doors.", "And one more."]
