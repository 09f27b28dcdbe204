"""Makes an audit's folder of scores: what takes all comparisons together, as aggregations in Ray Data.

    python gather.py ensemble/ SCORES OUT [--name FILE] [--command "npx pairlens"]

SCORES is the folder of Parquet files that score.py wrote, OUT a folder as `pairlens audit --out` writes it (docs/columns.md).
Duplicates and contradictions are found by a shuffle by `key`; findings by the ensemble have the thresholds that it was fitted with.
Figures that rest on labels, and principles, are those of the sample that the ensemble was fitted on, as it keeps them.
`pairlens report` writes the report.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import tempfile
from datetime import datetime, timezone
from itertools import groupby
from typing import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as fs
import pyarrow.parquet as pq
import ray

from figures import AGAINST, FOR, figures_of, strength_range
from pairs import NEEDED, of_pairs
from scored import Scored, of_scores, scored
from told import FINDINGS, KINDS

# What gather.py adds to a line of scores before it is written.
LINED = "line"

# Kinds of findings that nobody looks for here: they set comparisons of different texts side by side, or take a model.
NOT_SOUGHT = ["uncertain", "cycle", "off-topic", "leak", "orientation"]

# What `pairlens score` says of a blank line.
BLANK = "The line is blank"


def lined(scores: str) -> ray.data.Dataset:
    """The scores with the line of each, from 1: files in the order of their names, as score.py wrote them."""
    system, path = fs.FileSystem.from_uri(scores) if "://" in scores else (fs.LocalFileSystem(), os.path.abspath(scores))
    files = sorted(f.path for f in system.get_file_info(fs.FileSelector(path)) if f.path.endswith(".parquet"))
    if not files:
        raise SystemExit(f"{scores} holds no Parquet files. Name the folder that score.py wrote.")
    begins, begin = [], 1
    for file in files:
        begins.append({"file": file, "begin": begin})
        begin += pq.ParquetFile(file, filesystem=system).metadata.num_rows

    def read(batch: dict) -> pa.Table:
        tables = []
        for file, first in zip(batch["file"], batch["begin"]):
            table = pq.read_table(str(file), filesystem=system)
            table = table.append_column(LINED, pa.array(range(int(first), int(first) + len(table)), pa.int64()))
            # Blank lines are no rows of a dataset; they count as lines.
            blank = pc.fill_null(pc.equal(table["error"], BLANK), False)
            tables.append(table.filter(pc.invert(blank)))
        return pa.concat_tables(tables)

    blocks = min(len(files), 256)
    return ray.data.from_items(begins, override_num_blocks=blocks).map_batches(read, batch_size=1)


def of_rows(table: pa.Table, known: Scored) -> pa.Table:
    """Findings that a comparison has by itself: what the ensemble doubts, what texts, scores and reference show, and lines that
    can't be read."""
    rows = of_scores(table, known)
    for row in table.select(["line", "key", "label", "p", "findings", "error", "cure", "margins", "about"]).to_pylist():
        about = {found["kind"]: {**found, "figures": json.dumps(known.complete(found))} for found in json.loads(row["about"])}
        for kind in row["findings"]:
            place = {"line": row["line"], "rank": KINDS.index(kind), "key": row["key"], "kind": kind}
            rows.append({**place, **(about.get(kind) or told(kind, row)), "related_lines": []})
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def told(kind: str, row: dict) -> dict:
    if kind == "malformed":
        return {"score": 1.0, "reason": " ".join(closed(text) for text in (row["error"], row["cure"])), "figures": "{}"}
    said, instead = ("A", "B") if row["label"] == "a" else ("B", "A")
    margins = json.loads(row["margins"])
    reason = f"The label says {said}. {sum(m < 0 for m in margins.values())} of {len(margins)} members prefer {instead}; "
    reason += f"the kept ensemble gives the recorded label a probability of {100 * row['p']:.0f} %."
    return {"score": 1 - row["p"], "reason": reason, "figures": json.dumps({"p": round(row["p"], 3)})}


