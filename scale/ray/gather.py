"""Makes an audit's folder of scores: what takes all comparisons together, as aggregations in Ray Data.

    python gather.py ensemble/ SCORES OUT [--name FILE]

SCORES is the folder of Parquet files that score.py wrote, OUT a folder as `pairlens audit --out` writes it: findings.jsonl,
comparisons.jsonl and figures.json (docs/columns.md). Duplicates and contradictions are found by a shuffle by `key`; findings by the
ensemble have the thresholds that it was fitted with. Principles and the report are not made.
"""

import argparse
import json
import os
import shutil
import tempfile

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as fs
import pyarrow.parquet as pq
import ray

from figures import figures_of, strength_range
from pairs import FINDINGS, KINDS, NEEDED, of_pairs

# What gather.py adds to a line of scores before it is written.
LINED = "line"

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


def of_rows(table: pa.Table) -> pa.Table:
    """Findings that a comparison has by itself: what the ensemble doubts, and lines that can't be read."""
    rows = []
    for row in table.select(["line", "key", "label", "p", "findings", "error", "cure", "margins"]).to_pylist():
        for kind in row["findings"]:
            place = {"line": row["line"], "rank": KINDS.index(kind), "key": row["key"], "kind": kind}
            rows.append({**place, **told(kind, row), "related_lines": []})
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


def gather(ensemble: str, scores: str, out: str, name: str, partitions: int) -> dict:
    """Writes the folder, all of it or nothing, and returns the figures. Lines of both files are in the order of the input."""
    with open(os.path.join(ensemble, "ensemble.json"), encoding="utf-8") as head:
        fitted = json.load(head)
    if os.path.exists(out):
        raise SystemExit(f"{out} is there already. Name a folder that is not.")
    rows = lined(scores).materialize()
    pairs = rows.select_columns(NEEDED).repartition(partitions, keys=["key"]).map_batches(
        of_pairs, batch_size=None, batch_format="pyarrow"
    )
    single = rows.map_batches(of_rows, batch_format="pyarrow")
    found = single.union(pairs).sort(["line", "rank"]).materialize()
    counts = {row["kind"]: row["count()"] for row in found.groupby("kind").count().take_all()}
    figures = figures_of(rows, counts, fitted, strength_range(rows))
    parent = os.path.dirname(os.path.abspath(out))
    work = tempfile.mkdtemp(prefix=f".{os.path.basename(out)}-", dir=parent)
    try:
        kinds = write_findings(found, os.path.join(work, "findings.jsonl"))
        write_comparisons(rows, kinds, os.path.join(work, "comparisons.jsonl"))
        with open(os.path.join(work, "figures.json"), "w", encoding="utf-8") as file:
            json.dump({"file": name, **figures}, file, indent=2)
            file.write("\n")
        os.chmod(work, 0o755)
        os.rename(work, out)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return figures


def write_findings(found: ray.data.Dataset, path: str) -> dict[int, list[str]]:
    """Writes them, and returns the kinds of each line that has any."""
    kinds: dict[int, list[str]] = {}
    with open(path, "w", encoding="utf-8") as file:
        for row in found.iter_rows():
            kinds.setdefault(row["line"], []).append(row["kind"])
            del row["rank"]
            file.write(json.dumps({**row, "figures": json.loads(row["figures"])}, ensure_ascii=False) + "\n")
    return kinds


def write_comparisons(rows: ray.data.Dataset, kinds: dict[int, list[str]], path: str) -> None:
    kept = ["line", "key", "label", "p", "p_wrong", "p_wrong_low", "p_wrong_high", "preference_strength", "spread"]
    with open(path, "w", encoding="utf-8") as file:
        for batch in rows.sort("line").iter_batches(batch_format="pyarrow"):
            for row in batch.to_pylist():
                line = {**{field: row[field] for field in kept}, "margins": json.loads(row["margins"])}
                line = {**line, "findings": kinds.get(row["line"], [])}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("ensemble", help="folder that pairlens fit wrote")
    arguments.add_argument("scores", help="folder that score.py wrote")
    arguments.add_argument("out", help="folder to write, which is not there yet")
    arguments.add_argument("--name", default="", help="name of the scored file, for the figures")
    arguments.add_argument("--partitions", type=int, default=8, help="parts of the shuffle by key (default 8)")
    given = arguments.parse_args()
    print(json.dumps(gather(given.ensemble, given.scores, given.out, given.name, given.partitions)["findings"], indent=2))
