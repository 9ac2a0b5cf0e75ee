# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stopping: quick and quiet, whoever is still connected."""
import http.client
import os
import pathlib
import subprocess
import time

from conftest import wait_for
from plain_http import multipart
from plain_people import Visitor
from running import PROGRAM


def keep_open(client, path):
    """A connection that a browser leaves open after an answer, or in the middle of one."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    connection.request("GET", path, headers={**client.headers, "Cookie": cookies})
    answer = connection.getresponse()
    assert answer.status == 200
    return connection, answer


def test_a_stop_with_open_connections_is_quick_and_says_nothing_alarming(up, worker):
    live, answer = keep_open(worker.client, "/events")
    assert answer.read(11) == b": listening"
    others = [keep_open(worker.client, "/help")]
    others[0][1].read()
    for port in (up.portal_port, up.relay_port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.connect()
        others.append((connection, None))
    started = time.monotonic()
    up.stop()
    assert time.monotonic() - started < 10
    up.listener.join(10)
    # That the door opened for visitors may be said before.
    said = [line for line in up.lines if not line.startswith(("Visitors ", "Desk ")) and "the door is open" not in line]
    assert said == ["lifeboat: stopping"], said
    for connection, _ in others + [(live, None)]:
        connection.close()


def test_a_stop_in_the_middle_of_an_upload_leaves_nothing_running(up, worker):
    visitor = Visitor(up.portal_port)
    visitor.arrive()
    kind, body = multipart(visitor.form() + [("urgency", "1"), ("contact", ""), ("body", "On the way.")],
                           [("a.bin", b"a" * (4 << 20))])
    connection = http.client.HTTPConnection("127.0.0.1", up.portal_port, timeout=30)
    connection.putrequest("POST", "/en/write")
    connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items()))
    connection.putheader("Content-Type", kind)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    connection.send(body[:len(body) // 2])
    time.sleep(1)
    parts = up.children()
    assert set(parts) == {"relay", "portal", "desk"}
    up.stop()
    left = [name for name, pid in parts.items() if is_running(pid)]
    assert not left, left
    connection.close()
    up.start()
    up.address("Visitors", seconds=20)
    assert not [line for line in up.lines if "stopped unexpectedly" in line], up.lines


def test_a_part_to_which_nobody_listens_stops_in_good_order(tmp_path):
    ends = os.pipe()
    command = [PROGRAM, "relay", "--state", str(tmp_path), "--port", "0", "--health-port", "0"]
    relay = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=ends[1], stderr=ends[1])
    for end in ends:
        os.close(end)
    wait_for(lambda: (tmp_path / "relay" / "enrolment-token").exists(), "the relay to start")
    time.sleep(1)
    relay.terminate()
    assert relay.wait(40) == 0


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except OSError:
        return False
