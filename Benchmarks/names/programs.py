# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs programs and functions and counts their CPU seconds; never wall time, for the machine may be busy."""

import resource
import subprocess
import time


def run(command, text="", statuses=(0,)):
    """What it wrote, and the CPU seconds of it alone."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in statuses:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    return done.stdout.decode(), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(work):
    start = time.process_time()
    result = work()
    return result, time.process_time() - start