def closed(text: str) -> str:
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def gather(ensemble: str, scores: str, out: str, *, name: str, partitions: int, command: str) -> dict:
    """Writes the folder, all of it or nothing, and returns the figures. Lines of both files are in the order of the input."""
    sample, principles = read_json(ensemble, "figures.json"), read_json(ensemble, "principles.json")
    if os.path.exists(out):
        raise SystemExit(f"{out} is there already. Name a folder that is not.")
    # Rows stay in the order of lines, so that they need not be sorted.
    ray.data.DataContext.get_current().execution_options.preserve_order = True
    rows = lined(scores).materialize()
    known = scored(rows)
    pairs = rows.select_columns(NEEDED).repartition(partitions, keys=["key"]).map_batches(
        of_pairs, fn_args=(known,), batch_size=None, batch_format="pyarrow"
    )
    single = rows.map_batches(of_rows, fn_args=(known,), batch_format="pyarrow")
    found = single.union(pairs).sort(["line", "rank"]).materialize()
    counts = {row["kind"]: row["count()"] for row in found.groupby("kind").count().take_all()}
    figures, votes = figures_of(rows, counts, sample, strength_range(rows))
    head = {"file": name, "format": read_json(ensemble, "ensemble.json")["format"], "at": datetime.now(timezone.utc).isoformat()}
    parent = os.path.dirname(os.path.abspath(out))
    work = tempfile.mkdtemp(prefix=f".{os.path.basename(out)}-", dir=parent)
    try:
        write_findings(found, os.path.join(work, "findings.jsonl"))
        write_comparisons(rows, found, os.path.join(work, "comparisons.jsonl"))
        write_json(work, "figures.json", {**head, **figures, "notSought": NOT_SOUGHT})
        write_json(work, "principles.json", of_all(principles, votes))
        subprocess.run([*shlex.split(command), "report", work, "--name", name or os.path.basename(out), "--quiet"], check=True)
        os.chmod(work, 0o755)
        os.rename(work, out)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return figures


def read_json(folder: str, name: str) -> dict:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def write_json(folder: str, name: str, value: dict) -> None:
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)
        file.write("\n")


def of_all(principles: dict, votes: dict) -> dict:
    """The principles of the sample, with their votes on the labels of all beside its figures."""

    def counted(of: dict) -> dict:
        return {**of, "whole": {"for": votes[FOR].get(of["id"], 0), "against": votes[AGAINST].get(of["id"], 0)}}

    return {**principles, **{part: [counted(of) for of in principles[part]] for part in ("principles", "constitution")}}


def write_findings(found: ray.data.Dataset, path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        for row in found.iter_rows():
            del row["rank"]
            file.write(json.dumps({**row, "figures": json.loads(row["figures"])}, ensure_ascii=False) + "\n")


def kinds_by_line(found: ray.data.Dataset) -> Iterator[tuple[int, list[str]]]:
    for line, group in groupby(found.select_columns(["line", "kind"]).iter_rows(), key=lambda row: row["line"]):
        yield line, [row["kind"] for row in group]


def write_comparisons(rows: ray.data.Dataset, found: ray.data.Dataset, path: str) -> None:
    """Both are in the order of lines, so that nothing need be held or sorted."""
    kept = ["line", "key", "label", "p", "p_wrong", "p_wrong_low", "p_wrong_high", "preference_strength", "spread"]
    listed = ["principles_for", "principles_against"]
    findings = kinds_by_line(found)
    ahead = next(findings, None)
    with open(path, "w", encoding="utf-8") as file:
        for batch in rows.iter_batches(batch_format="pyarrow"):
            for row in batch.to_pylist():
                line = {**{field: row[field] for field in kept}, "margins": json.loads(row["margins"])}
                kinds: list[str] = []
                if ahead is not None and ahead[0] == row["line"]:
                    kinds, ahead = ahead[1], next(findings, None)
                line = {**line, "findings": kinds, **{field: row[field] or [] for field in listed}}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("ensemble", help="folder that pairlens fit wrote")
    arguments.add_argument("scores", help="folder that score.py wrote")
    arguments.add_argument("out", help="folder to write, which is not there yet")
    arguments.add_argument("--name", default="", help="name of the scored file, for the figures")
    arguments.add_argument("--partitions", type=int, default=8, help="parts of the shuffle by key (default 8)")
    arguments.add_argument("--command", default="pairlens", help='how to call pairlens (default "pairlens")')
    given = arguments.parse_args()
    figures = gather(
        given.ensemble, given.scores, given.out, name=given.name, partitions=given.partitions, command=given.command
    )
    print(json.dumps(figures["findings"], indent=2))
