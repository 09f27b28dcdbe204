"""Scores a file by one `pairlens score` process and on a local Ray, once undisturbed and once with a process killed in the
middle; the scores must be equal. Prints rows a second.

    python bench/scale/check.py ensemble/ comparisons.jsonl --command "node dist/cli.cjs"
"""

import argparse
import json
import math
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
import ray

PROGRAM = str(Path(__file__).resolve().parents[2] / "scale" / "ray")
sys.path.insert(0, PROGRAM)
from score import SCORES, score  # noqa: E402

WORKERS = 2


def killed_in_the_middle(ensemble: str, done: threading.Event, killed: list[int]) -> None:
    """Kills one of the scoring processes that Ray's workers started, once it has worked for some seconds."""
    while not done.wait(0.2):
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            try:
                arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                ticks = sum(int(field) for field in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
            except OSError:
                continue
            if b"score" in arguments and ensemble.encode() in arguments and b"--quiet" in arguments and ticks > 200:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                return


def on_ray(ensemble: str, source: str, command: str) -> tuple[list[dict], float]:
    with tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        score(ensemble, source, folder, workers=WORKERS, cpus=0.5, gpus=0, command=command, batch=128)
        seconds = time.monotonic() - begin
        rows = [row for file in sorted(Path(folder).glob("*.parquet")) for row in pq.read_table(file).to_pylist()]
    return rows, seconds


def alone(ensemble: str, source: str, command: str) -> tuple[list[dict], float]:
    begin = time.monotonic()
    with open(source, "rb") as lines:
        run = subprocess.run([*shlex.split(command), "score", ensemble, "--quiet"], stdin=lines, stdout=subprocess.PIPE, check=True)
    seconds = time.monotonic() - begin
    return [json.loads(line) for line in run.stdout.splitlines()], seconds


def same(one: list[dict], other: list[dict]) -> None:
    assert len(one) == len(other), f"{len(one)} rows against {len(other)}"
    for place, (here, there) in enumerate(zip(one, other)):
        for name in SCORES.names:
            x, y = here.get(name), there.get(name)
            if name == "margins":
                x, y = x or {}, json.loads(y)
            equal = math.isclose(x, y, abs_tol=1e-9) if isinstance(x, float) and isinstance(y, float) else x == y
            assert equal, f"row {place}, {name}: {x} against {y}"


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("ensemble")
arguments.add_argument("source")
arguments.add_argument("--command", default="pairlens")
given = arguments.parse_args()
ensemble, source = (os.path.abspath(path) for path in (given.ensemble, given.source))
expected, seconds = alone(ensemble, source, given.command)
print(f"one process: {len(expected)} rows, {len(expected) / seconds:.0f} rows/s")
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": PROGRAM}})
rows, seconds = on_ray(ensemble, source, given.command)
same(expected, rows)
print(f"Ray, {WORKERS} workers: equal, {len(rows) / seconds:.0f} rows/s, {len(rows) / seconds / WORKERS:.0f} rows/s/worker")
done, killed = threading.Event(), []
killer = threading.Thread(target=killed_in_the_middle, args=(ensemble, done, killed))
killer.start()
rows, seconds = on_ray(ensemble, source, given.command)
done.set()
killer.join()
assert killed, "no process was there long enough to be killed: take a larger file"
same(expected, rows)
print(f"Ray, process {killed[0]} killed in the middle: equal, {len(rows) / seconds:.0f} rows/s")
