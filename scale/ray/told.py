"""What a finding is, and how its numbers are written."""

import json
import math

import pyarrow as pa

# Kinds that a gathered audit has, most important first.
KINDS = [
    "mislabeled",
    "suspect",
    "contested",
    "ambiguous",
    "contradiction",
    "score-conflict",
    "duplicate",
    "near-identical",
    "empty",
    "prompt-mismatch",
    "truncation-risk",
    "hard",
    "malformed",
]

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


def rounded(value: float) -> float:
    """To two decimals, halves upwards, as JavaScript rounds."""
    return math.floor(value * 100 + 0.5) / 100


def number(value: float) -> str:
    """A number as JavaScript writes it, of the sizes that scores have."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
