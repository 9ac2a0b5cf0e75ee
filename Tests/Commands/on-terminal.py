#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs a program on a terminal of its own and types answers when it asks.

Usage: on-terminal.py ANSWER... -- PROGRAM ARGUMENT...

Each answer is typed, with Enter behind it unless it is Ctrl-C, when the program has shown a prompt (text that ends with a colon
and a space). What the terminal showed goes to standard output; the exit status is the program's. Stops the program after 60 seconds."""
import os, pty, select, signal, sys, time

split = sys.argv.index("--")
answers, command = sys.argv[1:split], sys.argv[split + 1 :]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
shown, fresh, deadline = b"", b"", time.monotonic() + 60
while True:
    ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
    if not ready:
        os.kill(child, signal.SIGKILL)
        break
    try:
        data = os.read(terminal, 4096)
    except OSError:  # the program has closed its end
        break
    if not data:
        break
    shown += data
    fresh += data
    if answers and fresh.endswith(b": "):
        answer = answers.pop(0).encode()
        os.write(terminal, answer if answer == b"\x03" else answer + b"\n")
        fresh = b""
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
