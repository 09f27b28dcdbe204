import { llmLines } from './llmLines.ts';

/** Help of `pairlens principles`. */
export const principlesHelp = `pairlens principles: the principles behind the labels, and how well they reconstruct them

Usage:
  pairlens principles FILE [--out DIR] [options]
  pairlens principles FILE --llm URL [--model NAME] [--key-env VAR] [--budget B] [options]

Without --llm, the principles are measured ones ("is shorter", "uses lists"), and nothing leaves this machine. With it, a
language model proposes principles and votes on them; the estimate is shown first, and you are asked.

Options:
  -o, --out DIR           write constitution.md (to edit), figures.md, principles.json, annotated-pairs.json (opens in
                          Feedback Forensics), judge-prompt.txt and, with --llm, model.json to DIR
      --json              print one JSON object instead of text
      --no-conditional    leave out principles that hold only for some prompts ("when the prompt asks for code ...")
      --votes F           take principles and their votes from an AnnotatedPairs document or an ICAI results folder: no
                          language model is asked; comparisons are known by their prompt and texts
      --constitution F    evaluate a constitution as it stands, plain, ranked and weighted, besides what the run selects:
                          a constitution.md (its checked rules), an AnnotatedPairs document (all its principles) or an
                          ICAI results folder. With --llm, rules that nobody has votes on are voted on; a rule may
                          vote by a condition over the columns: (sql \`words_a < words_b\`) behind its words
${llmLines}
      --mode M            how votes are cast: letters, listed or pointwise (default: as a test of the model says)
      --proposals N       pairs that the model proposes principles from, besides groups of them (default 60; 0: none)
      --candidates N      most principles that are voted on (default 40)
      --screen N          vote on N comparisons first, and only with the best principles on all
      --rule TEXT         vote on a principle of your own too; may be given several times
      --no-judge          leave out the model's own judgement, which the constitution is compared with
      --seed N            seed of everything random (default 0)
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review; --models; --without; --device; --column:
                          as in pairlens audit

Exit codes: 0 done, 2 the command line is wrong or asks for what can't be known, 3 the file can't be read, the server
gives no answers, or the budget is spent, 130 interrupted. docs/language-models.md says more.

Examples:
  pairlens principles preferences.jsonl
  pairlens principles preferences.jsonl --votes outputs/2026-01-01/results
  pairlens principles preferences.jsonl --constitution principles/constitution.md
  pairlens principles preferences.jsonl --llm find --out principles
  pairlens principles preferences.jsonl --llm https://api.example.com/v1 --model NAME --key-env API_KEY --budget 2mtokens
`;
