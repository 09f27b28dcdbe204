/** Help of `pairlens learnability`. */
export const learnabilityHelp = `pairlens learnability: how far a causal language model ranks pairs as labelled, and which labels are hard to learn

Usage:
  pairlens learnability FILE --llm URL [--model NAME] [--template T] [-o OUT] [options]

The server must give log-probabilities of text that it is given, at /completions with echo or prompt_logprobs, as vLLM does; this
is tried first. Three texts are sent for a comparison: the prompt, and it with each response.

Options:
      --llm URL           OpenAI-compatible server (http://127.0.0.1:8000/v1), or "find": one on this machine
      --model NAME        its model: the one that training starts from; not needed where the server offers one
      --key-env VAR       environment variable with the server's key; keys are never written on a command line
      --template T        how conversations are written: plain, chatml or llama-3 (default plain); take that of your trainer
      --concurrency N     questions at one time (default 4 on this machine, 8 elsewhere)
      --timeout N         seconds for an answer (default 120)
  -y, --yes               go on without being asked
  -o, --out OUT           write the labelled records to OUT (JSON Lines) with ref_logps_a and ref_logps_b, which pairlens audit
                          reads for the finding "hard"
      --json              print one JSON object
      --ignore-review     leave the decisions of FILE's review file out of account
  -f, --format F; -m, --map M; --pairs P; -q, --quiet:
                          as in pairlens audit

Ranking accuracy (2405.19534) is the share of labels whose chosen response is the more likely one. A label is hard where DPO (beta
0.1) ranks the pair so only once its loss falls below a quarter of ln 2; it may be right or wrong all the same.

Examples:
  pairlens learnability dpo.jsonl --llm http://127.0.0.1:8000/v1 --template chatml
  pairlens learnability dpo.jsonl --llm find -o scored.jsonl
`;
