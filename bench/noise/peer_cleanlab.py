"""cleanlab as a practitioner uses it today: MiniLM embeddings, their difference, logistic regression, 5 folds.

Reads a JSON object {texts, a, b, model, tokenizer, cache, runs: [{seed, labels}]} on stdin and writes
{runs: [{suspicion, flags, accuracy}], seconds} on stdout.
"""

import json
import os
import sys
import time

import numpy as np
import onnxruntime
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from tokenizers import Tokenizer


def embed(texts, model, tokenizer_file, cache):
    if os.path.exists(cache):
        return np.load(cache)
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    vectors = np.zeros((len(texts), 384), dtype=np.float32)
    for i, encoding in enumerate(tokenizer.encode_batch(texts)):
        ids = np.array([encoding.ids], dtype=np.int64)
        # One text at a time: the int8 model quantises activations per batch.
        out = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)})[0]
        mean = out[0].mean(axis=0)
        vectors[i] = mean / max(np.linalg.norm(mean), 1e-9)
    np.save(cache, vectors)
    return vectors


def audit(vectors, a, b, labels, seed):
    rng = np.random.default_rng(seed)
    swap = rng.random(len(a)) < 0.5
    first = np.where(swap, b, a)
    second = np.where(swap, a, b)
    y = ((labels > 0) ^ swap).astype(int)
    x = vectors[first] - vectors[second]
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    p = cross_val_predict(LogisticRegression(C=1, max_iter=1000), x, y, cv=folds, method="predict_proba")
    quality = get_label_quality_scores(y, p)
    issues = find_label_issues(y, p)
    return {
        "suspicion": (1 - quality).tolist(),
        "flags": issues.astype(int).tolist(),
        "accuracy": float((p.argmax(axis=1) == y).mean()),
    }


def main():
    task = json.load(sys.stdin)
    vectors = embed(task["texts"], task["model"], task["tokenizer"], task["cache"])
    a, b = np.array(task["a"]), np.array(task["b"])
    start = time.time()
    runs = [audit(vectors, a, b, np.array(run["labels"]), run["seed"]) for run in task["runs"]]
    json.dump({"runs": runs, "seconds": time.time() - start}, sys.stdout)


main()
