"""Scores a file by one `pairlens score` process and on a local Ray, once undisturbed and once with a process killed in the
middle; the scores must be equal. Then gathers them, and compares the findings with those of `pairlens audit` and `pairlens score`
on one machine. Prints rows a second, which say little on a machine that is busy, and processor time a row, which says
more; bytes, and the peak of memory of a scoring process.

    python bench/scale/check.py ensemble/ comparisons.jsonl --command "node dist/cli.cjs" [--nodes 2]
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
from typing import Callable

import pyarrow.parquet as pq
import ray
from ray.cluster_utils import Cluster

PROGRAM = str(Path(__file__).resolve().parents[2] / "scale" / "ray")
sys.path.insert(0, PROGRAM)
sys.path.insert(0, str(Path(__file__).resolve().parent))
from gather import gather  # noqa: E402
from meter import Meter  # noqa: E402
from score import SCORES, score  # noqa: E402

WORKERS = 2

# What an audit's folder holds.
FILES = ["comparisons.jsonl", "constitution.md", "figures.json", "findings.jsonl", "principles.json", "report.html"]


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


def on_ray(ensemble: str, source: str, command: str, folder: str) -> list[dict]:
    score(ensemble, source, folder, workers=WORKERS, cpus=0.5, gpus=0, command=command, batch=128)
    return [row for file in sorted(Path(folder).glob("*.parquet")) for row in pq.read_table(file).to_pylist()]


def alone(ensemble: str, source: str, command: str) -> list[dict]:
    with open(source, "rb") as lines:
        run = subprocess.run([*shlex.split(command), "score", ensemble, "--quiet"], stdin=lines, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def measured(name: str, ensemble: str, workers: int, run: Callable[[], list[dict]]) -> list[dict]:
    """What a run made, once it has said what that cost."""
    begin = time.monotonic()
    with Meter(ensemble) as meter:
        rows = run()
    pace, of_each = len(rows) / (time.monotonic() - begin), 1000 / len(rows)
    print(
        f"{name}: {len(rows)} rows, {pace:.0f} rows/s, {pace / workers:.0f} a worker; processor time a row: "
        f"{meter.score * of_each:.1f} ms of pairlens score, {meter.rest * of_each:.1f} ms beside it; "
        f"at most {meter.peak / 1e6:.0f} MB a process; load {os.getloadavg()[0]:.0f}",
        flush=True,
    )
    return rows


def bytes_of(folder: str, files: str) -> int:
    return sum(file.stat().st_size for file in Path(folder).glob(files))


def same(one: list[dict], other: list[dict]) -> None:
    assert len(one) == len(other), f"{len(one)} rows against {len(other)}"
    for place, (here, there) in enumerate(zip(one, other)):
        for name in SCORES.names:
            x, y = here.get(name), there.get(name)
            if name in ("margins", "about"):
                y = json.loads(y)
                x = x or type(y)()
            equal = math.isclose(x, y, abs_tol=1e-9) if isinstance(x, float) and isinstance(y, float) else x == y
            assert equal, f"row {place}, {name}: {x} against {y}"


def findings_of(folder: str) -> list[dict]:
    return [json.loads(line) for line in Path(folder, "findings.jsonl").read_text(encoding="utf-8").splitlines()]


def same_findings(gathered: str, scores: list[dict], source: str, command: str, place: str) -> int:
    """Findings about the file are those of an audit on this machine, and findings by the ensemble those of the scores."""
    audited = os.path.join(place, "audit")
    members = ["--models", "none", "--without", "style,forest,boosted,ngram"]
    subprocess.run([*shlex.split(command), "audit", source, "--quiet", "--out", audited, *members], stdout=subprocess.DEVNULL, check=True)
    gathered_only = ("contested", "ambiguous", "contradiction", "score-conflict", "duplicate")
    structural = (*gathered_only, "near-identical", "empty", "prompt-mismatch", "truncation-risk", "hard", "malformed")
    there = [found for found in findings_of(audited) if found["kind"] in structural]
    here = findings_of(gathered)
    order = lambda found: (found["line"], found["kind"])  # noqa: E731
    assert sorted(there, key=order) == sorted((f for f in here if f["kind"] in structural), key=order), "findings differ"
    doubted = {(line, kind) for line, row in enumerate(scores, 1) for kind in row["findings"]}
    assert doubted == {(f["line"], f["kind"]) for f in here if f["kind"] not in gathered_only}, "doubted labels differ"
    comparisons = [json.loads(line) for line in Path(gathered, "comparisons.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["line"] for row in comparisons] == list(range(1, len(scores) + 1)), "lines are missing"
    assert sorted(os.listdir(gathered)) == FILES, "files are missing"
    for principle in json.loads(Path(gathered, "principles.json").read_text(encoding="utf-8"))["principles"]:
        for side, among in principle["whole"].items():
            counted = sum(principle["id"] in row[f"principles_{side}"] for row in scores if row.get("p") is not None)
            assert counted == among, f"{principle['id']}: {among} labels {side} it instead of {counted}"
    return len(here)


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("ensemble")
arguments.add_argument("source")
arguments.add_argument("--command", default="pairlens")
arguments.add_argument("--nodes", type=int, default=1, help="raylets on this machine, of two CPUs each (default 1)")
given = arguments.parse_args()
ensemble, source = (os.path.abspath(path) for path in (given.ensemble, given.source))
expected = measured("one process", ensemble, 1, lambda: alone(ensemble, source, given.command))
environment = {"env_vars": {"PYTHONPATH": PROGRAM}}
if given.nodes == 1:
    cluster = None
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env=environment)
else:
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    for _ in range(given.nodes - 1):
        cluster.add_node(num_cpus=2)
    ray.init(address=cluster.address, log_to_driver=False, runtime_env=environment)
ray.data.DataContext.get_current().enable_progress_bars = False
print(f"Ray: {len([node for node in ray.nodes() if node['Alive']])} nodes", flush=True)
with tempfile.TemporaryDirectory() as place:
    scores, out = os.path.join(place, "scores"), os.path.join(place, "out")
    workers = f"{WORKERS} workers on Ray"
    rows = measured(workers, ensemble, WORKERS, lambda: on_ray(ensemble, source, given.command, scores))
    same(expected, rows)
    again = measured("one process again", ensemble, 1, lambda: alone(ensemble, source, given.command))
    same(again, rows)
    done, killed = threading.Event(), []
    killer = threading.Thread(target=killed_in_the_middle, args=(ensemble, done, killed))
    killer.start()
    through = lambda: on_ray(ensemble, source, given.command, os.path.join(place, "again"))  # noqa: E731
    rows = measured("the same, one killed", ensemble, WORKERS, through)
    done.set()
    killer.join()
    assert killed, "no process was there long enough to be killed: take a larger file"
    same(expected, rows)
    print(f"scores: equal, {bytes_of(scores, '*.parquet') / len(rows):.0f} bytes of Parquet a row", flush=True)

    def gathered() -> list[dict]:
        gather(ensemble, scores, out, name=os.path.basename(source), partitions=4, command=given.command)
        return rows

    measured("gathering", ensemble, 1, gathered)
    count = same_findings(out, expected, source, given.command, place)
    print(f"gathered: {count} findings, as on one machine; {bytes_of(out, '*.jsonl') / len(rows):.0f} bytes of lines a row", flush=True)
ray.shutdown()
if cluster is not None:
    cluster.shutdown()
