# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stopping: quick and quiet, whoever is still connected."""
import http.client
import time


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
    said = [line for line in up.lines if not line.startswith(("Visitors ", "Desk "))]
    assert said == ["lifeboat: stopping"], said
    for connection, _ in others + [(live, None)]:
        connection.close()
