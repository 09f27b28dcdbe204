import { llmLines } from './llmLines.ts';

/** Help of `pairlens followups`. */
export const followUpsHelp = `pairlens followups: judge responses by how likely pleased and displeased follow-ups are, as a member of the ensemble

Usage:
  pairlens followups FILE --llm URL [--model NAME] [--template T] [--budget B] [options]

The server must give log-probabilities of text that it is given, at /completions with echo or prompt_logprobs, as vLLM does; this
is tried first. Fourteen texts are sent for a comparison: the prompt with each response, and these with each of six follow-ups. An
estimate is shown first, and you are asked.

Options:
      --template T        how conversations are written: plain, chatml or llama-3 (default plain); take that of the model
      --json              print one JSON object
      --ignore-review     leave the decisions of FILE's review file out of account
${llmLines}
  -f, --format F; -m, --map M; --pairs P; -q, --quiet:
                          as in pairlens audit

A response is judged by the log-probability a token of words of a pleased person behind it, less that of a displeased one's
(2409.13948). The margins are kept for FILE: the next pairlens audit that holds it has them as the member "follow-ups", which counts
where it is better than chance; the editor does not see them. Follow-ups are English.

Examples:
  pairlens followups preferences.jsonl --llm http://127.0.0.1:8000/v1 --template chatml
  pairlens followups preferences.jsonl --llm find --budget 2mtokens
`;
