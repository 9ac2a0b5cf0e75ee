# SPDX-License-Identifier: AGPL-3.0-or-later
"""`kill -9` of any process at any moment: what was acknowledged is there, once, attachments byte for byte.

TEST_KILL_SECONDS sets how long the loop goes on (20 by default), TEST_KILL_SEED when and what it kills."""
import hashlib
import http.client
import os
import random
import threading
import time

import pytest
from conftest import wait_for
from plain_http import Answer, Broken, multipart
from plain_people import Visitor

SECONDS = float(os.environ.get("TEST_KILL_SECONDS", "20"))
SEED = int(os.environ.get("TEST_KILL_SEED", "20261125"))
VISITORS = 3


class Records:
    """What was acknowledged: the text of each message, with the hashes of its files by name."""

    def __init__(self):
        self.messages, self.replies, self.attempts = {}, {}, 0


def some_files(chance, label):
    sizes = [chance.choice([0, 1, 65_536, 300_000, 1_500_000]) for _ in range(chance.choice([0, 1, 1, 2]))]
    return [(f"{label}-{index}.bin", chance.randbytes(size)) for index, size in enumerate(sizes)]


def hashes(files):
    return {name: hashlib.sha256(content).hexdigest() for name, content in files}


def write_messages(visitor, number, records, stop):
    chance = random.Random(f"{SEED}-visitor-{number}")
    turn = 0
    while not stop.is_set():
        turn += 1
        text = f"Message {number}-{turn} of {chance.randbytes(8).hex()}"
        files = some_files(chance, f"v{number}-{turn}")
        try:
            if not visitor.words:
                visitor.arrive()
            form = visitor.form()
            # The same form again is the same message, however often it is sent.
            for _ in range(4):
                records.attempts += 1
                if visitor.send(form, text, files):
                    records.messages[text] = (number, hashes(files))
                    break
                time.sleep(0.3)
        except (Broken, AssertionError):
            pass
        time.sleep(chance.uniform(0.2, 1))


def answer_messages(worker, records, stop):
    chance = random.Random(f"{SEED}-worker")
    turn = 0
    while not stop.is_set():
        turn += 1
        text = f"Reply {turn} of {chance.randbytes(8).hex()}"
        files = some_files(chance, f"w{turn}")
        try:
            requests = worker.requests()
            if requests:
                request = chance.choice(requests)
                records.attempts += 1
                if worker.reply(request, text, files):
                    records.replies[text] = (request, hashes(files))
        except (Broken, AssertionError):
            pass
        time.sleep(0.2)


def kill_at_random(up, seconds):
    """Kills parts one by one and, at the end of each round, all of them at once; a new start also ends the pauses that
    the supervisor makes after each death."""
    chance = random.Random(SEED)
    end = time.monotonic() + seconds
    killed = dict.fromkeys(("relay", "portal", "desk", "everything"), 0)
    while time.monotonic() < end or 0 in killed.values():
        round_ = ["relay"] * 4 + ["portal"] * 4 + ["desk"] * 3
        chance.shuffle(round_)
        for part in round_ + ["everything"]:
            time.sleep(chance.uniform(0.2, 3))
            if part == "everything":
                up.kill_everything()
                up.start()
            else:
                try:
                    up.kill_and_forget(part)
                except (AssertionError, ProcessLookupError):
                    continue  # it is dead already and not started again yet
            killed[part] += 1
            if time.monotonic() > end and 0 not in killed.values():
                break
    return killed


def test_nothing_acknowledged_is_lost_whatever_is_killed(up, worker):
    records, stop, started = Records(), threading.Event(), time.monotonic()
    visitors = [Visitor(up.portal_port) for _ in range(VISITORS)]
    people = [threading.Thread(target=write_messages, args=(visitor, number, records, stop))
              for number, visitor in enumerate(visitors)]
    people.append(threading.Thread(target=answer_messages, args=(worker, records, stop)))
    for person in people:
        person.start()
    try:
        killed = kill_at_random(up, SECONDS)
    finally:
        stop.set()
        for person in people:
            person.join(120)
    up.kill_everything()
    up.start()
    print(f"seed {SEED}: {time.monotonic() - started:.0f} s, killed {killed}; {records.attempts} attempts, {len(records.messages)} messages and "
          f"{len(records.replies)} replies acknowledged")
    assert len(records.messages) >= 10 and len(records.replies) >= 3, "too little was acknowledged to show anything"

    found = {}

    def all_are_there():
        found.clear()
        for request in worker.requests():
            for kind, text, files in worker.timeline(request):
                found.setdefault(text, []).append((request, kind, files))
        return set(records.messages) | set(records.replies) <= set(found)

    wait_for(all_are_there, "everything acknowledged to be at the desk")
    for text, places in found.items():
        assert len(places) == 1, f"{text!r} is there {len(places)} times"
    conversations = {}
    for text, (number, sent) in records.messages.items():
        request, kind, files = found[text][0]
        assert kind == "person"
        assert conversations.setdefault(number, request) == request, "one person, one conversation"
        assert {name: hashlib.sha256(worker.saved(path)).hexdigest() for name, path in files.items()} == sent
    for text, (request, sent) in records.replies.items():
        place, kind, files = found[text][0]
        assert (place, kind) == (request, "reply") and set(files) == set(sent)

    # The persons read every answer, once, with its files.
    for number, visitor in enumerate(visitors):
        mine = {text: sent for text, (request, sent) in records.replies.items() if request == conversations.get(number)}

        def all_are_read():
            read, _ = visitor.answers()
            return all(sum(text in article for article in read) == 1 for text in mine)

        wait_for(all_are_read, f"the answers of visitor {number}")
        _, paths = visitor.answers()
        read = {hashlib.sha256(visitor.client.get(path).body).hexdigest() for path in paths}
        assert {digest for sent in mine.values() for digest in sent.values()} <= read


