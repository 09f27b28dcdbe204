"""sentence-transformers over the weights of an ONNX file: the same numbers, in torch.

Usage: sentence_transformers_peer.py JOB.json; see encodeJob.ts. Prints one JSON object a batch size.
"""
import json
import os
import sys
import tempfile
import time

import numpy
import onnx
import torch
from onnx import numpy_helper
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast


def bert_of(path):
    """The encoder as a torch module. Weights of matrix products have no names of their own in the file: their nodes have."""
    graph = onnx.load(path).graph
    values = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    state = {name: torch.tensor(value.copy()) for name, value in values.items() if "position_ids" not in name and "::" not in name}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in values:
            name = node.name.removeprefix("/").removesuffix("/MatMul").replace("/", ".")
            name = name.replace("encoder.layer.", "encoder.layer.", 1) + ".weight"
            state[name] = torch.tensor(values[node.input[1]].T.copy())
    config = BertConfig(vocab_size=30522, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    model = BertModel(config, add_pooling_layer=False)
    missing, unexpected = model.load_state_dict(state, strict=False)
    missing = [name for name in missing if "position_ids" not in name and "token_type_ids" not in name]
    unexpected = [name for name in unexpected if not name.startswith("pooler.")]
    assert not missing and not unexpected, (missing, unexpected)
    return model.eval()


def main():
    job = json.load(open(sys.argv[1]))
    torch.set_num_threads(job["threads"])
    with tempfile.TemporaryDirectory() as folder:
        bert_of(job["model"]).save_pretrained(folder)
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_file=job["tokenizer"], unk_token="[UNK]", sep_token="[SEP]", pad_token="[PAD]", cls_token="[CLS]", mask_token="[MASK]",
            model_input_names=["input_ids", "token_type_ids", "attention_mask"],
        )
        tokenizer.save_pretrained(folder)
        transformer = Transformer(folder)
        transformer.max_seq_length = job["maxLength"]
        model = SentenceTransformer(modules=[transformer, Pooling(384, "mean"), Normalize()], device="cpu")
        for batch in job["batches"]:
            model.encode(job["warmUp"], batch_size=batch)
            wall, cpu = time.perf_counter(), sum(os.times()[:2])
            vectors = model.encode(job["texts"], batch_size=batch, convert_to_numpy=True, show_progress_bar=False)
            used = sum(os.times()[:2]) - cpu
            numpy.asarray(vectors, dtype="<f4").tofile(f"{job['out']}.{batch}")
            print(json.dumps({"batch": batch, "seconds": time.perf_counter() - wall, "cpuSeconds": used}), flush=True)


main()
