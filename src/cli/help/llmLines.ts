/** Options of commands that ask a language model, as their helps describe them. */
export const llmLines = `      --llm URL           OpenAI-compatible server (http://127.0.0.1:11434/v1), or "find": one on this machine
      --model NAME        its model; not needed where it offers one
      --key-env VAR       environment variable with the server's key; keys are never written on a command line
      --budget B          stop before spending more: 50000tokens, 2m tokens, or 2usd (with prices)
      --price-in N        price of a million input tokens
      --price-out N       price of a million output tokens
      --price-cached N    price of a million input tokens that the server had kept (default: that of others)
      --concurrency N     questions at one time (default 4 on this machine, 8 elsewhere)
      --rpm N             most questions a minute
      --tpm N             most tokens a minute
      --timeout N         seconds for an answer (default 300)
  -y, --yes               go on without being asked
      --resume            go on with a run that was cut off, without being asked: what was answered is kept
      --no-cache          ask everything anew, and keep no answers`;
