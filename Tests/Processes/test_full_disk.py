# SPDX-License-Identifier: AGPL-3.0-or-later
"""A disk that is really full: new things are refused, old ones stay and are served, and all goes on when there is room."""
import random
import re

import pytest
from conftest import wait_for
from plain_people import Visitor, Worker
from running import Part, SmallDisk, free_ports


@pytest.fixture
def parts(tmp_path):
    """Starts single parts and stops them at the end."""
    refusal = SmallDisk.why_not(tmp_path / "probe")
    if refusal:
        pytest.skip(f"this machine does not let us mount a small disk: {refusal}")
    started = []

    def start(name, *flags, disk=None):
        state = disk.folder if disk else tmp_path / name
        started.append(Part(name, state, *flags, disk=disk))
        started[-1].address()
        return started[-1]

    yield start
    for part in reversed(started):
        part.stop()


def organisation(parts, tmp_path, small):
    """Relay, portal and desk by themselves, `small` of them on a disk of 8 MiB; a visitor's door that is open."""
    relay_port, health_port, portal_port, desk_port = free_ports(4)
    link = tmp_path / "link"
    disk = SmallDisk(tmp_path / "small", 8)
    relay = parts("relay", "--port", relay_port, "--health-port", health_port, disk=disk if small == "relay" else None)
    token = tmp_path / "token"
    state = disk.folder if small == "relay" else tmp_path / "relay"
    token.write_bytes(relay.seen(state / "relay" / "enrolment-token").read_bytes())
    address = f"http://127.0.0.1:{relay_port}"
    desk = parts("desk", "--port", desk_port, "--relay", address, "--enrolment-file", token, "--portal-link-file", link,
                 disk=disk if small == "desk" else None)
    worker = Worker(desk_port, lambda: desk.address())
    worker.found()
    seen = desk.seen(link) if small == "desk" else link
    link.write_bytes(seen.read_bytes())
    parts("portal", "--port", portal_port, "--relay", address, "--link-file", link)
    wait_for(lambda: "Lifeboat Test" in Visitor(portal_port).client.get("/en/").text, "the portal to open")
    return relay, desk, worker, portal_port


def bodies(worker):
    return [text for request in worker.requests() for _, text, _ in worker.timeline(request)]


def write(visitor, body, files=()):
    """The status and the page that answer a message."""
    fields = visitor.form() + [("urgency", "1"), ("contact", ""), ("body", body)]
    answer = visitor.client.post_files("/en/write", fields, files)
    return answer.status, answer.text


def test_a_relay_whose_disk_is_full_refuses_new_keeps_old_and_recovers(parts, tmp_path):
    relay, _, worker, portal_port = organisation(parts, tmp_path, "relay")
    photo = random.Random(1).randbytes(300_000)
    early, late = Visitor(portal_port), Visitor(portal_port)
    early.arrive()
    late.arrive()
    assert early.send(early.form(), "Before the disk was full.", [("photo.bin", photo)])
    wait_for(lambda: bodies(worker) == ["Before the disk was full."], "the first message")
    assert worker.reply(worker.requests()[0], "An answer from before.")
    wait_for(lambda: len(early.answers()[0]) == 1, "the answer")

    relay.fill()
    for files, reason in (([], "mailbox is full"), ([("photo.bin", photo)], "that is for files is full")):
        status, page = write(late, "When the disk was full.", files)
        assert status == 507, status
        assert "When the disk was full." in page and reason in page, "the text is kept, the reason is named"
    # What is old is served, to the visitor and to the worker, also by a relay that was killed and starts on a full disk.
    assert "An answer from before." in early.answers()[0][0]
    relay.kill_and_start()
    wait_for(lambda: "An answer from before." in early.answers()[0][0], "the relay on its full disk")
    request = worker.requests()[0]
    [path] = [path for _, _, files in worker.timeline(request) for path in files.values()]
    assert worker.saved(path) == photo
    assert write(late, "When the disk was full.")[0] == 507

    relay.make_room()
    wait_for(lambda: late.send(late.form(), "When there was room again.", [("photo.bin", photo)]), "room at the relay")
    wait_for(lambda: "When there was room again." in bodies(worker), "the message")
    assert sorted(bodies(worker)) == ["An answer from before.", "Before the disk was full.", "When there was room again."]


def test_a_desk_whose_disk_is_full_says_so_and_loses_nothing(parts, tmp_path):
    _, desk, worker, portal_port = organisation(parts, tmp_path, "desk")
    visitor = Visitor(portal_port)
    visitor.arrive()
    assert visitor.send(visitor.form(), "Before the disk was full.")
    wait_for(lambda: bodies(worker) == ["Before the disk was full."], "the first message")
    request = worker.requests()[0]
    assert worker.reply(request, "An answer from before.")
    wait_for(lambda: len(visitor.answers()[0]) == 1, "the answer")

    desk.fill()
    assert visitor.send(visitor.form(), "While the desk's disk was full."), "the relay has room"
    page = worker.client.get(request)
    fields = [("token", page.hidden("token")), ("body", "An answer with no room.")]
    answer = worker.client.post_files(f"{request}/reply", fields, [])
    assert answer.status == 422 and "An answer with no room." in answer.text, "the words are kept in the form"
    assert 'role="alert"' in answer.text

    def alarm():
        banner = re.search(r'<div id="banner".*?</div>', worker.client.get("/requests").text, re.S)[0]
        return "disk refuses to write" in banner

    wait_for(alarm, "the alarm")
    # What was there can be read all the while, also after a kill.
    assert "An answer from before." in bodies(worker)
    desk.kill_and_start()
    worker.ready()
    assert "An answer from before." in bodies(worker)

    desk.make_room()
    wait_for(lambda: "While the desk's disk was full." in bodies(worker), "the message that waited at the relay")
    wait_for(lambda: not alarm(), "the alarm to end")
    assert worker.reply(request, "An answer with room.")
    wait_for(lambda: any("An answer with room." in article for article in visitor.answers()[0]), "the answer")
    assert sorted(bodies(worker)) == [
        "An answer from before.", "An answer with room.", "Before the disk was full.", "While the desk's disk was full."]
