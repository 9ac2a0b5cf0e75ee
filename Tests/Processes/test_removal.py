# SPDX-License-Identifier: AGPL-3.0-or-later
"""`kill -9` while a relay removes what nobody has claimed: between the file and what the store knows of it, wherever that falls.

TEST_KILL_SEED sets when."""
import base64
import hashlib
import http.client
import os
import random
import shutil
import sqlite3
import time

from running import Part, free_ports

SEED = int(os.environ.get("TEST_KILL_SEED", "20261125"))
WASTE, CLAIMED = 200, 40


def start(state):
    port, health = free_ports(2)
    relay = Part("relay", state, "--port", port, "--health-port", health)
    relay.address()
    return relay, port


def put(port, chance, content):
    """Brings one file, as a portal does; returns its name."""
    ticket = base64.urlsafe_b64encode(chance.randbytes(32)).decode().rstrip("=")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for body, complete in ((b"", "?0"), (content, "?0"), (b"", "?1")):
        offset = len(content) if complete == "?1" else 0
        connection.request("PUT", f"/v1/uploads/{ticket}", body, {"Upload-Offset": str(offset), "Upload-Complete": complete})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == (201 if complete == "?1" else 204), answer.status
    connection.close()
    return hashlib.sha256(content).hexdigest()


def store(state):
    return sqlite3.connect(state / "relay" / "relay.sqlite")


def records(state):
    with store(state) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = {row[0].hex() for row in database.execute("SELECT name FROM unclaimed_blobs")}
    database.close()
    return found


def files(state):
    return {path.name for path in (state / "relay" / "blobs").iterdir()}


def let_days_pass(state, claimed):
    """What claims and a season of use leave in the store."""
    with store(state) as database:
        for name in claimed:
            assert database.execute("DELETE FROM unclaimed_blobs WHERE name = ?", [bytes.fromhex(name)]).rowcount == 1
        database.execute("UPDATE unclaimed_blobs SET day = 1, since = 1")
        database.execute("INSERT INTO device_days (day, intake, claimed, hour) VALUES (100, 0, 1, 1)")
    database.close()


def test_a_relay_that_is_killed_while_it_removes_files_loses_none_that_was_claimed(tmp_path):
    chance = random.Random(SEED)
    first = tmp_path / "first"
    relay, port = start(first)
    contents = [chance.randbytes(chance.choice([1, 500, 40_000])) + index.to_bytes(4) for index in range(WASTE + CLAIMED)]
    names = [put(port, chance, content) for content in contents]
    relay.stop()
    claimed, waste = set(names[:CLAIMED]), set(names[CLAIMED:])
    let_days_pass(first, claimed)

    # Several at once, each killed at a moment of its own: a round comes every half minute.
    states = [tmp_path / f"copy-{number}" for number in range(4)]
    for state in states:
        shutil.copytree(first, state)
    left = {state: WASTE + CLAIMED - chance.randint(1, WASTE - 40) for state in states}
    relays = {state: start(state)[0] for state in states}
    deadline = time.monotonic() + 90
    while left and time.monotonic() < deadline:
        for state in list(left):
            if len(os.listdir(state / "relay" / "blobs")) <= left[state]:
                relays[state].process.kill()
                relays[state].process.wait(20)
                del left[state]
    assert not left, [relay.lines for relay in relays.values()]

    for state in states:
        there = files(state)
        assert claimed <= there and there & waste, "killed in the middle"
        # What has a file and no record stays for good.
        assert there & waste <= records(state) <= waste

    relays = {state: start(state)[0] for state in states}
    deadline = time.monotonic() + 90
    while any(files(state) & waste for state in states) and time.monotonic() < deadline:
        time.sleep(0.2)
    for state in states:
        relays[state].stop()
        assert files(state) == claimed and not records(state), (len(files(state)), len(records(state)))
        for name in claimed:
            assert hashlib.sha256((state / "relay" / "blobs" / name).read_bytes()).hexdigest() == name
