"""Processor time and memory of this process and all that it starts, read from /proc a few times a second."""

import os
import threading
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


class Meter:
    """What was used between entering and leaving. `pairlens score` processes are told from all others."""

    def __init__(self, ensemble: str):
        self.ensemble = ensemble.encode()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.first: dict[int, float] = {}
        self.last: dict[int, float] = {}
        self.scoring: set[int] = set()
        self.peak = 0
        self.looking = 0.0

    def __enter__(self) -> "Meter":
        self.look()
        self.first = dict(self.last)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.thread.join()
        self.look()

    @property
    def score(self) -> float:
        """Processor seconds of the scoring processes."""
        return sum(self.used(pid) for pid in self.scoring)

    @property
    def rest(self) -> float:
        """Processor seconds of everything else but looking."""
        return sum(self.used(pid) for pid in self.last if pid not in self.scoring) - self.looking

    def used(self, pid: int) -> float:
        return self.last[pid] - self.first.get(pid, 0.0)

    def watch(self) -> None:
        while not self.ended.wait(0.1):
            self.look()
        self.looking = time.thread_time()

    def look(self) -> None:
        parents, seconds = {}, {}
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue  # It has ended.
            parents[pid], seconds[pid] = int(fields[1]), sum(int(field) for field in fields[11:13]) / TICK
        known = {os.getpid(), *self.last}
        grown = True
        while grown:
            more = {pid for pid, parent in parents.items() if parent in known and pid not in known}
            known |= more
            grown = bool(more)
        for pid in known & seconds.keys():
            self.name(pid)
            self.last[pid] = seconds[pid]

    def name(self, pid: int) -> None:
        """Notes whether it scores, which is not known between its fork and its exec, and how much memory it had then."""
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if b"score" not in words or self.ensemble not in words:
                return
            self.scoring.add(pid)
            status = Path(f"/proc/{pid}/status").read_text()
            self.peak = max(self.peak, int(status.split("VmHWM:")[1].split()[0]) << 10)
        except (OSError, IndexError):
            pass  # It has ended.