def test_a_supervisor_that_is_killed_alone_takes_its_parts_with_it(up, worker):
    visitor = Visitor(up.portal_port)
    visitor.arrive()
    assert visitor.send(visitor.form(), "Before the supervisor died.", [("p.bin", b"1234")])
    left = up.kill_supervisor()
    assert len(left) == 3
    # No part outlives it: each sees its end of the pipe, finishes what it does, and gives its port back.
    wait_for(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in left), "the parts to end")
    up.start()
    up.address("Desk")
    worker.ready()
    wait_for(lambda: len(worker.requests()) == 1, "the request")
    [(kind, body, files)] = worker.timeline(worker.requests()[0])
    assert (kind, body) == ("person", "Before the supervisor died.") and worker.saved(files["p.bin"]) == b"1234"


def post_half(client, path, fields, files):
    """Sends half of a form with files; returns the open connection and the other half."""
    kind, body = multipart(fields, files)
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=60)
    connection.putrequest("POST", path)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **client.headers,
                        "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body[:len(body) // 2])
    return connection, body[len(body) // 2:]


def finish(connection, rest):
    """What answers the other half; Broken if nobody is there."""
    try:
        connection.send(rest)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    except (OSError, http.client.HTTPException) as error:
        raise Broken(str(error)) from error
    finally:
        connection.close()


def holds_some(folder):
    """Whether a file of a MiB or more has begun to arrive there."""
    return any(path.stat().st_size >= 1 << 20 for path in folder.iterdir())


@pytest.mark.parametrize("part", ["relay", "portal"])
def test_an_upload_that_a_kill_cuts_in_two_is_not_acknowledged(up, worker, part):
    photo = random.Random(SEED).randbytes(8 << 20)
    visitor = Visitor(up.portal_port)
    visitor.arrive()
    form = visitor.form()
    text = "Half of a photograph, and then darkness."
    connection, rest = post_half(
        visitor.client, "/en/write", form + [("urgency", "1"), ("contact", ""), ("body", text)], [("p.bin", photo)])
    wait_for(lambda: holds_some(up.state / "relay" / "uploads"), "the relay to hold a part of the file")
    up.kill_and_forget(part)
    try:
        page = visitor.client.taken(finish(connection, rest))
        assert part == "relay" and page.status == 503, page.status
        assert text in page.text and 'role="alert"' in page.text, "the text is kept and the page says that nothing was sent"
    except Broken:
        assert part == "portal"
        up.address("Visitors")
        wait_for(lambda: visitor.come_back().status == 200, "the portal to be back")
        form = visitor.form()
    wait_for(lambda: visitor.send(form, text, [("p.bin", photo)]), "the message to be taken")

    wait_for(lambda: len(worker.requests()) == 1, "the request")
    request = worker.requests()[0]
    [(kind, body, files)] = worker.timeline(request)
    assert (kind, body, set(files)) == ("person", text, {"p.bin"})
    assert worker.saved(files["p.bin"]) == photo


def test_a_reply_that_a_kill_cuts_in_two_is_not_there(up, worker):
    plan = random.Random(SEED).randbytes(8 << 20)
    visitor = Visitor(up.portal_port)
    visitor.arrive()
    assert visitor.send(visitor.form(), "Where shall I go?")
    wait_for(lambda: len(worker.requests()) == 1, "the request")
    request = worker.requests()[0]
    token = worker.client.get(request).hidden("token")
    connection, rest = post_half(
        worker.client, f"{request}/reply", [("token", token), ("body", "Half a plan.")], [("plan.bin", plan)])
    wait_for(lambda: holds_some(up.state / "desk" / "staged"), "the desk to hold a part of the file")
    up.kill_and_forget("desk")
    with pytest.raises(Broken):
        finish(connection, rest)
    worker.ready()
    assert [kind for kind, _, _ in worker.timeline(request)] == ["person"]
    assert worker.reply(request, "The whole plan.", [("plan.bin", plan)])
    wait_for(lambda: len(visitor.answers()[1]) == 1, "the answer")
    articles, [path] = visitor.answers()
    assert len(articles) == 1 and "The whole plan." in articles[0]
    assert visitor.client.get(path).body == plan
