# SPDX-License-Identifier: AGPL-3.0-or-later
"""A part that has run out of file descriptors answers again as soon as it has some."""
import http.client
import socket

from conftest import wait_for
from running import Part, free_ports

# Enough for what a relay holds at rest, and for some of those who come.
DESCRIPTORS, CALLERS = 96, 120


class Narrow(Part):
    """A part whose user may hold few descriptors, and no more by asking."""

    def start(self, command):
        super().start(["sh", "-c", f'ulimit -n {DESCRIPTORS} && exec "$@"', "sh"] + command)


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/v1/checkpoint", headers={"Connection": "close"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_a_relay_without_descriptors_takes_calls_again_when_it_has_some(tmp_path):
    port, health = free_ports(2)
    relay = Narrow("relay", tmp_path / "state", "--port", port, "--health-port", health)
    try:
        relay.address()
        assert answers(port)
        # The kernel completes these connections; the relay can take up only some.
        callers = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(CALLERS)]
        assert relay.process.poll() is None
        for caller in callers:
            caller.close()
        wait_for(lambda: answers(port), "the relay to answer", seconds=60)
        assert relay.process.poll() is None, relay.lines
    finally:
        relay.stop()
