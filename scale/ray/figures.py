"""Figures of all comparisons, as aggregations over the scores; names as in figures.json (docs/columns.md)."""

import math

import pyarrow as pa
import pyarrow.compute as pc
import ray
from ray.data.aggregate import Max, Min

# What counts of votes are named by, before the id of the principle.
FOR, AGAINST = "pro ", "con "

WIDTHS = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5]


def strength_range(rows: ray.data.Dataset) -> tuple[float, float] | None:
    both = rows.aggregate(Min("preference_strength"), Max("preference_strength"))
    low, high = both["min(preference_strength)"], both["max(preference_strength)"]
    return None if low is None or high is None else (low, high)


def figures_of(rows: ray.data.Dataset, findings: dict, sample: dict, strength: tuple[float, float] | None) -> tuple[dict, dict]:
    """Figures of the sample, as `pairlens fit` wrote them, with counts, lengths and strengths of all in their place; and how often
    each principle was with the labels of all, and against them."""
    width = None
    if strength is not None:
        low, high = strength
        width = next((w for w in WIDTHS if (high - low) / w <= 28), (high - low) / 28)
    partial = rows.map_batches(lambda table: counted(table, width), batch_format="pyarrow")
    sums = {row["name"]: row["sum(n)"] for row in partial.groupby("name").sum("n").take_all()}
    bins = sorted((int(name[4:]), n) for name, n in sums.items() if name.startswith("bin "))
    first, last = (bins[0][0], bins[-1][0]) if bins else (0, -1)
    by_bin = dict(bins)
    del sample["expectedWrong"]  # `pairlens report` has them of all.
    figures = {
        **sample,
        "comparisons": sums.get("rows", 0) - sums.get("malformed", 0),
        "labelled": sums.get("label a", 0) + sums.get("label b", 0),
        "ties": sums.get("label tie", 0),
        "bothBad": sums.get("label both_bad", 0),
        "unlabelled": sums.get("label none", 0),
        "malformed": sums.get("malformed", 0),
        # Where both are as long, half a choice.
        "longerWins": wilson(sums.get("longer", 0) + sums.get("as long", 0) / 2, sums.get("chosen", 0)),
        "firstPreferred": wilson(sums.get("first", 0), sums.get("shown", 0)),
        "strength": [
            {"from": round(k * width, 6), "to": round((k + 1) * width, 6), "n": by_bin.get(k, 0)}
            for k in range(first, last + 1)
        ],
        "findings": findings,
        "fittedOn": sample["comparisons"],
    }
    votes = {side: {name[4:]: n for name, n in sums.items() if name.startswith(side)} for side in (FOR, AGAINST)}
    return figures, votes


def counted(table: pa.Table, width: float | None) -> pa.Table:
    """Partial counts of one block, to be summed by name."""
    malformed = pc.is_valid(table["error"])
    good = table.filter(pc.invert(malformed))
    counts = {"rows": len(table), "malformed": len(table) - len(good)}
    for entry in pc.value_counts(good["label"].combine_chunks()).to_pylist():
        counts[f"label {entry['values'] or 'none'}"] = entry["counts"]
    chosen = good.filter(pc.is_valid(good["p"]))
    first = pc.equal(chosen["label"], "a")
    longer = pc.if_else(first, pc.subtract(chosen["chars_a"], chosen["chars_b"]), pc.subtract(chosen["chars_b"], chosen["chars_a"]))
    counts["chosen"] = len(chosen)
    counts["longer"] = total(pc.greater(longer, 0))
    counts["as long"] = total(pc.equal(longer, 0))
    counts["shown"] = total(chosen["positioned"])
    counts["first"] = total(pc.and_(chosen["positioned"], first))
    for side, column in ((FOR, "principles_for"), (AGAINST, "principles_against")):
        for entry in pc.value_counts(pc.list_flatten(chosen[column]).combine_chunks()).to_pylist():
            counts[f"{side}{entry['values']}"] = entry["counts"]
    if width is not None:
        places = pc.cast(pc.floor(pc.divide(good["preference_strength"].drop_null(), width)), pa.int64())
        for entry in pc.value_counts(places.combine_chunks()).to_pylist():
            counts[f"bin {entry['values']}"] = entry["counts"]
    return pa.table({"name": list(counts), "n": pa.array(list(counts.values()), pa.int64())})


def total(true: pa.ChunkedArray) -> int:
    return pc.sum(true).as_py() or 0


def wilson(hits: float, n: int) -> dict | None:
    """A share with its 95 % interval (Wilson 1927)."""
    if n == 0:
        return None
    z = 1.959964
    share, scale = hits / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return {"value": share, "low": max(0, middle - half), "high": min(1, middle + half), "n": n}
