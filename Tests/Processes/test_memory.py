# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memory follows what is under way, within a bound: 32 visitors who send files at once do not fill it."""
import os
import threading

from plain_people import Visitor
from running import PROGRAM

VISITORS = 32
# Of a release build, in all; and what a build of any kind may need beyond what it needs at rest.
MOST, MOST_MORE = 64, 26


def mebibytes(pid, line):
    with open(f"/proc/{pid}/status") as status:
        return next(int(each.split()[1]) / 1024 for each in status if each.startswith(line))


def send(visitor, photo, results):
    for turn in range(4):
        results.append(visitor.send(visitor.form(), f"Message {turn}", [("photo.bin", photo)]))


def test_relay_and_portal_stay_small_while_32_visitors_send_files(up, worker):
    photo = os.urandom(1 << 20)
    visitors = [Visitor(up.portal_port) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.arrive()
    parts = {part: up.child(part) for part in ("relay", "portal")}
    before = {part: mebibytes(pid, "VmRSS") for part, pid in parts.items()}
    results = []
    people = [threading.Thread(target=send, args=(visitor, photo, results)) for visitor in visitors]
    for person in people:
        person.start()
    for person in people:
        person.join(300)
    assert results == [True] * VISITORS * 4
    for part, pid in parts.items():
        most = mebibytes(pid, "VmHWM")
        print(f"{part}: {before[part]:.0f} MiB at rest, {most:.0f} at most")
        assert most - before[part] <= MOST_MORE, part
        assert "release" not in PROGRAM or most <= MOST, part
