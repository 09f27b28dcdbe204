"""Findings about comparisons of the same two responses under one prompt: duplicates, contradictions, and votes that differ, as
`pairlens audit` has them (src/reward/findings/duplicate.ts, contradiction.ts, contested.ts and ambiguous.ts)."""

import pyarrow as pa
import pyarrow.compute as pc

from scored import Scored
from told import FINDINGS, finding, number, rounded

# Columns that are shuffled.
VOTES = ["votes_a", "votes_b", "votes_neither"]
NEEDED = ["line", "key", "label", "a", "b", "annotator", *VOTES, "score_a", "score_b"]

# Scores nearer to each other than this share of the file's range count as equal.
NEAR = 0.02


def of_pairs(table: pa.Table, known: Scored) -> pa.Table:
    """Findings of one part of the shuffle, which holds all lines of its keys."""
    rows: list[dict] = []
    if len(table) > 0:
        counts = pc.value_counts(table["key"].combine_chunks())
        again = counts.field("values").filter(pc.greater(counts.field("counts"), 1)).drop_null()
        voted = pc.greater(pc.add(table["votes_a"], pc.add(table["votes_b"], table["votes_neither"])), 1)
        # Lines that can't be read have no votes.
        told = pc.or_(pc.is_in(table["key"], value_set=again), pc.fill_null(voted, False))
        if known.high > known.low:
            gap = pc.divide(pc.abs(pc.subtract(table["score_a"], table["score_b"])), known.high - known.low)
            told = pc.or_(told, pc.fill_null(pc.less_equal(gap, NEAR), False))
        groups: dict[str, list[dict]] = {}
        for row in table.filter(told).sort_by("line").to_pylist():
            groups.setdefault(row["key"], []).append(row)
        for group in groups.values():
            rows += undecided(group, known) + duplicates(group) + contradictions(group)
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def undecided(group: list[dict], known: Scored) -> list[dict]:
    """Votes on a pair, of all lines that hold it, each line with its own sides: contested, and near even; and scores that are as near."""
    low, high, neither = 0, 0, 0
    for row in group:
        a, b = (row["votes_a"], row["votes_b"]) if row["a"] <= row["b"] else (row["votes_b"], row["votes_a"])
        low, high, neither = low + a, high + b, neither + row["votes_neither"]
    found = []
    for row in group:
        a, b = (low, high) if row["a"] <= row["b"] else (high, low)
        label = row["label"]
        figures = {"votes for A": a, "votes for B": b, "votes for neither": neither}
        if a > 0 and b > 0:
            majority = None if a == b else "a" if a > b else "b"
            against = label in ("a", "b") and majority is not None and label != majority
            ties = f" and {neither} for neither" if neither > 0 else ""
            minority = " The label follows the minority." if against else ""
            reason = f"Annotators disagree: {a} for A, {b} for B{ties}.{minority}"
            score = (max(a, b) if against else min(a, b)) / (a + b)
            found.append(finding(row, "contested", score, reason, figures, []))
        fewer = min(a, b)
        even = fewer / (a + b) >= 0.4 if fewer >= 2 else neither > max(a, b)
        if label in ("a", "b") and a + b + neither >= 3 and even:
            reason = f"Votes are near even: {a} for A, {b} for B, {neither} for neither. The label is close to a coin toss."
            score = fewer / max(a, b) if fewer >= 2 else neither / (a + b + neither)
            found.append(finding(row, "ambiguous", score, reason, figures, []))
        elif label in ("a", "b"):
            found += near_scores(row, known)
    return found


def near_scores(row: dict, known: Scored) -> list[dict]:
    a, b = row["score_a"], row["score_b"]
    if a is None or b is None or known.high <= known.low:
        return []
    share = abs(a - b) / (known.high - known.low)
    if share > NEAR:
        return []
    alike = "the same" if share == 0 else "nearly the same"
    scores = f"(A {number(a)}, B {number(b)})"
    reason = f"The record scores both responses {alike} {scores}, yet the label says {row['label'].upper()}."
    return [finding(row, "ambiguous", rounded(0.9 - 10 * share), reason, {"score of A": a, "score of B": b}, [])]


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
