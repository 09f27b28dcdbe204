/** Help text of `pairlens mine`. */
export const mineHelp = `pairlens mine: propose comparisons from conversation logs, for review

Usage:
  pairlens mine FILE -o OUT [options]

Options:
  -o, --out OUT           .jsonl file to write
      --confirmed         only where the person thanks for the later answer
  -q, --quiet             no progress and no notes on stderr

FILE holds conversations (messages, conversation or conversations, one a record). Where a person corrects an answer,
complains of it or asks the same again, and the next answer is not met with the same, the next answer is proposed as
chosen and the one before as rejected, marked with source "mined" and the person's words. English phrases only. The later
answer was written with the correction in view, so each proposal is to be reviewed.

Examples:
  pairlens mine chats.jsonl.gz -o proposals.jsonl
  pairlens audit proposals.jsonl
`;
