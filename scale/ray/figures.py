"""Figures of all comparisons, as aggregations over the scores; names as in figures.json (docs/columns.md)."""

import math

import pyarrow as pa
import pyarrow.compute as pc
import ray

WIDTHS = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5]


def strength_range(rows: ray.data.Dataset) -> tuple[float, float] | None:
    low, high = rows.min("preference_strength"), rows.max("preference_strength")
    return None if low is None or high is None else (low, high)


def figures_of(rows: ray.data.Dataset, findings: dict, fitted: dict, strength: tuple[float, float] | None) -> dict:
    """Counts, accuracy and the histogram of preference strength of all; flip rate and threshold are those of the sample."""
    width = None
    if strength is not None:
        low, high = strength
        width = next((w for w in WIDTHS if (high - low) / w <= 28), (high - low) / 28)
    partial = rows.map_batches(lambda table: counted(table, width), batch_format="pyarrow")
    sums = {row["name"]: row["sum(n)"] for row in partial.groupby("name").sum("n").take_all()}
    bins = sorted((int(name[4:]), n) for name, n in sums.items() if name.startswith("bin "))
    first, last = (bins[0][0], bins[-1][0]) if bins else (0, -1)
    by_bin = dict(bins)
    ensemble = fitted["ensemble"]
    return {
        "comparisons": sums.get("rows", 0) - sums.get("malformed", 0),
        "labelled": sums.get("label a", 0) + sums.get("label b", 0),
        "ties": sums.get("label tie", 0),
        "bothBad": sums.get("label both_bad", 0),
        "unlabelled": sums.get("label none", 0),
        "malformed": sums.get("malformed", 0),
        "accuracy": wilson(sums.get("right", 0), sums.get("judged", 0)),
        "flipRate": ensemble["flipRate"],
        "members": [
            {
                "id": member["id"],
                "name": member["name"],
                "kind": member["kind"],
                "used": member["voice"] is not None,
                "why": "" if member["voice"] is not None else "It was out of the ensemble that was fitted.",
                "auroc": member["auroc"],  # of the sample
            }
            for member in ensemble["members"]
        ],
        "strength": [
            {"from": round(k * width, 6), "to": round((k + 1) * width, 6), "n": by_bin.get(k, 0)}
            for k in range(first, last + 1)
        ],
        "findings": findings,
        "sample": {"comparisons": ensemble["comparisons"], "accuracy": ensemble["accuracy"], "seed": ensemble["seed"]},
    }


def counted(table: pa.Table, width: float | None) -> pa.Table:
    """Partial counts of one block, to be summed by name."""
    malformed = pc.is_valid(table["error"])
    good = table.filter(pc.invert(malformed))
    counts = {"rows": len(table), "malformed": len(table) - len(good)}
    for entry in pc.value_counts(good["label"].combine_chunks()).to_pylist():
        counts[f"label {entry['values'] or 'none'}"] = entry["counts"]
    p = good["p"].drop_null()
    counts["judged"] = len(p)
    counts["right"] = pc.sum(pc.greater(p, 0.5)).as_py() or 0
    if width is not None:
        places = pc.cast(pc.floor(pc.divide(good["preference_strength"].drop_null(), width)), pa.int64())
        for entry in pc.value_counts(places.combine_chunks()).to_pylist():
            counts[f"bin {entry['values']}"] = entry["counts"]
    return pa.table({"name": list(counts), "n": pa.array(list(counts.values()), pa.int64())})


def wilson(hits: int, n: int) -> dict | None:
    """A share with its 95 % interval (Wilson 1927)."""
    if n == 0:
        return None
    z = 1.959964
    share, scale = hits / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return {"value": share, "low": max(0, middle - half), "high": min(1, middle + half), "n": n}
