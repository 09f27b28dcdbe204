"""Scores any number of comparisons on a Ray cluster: a pool of `pairlens score` processes behind Ray Data.

    python score.py ensemble/ INPUT OUTPUT [--workers N] [--cpus C] [--gpus G] [--command "npx pairlens"]

INPUT is JSON Lines or Parquet, OUTPUT a folder of Parquet files: both local, or wherever Ray Data can reach (s3://, gs://).
Rows of OUTPUT are in the order of INPUT, so `line` is left out.
"""

import argparse
import json
import shlex
import subprocess
import threading

import pyarrow as pa
import ray

SCORES = pa.schema(
    [
        ("key", pa.string()),
        ("label", pa.string()),
        ("a", pa.string()),
        ("b", pa.string()),
        ("annotator", pa.string()),
        ("votes_a", pa.int64()),
        ("votes_b", pa.int64()),
        ("votes_neither", pa.int64()),
        ("score_a", pa.float64()),
        ("score_b", pa.float64()),
        ("ranked_by_reference", pa.bool_()),
        ("chars_a", pa.int64()),
        ("chars_b", pa.int64()),
        ("positioned", pa.bool_()),
        ("p", pa.float64()),
        ("p_wrong", pa.float64()),
        ("p_wrong_low", pa.float64()),
        ("p_wrong_high", pa.float64()),
        ("preference_strength", pa.float64()),
        ("spread", pa.float64()),
        ("margin", pa.float64()),
        ("margins", pa.string()),  # JSON: chosen minus rejected, by member id
        ("findings", pa.list_(pa.string())),
        ("principles_for", pa.list_(pa.string())),
        ("principles_against", pa.list_(pa.string())),
        ("about", pa.string()),  # JSON: findings about the texts, and "hard"
        ("sampled", pa.bool_()),
        ("error", pa.string()),
        ("cure", pa.string()),
    ]
)


class Scorer:
    """One `pairlens score` process. It keeps no state between lines, so a batch can be asked again after it died."""

    def __init__(self, command: str, ensemble: str):
        self.command = [*shlex.split(command), "score", ensemble, "--quiet"]
        self.process = None

    def __call__(self, batch: pa.Table) -> pa.Table:
        lines = lines_of(batch)
        for attempt in range(3):
            try:
                return table_of(self.ask(lines))
            except OSError:  # The process was killed: a new one takes its place.
                self.process = None
                if attempt == 2:
                    raise

    def ask(self, lines: list[str]) -> list[dict]:
        if self.process is None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        feeder = threading.Thread(target=feed, args=(self.process.stdin, lines))
        feeder.start()
        answers = []
        for _ in lines:
            answer = self.process.stdout.readline()
            if not answer.endswith(b"\n"):
                feeder.join()
                raise BrokenPipeError(f"pairlens score ended with exit code {self.process.wait()}")
            answers.append(json.loads(answer))
        feeder.join()
        return answers


def feed(stdin, lines: list[str]) -> None:
    try:
        for line in lines:
            stdin.write(line.encode() + b"\n")
        stdin.flush()
    except OSError:
        pass  # The reader notices, too, and says so.


def lines_of(batch: pa.Table) -> list[str]:
    if batch.column_names == ["text"]:
        return batch.column("text").to_pylist()
    return [json.dumps(row, default=str) for row in batch.to_pylist()]


def table_of(answers: list[dict]) -> pa.Table:
    rows = [{**answer, "margins": json.dumps(answer.get("margins", {})), "about": json.dumps(answer.get("about", []))} for answer in answers]
    return pa.Table.from_pylist(rows, schema=SCORES)


def score(ensemble: str, source: str, target: str, *, workers: int, cpus: float, gpus: float, command: str, batch: int):
    ray.data.DataContext.get_current().execution_options.preserve_order = True
    parquet = source.rstrip("/").endswith(".parquet")
    rows = ray.data.read_parquet(source) if parquet else ray.data.read_text(source, drop_empty_lines=False)
    scores = rows.map_batches(
        Scorer,
        fn_constructor_kwargs={"command": command, "ensemble": ensemble},
        batch_size=batch,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=workers),
        num_cpus=cpus,
        num_gpus=gpus,
    )
    scores.write_parquet(target)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("ensemble", help="folder that pairlens fit wrote, at the same path on every node")
    arguments.add_argument("source")
    arguments.add_argument("target")
    arguments.add_argument("--workers", type=int, default=1, help="pairlens score processes (default 1)")
    arguments.add_argument("--cpus", type=float, default=1, help="CPUs that Ray sets aside for each (default 1)")
    arguments.add_argument("--gpus", type=float, default=0, help="GPUs that Ray sets aside for each (default 0)")
    arguments.add_argument("--command", default="pairlens", help='how to call pairlens (default "pairlens")')
    arguments.add_argument("--batch", type=int, default=256, help="rows of a batch (default 256)")
    given = arguments.parse_args()
    score(
        given.ensemble,
        given.source,
        given.target,
        workers=given.workers,
        cpus=given.cpus,
        gpus=given.gpus,
        command=given.command,
        batch=given.batch,
    )
