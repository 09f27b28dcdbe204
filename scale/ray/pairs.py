"""Findings about comparisons of the same two responses under one prompt: duplicates and contradictions, as `pairlens audit` has
them (src/reward/findings/duplicate.ts and contradiction.ts)."""

import json

import pyarrow as pa
import pyarrow.compute as pc

# Kinds that a gathered audit has, most important first.
KINDS = [
    "mislabeled",
    "suspect",
    "contradiction",
    "duplicate",
    "near-identical",
    "empty",
    "prompt-mismatch",
    "truncation-risk",
    "malformed",
]

# Columns that are shuffled.
NEEDED = ["line", "key", "label", "a", "b", "annotator"]

FINDINGS = pa.schema(
    [
        ("line", pa.int64()),
        ("rank", pa.int8()),  # place in KINDS
        ("key", pa.string()),
        ("kind", pa.string()),
        ("score", pa.float64()),
        ("reason", pa.string()),
        ("figures", pa.string()),  # JSON
        ("related_lines", pa.list_(pa.int64())),
    ]
)


def of_pairs(table: pa.Table) -> pa.Table:
    """Findings of one part of the shuffle, which holds all lines of its keys."""
    rows: list[dict] = []
    if len(table) > 0:
        counts = pc.value_counts(table["key"].combine_chunks())
        again = counts.field("values").filter(pc.greater(counts.field("counts"), 1)).drop_null()
        groups: dict[str, list[dict]] = {}
        for row in table.filter(pc.is_in(table["key"], value_set=again)).sort_by("line").to_pylist():
            groups.setdefault(row["key"], []).append(row)
        for group in groups.values():
            rows += duplicates(group) + contradictions(group)
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def winner(row: dict) -> str | None:
    return row[row["label"]] if row["label"] in ("a", "b") and row["a"] != row["b"] else None


def duplicates(group: list[dict]) -> list[dict]:
    """All but the first of those with the same verdict, by the same annotator where one is named."""
    first: dict[tuple, dict] = {}
    found = []
    for row in group:
        kept = (winner(row) or row["label"], row["annotator"] or "")
        if kept not in first:
            first[kept] = row
            continue
        other = first[kept]
        sides = "" if row["a"] == other["a"] else ", with the sides exchanged"
        reason = f"The same prompt and responses as line {other['line']}{sides}, with the same label."
        found.append(finding(row, "duplicate", 1.0, reason, {"first line": other["line"]}, [other["line"]]))
    return found


def contradictions(group: list[dict]) -> list[dict]:
    wins = [winner(row) for row in group]
    if len({win for win in wins if win is not None}) < 2:
        return []
    found = []
    for row, win in zip(group, wins):
        if win is None:
            continue
        opposed = [other["line"] for other, its in zip(group, wins) if its is not None and its != win]
        agreeing = wins.count(win)
        lines = ("line " if len(opposed) == 1 else "lines ") + ", ".join(str(line) for line in opposed[:3])
        verb = "prefers" if len(opposed) == 1 else "prefer"
        reason = f"Here the label says {row['label'].upper()}; {lines} {verb} the other of the same two responses."
        score = len(opposed) / (len(opposed) + agreeing)
        counts = {"rows that agree": agreeing, "rows that oppose": len(opposed)}
        found.append(finding(row, "contradiction", score, reason, counts, opposed))
    return found


def finding(row: dict, kind: str, score: float, reason: str, figures: dict, related: list[int]) -> dict:
    return {
        "line": row["line"],
        "rank": KINDS.index(kind),
        "key": row["key"],
        "kind": kind,
        "score": score,
        "reason": reason,
        "figures": json.dumps(figures),
        "related_lines": related,
    }
