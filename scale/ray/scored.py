"""Labels against the scores that records give their responses, and what of scores and references takes all comparisons, as
`pairlens audit` has it (src/reward/findings/scoreConflict.ts, ambiguous.ts and hard.ts)."""

import math
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import ray
from ray.data.aggregate import Max, Min, Sum

from told import finding, number, rounded


@dataclass(frozen=True)
class Scored:
    """What is known of all comparisons: the range of scores, the median of their differences, the share that a reference ranks."""

    low: float
    high: float
    typical: float
    ranked: float

    def complete(self, found: dict) -> dict:
        if found["kind"] != "hard":
            return found["figures"]
        return {**found["figures"], "ranked as labelled in this file": rounded(self.ranked)}


def scored(rows: ray.data.Dataset) -> Scored:
    sums = rows.map_batches(counted, batch_format="pyarrow").aggregate(Min("low"), Max("high"), Sum("known"), Sum("ranked"), Sum("gaps"))
    low, high, gaps = sums["min(low)"], sums["max(high)"], int(sums["sum(gaps)"] or 0)
    known = sums["sum(known)"] or 0
    typical = 1.0
    if gaps > 0:
        in_order = rows.map_batches(gaps_of, batch_format="pyarrow").sort("gap")
        typical = in_order.split_at_indices([gaps // 2])[1].take(1)[0]["gap"]
    return Scored(
        low=math.inf if low is None else low,
        high=-math.inf if high is None else high,
        typical=typical,
        ranked=sums["sum(ranked)"] / known if known > 0 else 0.0,
    )


def counted(table: pa.Table) -> pa.Table:
    """Partial figures of one block."""
    ranges = [pc.min_max(table[side]) for side in ("score_a", "score_b")]
    lows = [of["min"].as_py() for of in ranges if of["min"].is_valid]
    highs = [of["max"].as_py() for of in ranges if of["max"].is_valid]
    ranked = table["ranked_by_reference"]
    return pa.table(
        {
            "low": pa.array([min(lows, default=None)], pa.float64()),
            "high": pa.array([max(highs, default=None)], pa.float64()),
            "known": pa.array([len(ranked) - ranked.null_count], pa.int64()),
            "ranked": pa.array([pc.sum(ranked).as_py() or 0], pa.int64()),
            "gaps": pa.array([len(gaps_of(table))], pa.int64()),
        }
    )


def gaps_of(table: pa.Table) -> pa.Table:
    """Differences of scores, where there are any."""
    gap = pc.abs(pc.subtract(table["score_a"], table["score_b"]))
    return pa.table({"gap": gap.filter(pc.fill_null(pc.greater(gap, 0), False))})


def of_scores(table: pa.Table, known: Scored) -> list[dict]:
    """Labels against the scores."""
    both = pc.and_(pc.is_valid(table["score_a"]), pc.is_valid(table["score_b"]))
    chosen = pc.fill_null(pc.is_in(table["label"], value_set=pa.array(["a", "b"])), False)
    some = table.filter(pc.and_(both, chosen)).select(["line", "key", "label", "score_a", "score_b"])
    found = []
    for row in some.to_pylist():
        a, b, label = row["score_a"], row["score_b"], row["label"]
        figures = {"score of A": a, "score of B": b}
        gap = b - a if label == "a" else a - b
        if gap > 0:
            reason = f"The label says {label.upper()}, but the record scores {'B' if label == 'a' else 'A'} higher (A {number(a)}, B {number(b)})."
            found.append(finding(row, "score-conflict", rounded(0.5 + 0.5 * (gap / (gap + known.typical))), reason, figures, []))
    return found
