# SPDX-License-Identifier: AGPL-3.0-or-later
"""`lifeboat up` as a process: started, listened to, killed."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PROGRAM_UNDER_TEST", str(ROOT / ".build/debug/lifeboat"))

# How `up` calls the parts that have an address for people.
SAYS = {"portal": "Visitors", "desk": "Desk"}


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Up:
    """`lifeboat up` in a folder of its own."""

    def __init__(self, state, environment=None):
        self.state, self.environment = state, {**os.environ, **(environment or {})}
        self.portal_port, self.desk_port, self.relay_port, self.health_port = free_ports(4)
        self.lines = []
        self.start()

    def arguments(self):
        return [PROGRAM, "up", "--state", str(self.state), "--portal-port", str(self.portal_port), "--desk-port",
                str(self.desk_port), "--relay-port", str(self.relay_port), "--relay-health-port", str(self.health_port)]

    def start(self):
        self.process = subprocess.Popen(
            self.arguments(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            bufsize=1, env=self.environment)
        self.addresses = {}
        self.heard = threading.Condition()
        self.listener = threading.Thread(target=self.listen, args=(self.process,), daemon=True)
        self.listener.start()

    def listen(self, process):
        for line in process.stdout:
            self.lines.append(line.rstrip())
            match = re.match(r"(Visitors|Desk)\s+(http\S+)", line)
            with self.heard:
                if match:
                    self.addresses[match[1]] = match[2]
                self.heard.notify_all()

    def address(self, who, seconds=60):
        with self.heard:
            found = self.heard.wait_for(lambda: who in self.addresses, timeout=seconds)
        assert found, "no address for %s; said: %s" % (who, self.lines)
        return self.addresses[who]

    def forget(self, who):
        with self.heard:
            self.addresses.pop(who, None)

    def children(self):
        """The process numbers of the parts that run now."""
        found = {}
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                # What stands behind the name in brackets: the state, then the parent (proc(5)).
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # it has ended meanwhile
            if parent == self.process.pid and len(words) > 1:
                found[words[1].decode()] = int(folder.name)
        return found

    def child(self, part):
        """The process number of one part."""
        running = self.children()
        assert part in running, f"no process for {part}, only {running}; said: {self.lines[-20:]}"
        return running[part]

    def kill_and_forget(self, part):
        """Kills one part this instant, wherever it stands; nobody waits for it."""
        who = SAYS.get(part)
        if who:
            self.forget(who)
        os.kill(self.child(part), signal.SIGKILL)

    def kill_everything(self):
        """Kills the supervisor and its parts at once, as a machine does that stops and keeps its disk."""
        pids = list(self.children().values())
        for pid in [self.process.pid] + pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait(20)
        deadline = time.monotonic() + 20
        while any(pathlib.Path(f"/proc/{pid}/cmdline").exists() for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.02)

    def kill_supervisor(self):
        """Kills the supervisor alone; returns the process numbers of the parts that it leaves behind."""
        pids = list(self.children().values())
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
        return pids

    def kill(self, part):
        who = SAYS.get(part)
        pid = self.child(part)
        if who:
            self.forget(who)
        os.kill(pid, signal.SIGKILL)
        if who:
            self.address(who)
        else:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    socket.create_connection(("127.0.0.1", self.relay_port), timeout=1).close()
                    if self.child(part) != pid:
                        return
                except (OSError, AssertionError):
                    pass
                time.sleep(0.1)
            raise AssertionError("the relay did not come back: %s" % self.lines)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(20) == 0, self.lines
        finally:
            self.process.kill()

    def kept_bytes(self, part):
        """Every file below a part's folder, name and content."""
        for path in sorted((self.state / part).rglob("*")):
            try:
                if path.is_file():
                    yield path, path.read_bytes()
            except FileNotFoundError:
                continue  # a running part has removed it meanwhile


class SmallDisk:
    """A disk of a few MiB in memory, which one program sees at `folder` in a mount namespace of its own."""

    def __init__(self, folder, mebibytes):
        self.folder, self.mebibytes = folder, mebibytes
        folder.mkdir()

    @staticmethod
    def wrap():
        return ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--user", "--map-root-user"])

    @classmethod
    def why_not(cls, folder):
        """Why this machine lets nobody mount one; None where it does."""
        folder.mkdir(exist_ok=True)
        probe = subprocess.run(cls.wrap() + ["mount", "-t", "tmpfs", "-o", "size=1m", "lifeboat", str(folder)],
                               capture_output=True, text=True)
        return None if probe.returncode == 0 else (probe.stderr.strip() or "unshare is refused")

    def command(self, words):
        script = f'mount -t tmpfs -o size={self.mebibytes}m,mode=700 lifeboat "$0" && exec "$@"'
        return self.wrap() + ["sh", "-c", script, str(self.folder)] + words


class Part:
    """One part by itself, as `lifeboat relay`, `portal` or `desk`; on a small disk where there is one."""

    def __init__(self, name, state, *flags, disk=None):
        self.command = [PROGRAM, name, "--state", str(state)] + [str(flag) for flag in flags]
        self.disk, self.lines = disk, []
        self.start(disk.command(self.command) if disk else self.command)

    def start(self, command):
        # The desk gives a new address for each Enter, but only at a terminal: so each start is good for one.
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, bufsize=1)
        self.said, self.ready = threading.Condition(), None
        threading.Thread(target=self.listen, args=(self.process,), daemon=True).start()

    def listen(self, process):
        for line in process.stdout:
            with self.said:
                self.lines.append(line.rstrip())
                if line.startswith("ready "):
                    self.ready = line[6:].strip()
                self.said.notify_all()

    def address(self, seconds=60):
        with self.said:
            assert self.said.wait_for(lambda: self.ready, timeout=seconds), self.lines
            return self.ready

    def kill_and_start(self):
        """`kill -9`, and a new start on the same disk: a helper keeps the namespace while nobody is in it."""
        keeper = self.keeper()
        self.process.kill()
        self.process.wait(20)
        enter = ["nsenter", f"--mount=/proc/{keeper.pid}/ns/mnt"]
        if os.geteuid() != 0:
            enter += [f"--user=/proc/{keeper.pid}/ns/user", "--preserve-credentials"]
        self.start(enter + self.command if self.disk else self.command)
        self.address()
        keeper.kill()
        keeper.wait(20)

    def keeper(self):
        enter = ["nsenter", f"--target={self.process.pid}", "--mount"]
        if os.geteuid() != 0:
            enter += ["--user", "--preserve-credentials"]
        keeper = subprocess.Popen((enter if self.disk else []) + ["sleep", "120"])
        time.sleep(0.5)
        return keeper

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            finally:
                self.process.kill()

    def seen(self, path):
        """A path as the part sees it."""
        return pathlib.Path(f"/proc/{self.process.pid}/root{path}")

    def fill(self):
        """Takes the last byte of the small disk."""
        with open(self.seen(self.disk.folder / "ballast"), "ab", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError:
                    pass

    def make_room(self):
        self.seen(self.disk.folder / "ballast").unlink()
