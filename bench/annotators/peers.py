"""Consensus of votes by crowd-kit and cleanlab, as their users call them.

Reads a JSON object {votes: [[task, worker, side]], tasks, p: [...] or null, seconds} on stdin and writes
{method: {q: [...], seconds} or {why}} on stdout; q is the probability that side 1 is better, p what a model says of it.
"""

import json
import os
import signal
import sys
import threading
import time
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")


def within(seconds, run):
    """What run() answers, made in a process of its own that is ended when its time is over."""
    read, write = os.pipe()
    began = time.time()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            q = [round(float(x), 6) for x in run()]
            answer = {"q": q, "seconds": time.time() - began}
        except Exception as error:
            answer = {"why": f"{type(error).__name__}: {error}"[:200]}
        with os.fdopen(write, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(write)
    timer = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
    timer.start()
    with os.fdopen(read) as source:
        text = source.read()
    timer.cancel()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"why": f"not done after {seconds} s"}


def by_proba(aggregation, frame, tasks):
    probas = aggregation.fit_predict_proba(frame)
    q = np.full(tasks, 0.5)
    columns = {int(c): c for c in probas.columns}
    if 1 in columns:
        q[probas.index.to_numpy()] = probas[columns[1]].to_numpy()
    else:
        q[probas.index.to_numpy()] = 0.0
    return np.nan_to_num(q, nan=0.5)


def by_label(aggregation, frame, tasks):
    labels = aggregation.fit_predict(frame)
    q = np.full(tasks, 0.5)
    q[labels.index.to_numpy()] = labels.astype(float).to_numpy()
    return q


def crowdlab(frame, tasks, p):
    from cleanlab.multiannotator import get_label_quality_multiannotator

    if frame["task"].is_unique:
        # cleanlab refuses single votes here and names the function for them.
        from cleanlab.rank import get_label_quality_scores

        at, labels = frame["task"].to_numpy(), frame["label"].to_numpy()
        quality = get_label_quality_scores(labels, np.column_stack([1 - p, p])[at])
        q = p.copy()
        q[at] = np.where(labels == 1, quality, 1 - quality)
        return q
    table = np.full((tasks, frame["worker"].max() + 1), np.nan)
    table[frame["task"], frame["worker"]] = frame["label"]
    voted = ~np.isnan(table).all(axis=1)
    used = ~np.isnan(table).all(axis=0)
    model = np.column_stack([1 - p, p])[voted]
    answer = get_label_quality_multiannotator(table[voted][:, used], model, verbose=False)
    labels = answer["label_quality"]["consensus_label"].to_numpy().astype(int)
    quality = answer["label_quality"]["consensus_quality_score"].to_numpy()
    q = p.copy()
    q[voted] = np.where(labels == 1, quality, 1 - quality)
    return q


def main():
    job = json.load(sys.stdin)
    tasks = job["tasks"]
    frame = pd.DataFrame(job["votes"], columns=["task", "worker", "label"])
    from crowdkit.aggregation import GLAD, MACE, MMSR, DawidSkene, MajorityVote, OneCoinDawidSkene, Wawa

    methods = {
        "majority (crowd-kit)": lambda: by_proba(MajorityVote(), frame, tasks),
        "Wawa": lambda: by_proba(Wawa(), frame, tasks),
        "Dawid-Skene (crowd-kit)": lambda: by_proba(DawidSkene(n_iter=100), frame, tasks),
        "one-coin Dawid-Skene": lambda: by_proba(OneCoinDawidSkene(n_iter=100), frame, tasks),
        "GLAD": lambda: by_proba(GLAD(n_iter=50), frame, tasks),
        "MACE": lambda: by_proba(MACE(n_restarts=3, n_iter=50, random_state=0), frame, tasks),
        "M-MSR": lambda: by_label(MMSR(random_state=0), frame, tasks),
    }
    if job["p"] is not None:
        methods["CROWDLAB (cleanlab)"] = lambda: crowdlab(frame, tasks, np.array(job["p"]))
    out = {name: within(job["seconds"], run) for name, run in methods.items()}
    json.dump(out, sys.stdout)


main()
