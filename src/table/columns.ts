/** A column of the table: what a filter condition may name, and what the exports document. */
export interface Column {
  readonly name: string;
  /** DuckDB type. */
  readonly type: string;
  /** What it holds: unit, range, and when it is null. */
  readonly about: string;
}

const column = (name: string, type: string, about: string): Column => ({ name, type, about });

/** What the file itself says of a row, one value per row, known without an audit. */
export const factColumns: readonly Column[] = [
  column('row', 'INTEGER', 'Row of the dataset from 0, in file order; blank lines are no rows.'),
  column('line', 'INTEGER', 'Line of the file from 1 where the record starts.'),
  column(
    'key',
    'VARCHAR',
    'Hash of the prompt and the unordered pair of responses; of a malformed row, hash of its bytes.',
  ),
  column('id', 'VARCHAR', "The record's own id; null if it has none."),
  column('list_id', 'VARCHAR', 'Shared by comparisons that come from one ranking; null otherwise.'),
  column('prompt_hash', 'VARCHAR', 'Hash of the prompt: equal prompts have equal hashes.'),
  column('label', 'VARCHAR', "Recorded label: 'a', 'b', 'tie' or 'both_bad'; null if there is none."),
  column('label_strength', 'DOUBLE', "How strongly the record prefers the better response, in the record's own unit."),
  column('annotator', 'VARCHAR', 'The annotator, where one alone gave the label; null otherwise.'),
  column('annotators', 'INTEGER', 'Number of annotations that the record holds.'),
  column(
    'annotator_names',
    'VARCHAR[]',
    "Annotators of the record: list_contains(annotator_names, 'jonas'); null if none.",
  ),
  column(
    'system',
    'VARCHAR',
    'System message that the prompt begins with, spaces aside; of more than 200 characters the first 190 and a hash.',
  ),
  column('source', 'VARCHAR', 'Source that the record names; null if it names none.'),
  column('model_a', 'VARCHAR', 'Model that wrote response a; null if not recorded.'),
  column('model_b', 'VARCHAR', 'Model that wrote response b; null if not recorded.'),
  column('score_a', 'DOUBLE', 'Score that the record gives response a; null if not recorded.'),
  column('score_b', 'DOUBLE', 'Score that the record gives response b; null if not recorded.'),
  column('turns', 'INTEGER', 'Messages in the prompt.'),
  column('chars_prompt', 'INTEGER', 'Length of the prompt in UTF-16 code units.'),
  column('chars_a', 'INTEGER', 'Length of response a in UTF-16 code units.'),
  column('chars_b', 'INTEGER', 'Length of response b in UTF-16 code units.'),
  column('words_prompt', 'INTEGER', 'Words of the prompt, split at white space.'),
  column('words_a', 'INTEGER', 'Words of response a, split at white space.'),
  column('words_b', 'INTEGER', 'Words of response b, split at white space.'),
  column('fields', 'JSON', "The record's remaining scalar fields, as JSON: fields->>'topic' = 'law'."),
  column('malformed', 'BOOLEAN', 'True for a line that could not be read as a comparison.'),
];

/** What the audit says of a row; all null before the first audit. Besides these there is `margin_<member>` per member. */
export const auditColumns: readonly Column[] = [
  column('p', 'DOUBLE', 'Calibrated out-of-fold probability of the recorded label, 0 to 1.'),
  column(
    'p_wrong',
    'DOUBLE',
    'Probability that the recorded label is wrong; null where the flip rate is not known or a verdict has settled it.',
  ),
  column('p_wrong_low', 'DOUBLE', 'Least p_wrong over the flip rates that agree with what is known of the file.'),
  column('p_wrong_high', 'DOUBLE', 'Largest p_wrong over the flip rates that agree with what is known of the file.'),
  column('preference_strength', 'DOUBLE', 'Mean calibrated margin over the ensemble, chosen minus rejected (logits).'),
  column('spread', 'DOUBLE', "Standard deviation of the members' calibrated margins (logits)."),
  column(
    'consensus',
    'DOUBLE',
    'Probability of the recorded choice by all annotators of the pair and the ensemble; null where nobody is named.',
  ),
  column(
    'preference_degree',
    'DOUBLE',
    'Chance that one more annotator of the kind would prefer the recorded choice; p where no pair was judged often enough.',
  ),
  column(
    'ask_value',
    'DOUBLE',
    'What asking a person about it is worth: information over the members for each minute; null where a verdict settled it.',
  ),
  column(
    'populations_for',
    'VARCHAR[]',
    'Populations of annotators that are sure of the recorded choice: a probability of .7 or more.',
  ),
  column(
    'populations_against',
    'VARCHAR[]',
    "Populations that are sure of the other choice: list_contains(populations_against, 'population 2').",
  ),
  column('findings', 'VARCHAR[]', "Kinds of findings, most important first: list_contains(findings, 'duplicate')."),
  column('scores', 'DOUBLE[]', 'Score of each finding, 0 to 1, along `findings`.'),
  column('principles_for', 'VARCHAR[]', 'Ids of the principles that speak for the recorded choice.'),
  column('principles_against', 'VARCHAR[]', 'Ids of the principles that speak against the recorded choice.'),
];

/** What the reviewer decided. */
export const verdictColumns: readonly Column[] = [
  column('verdict', 'VARCHAR', "'a', 'b', 'tie', 'both_bad', 'drop' or 'later'; null if there is none."),
  column(
    'given',
    'VARCHAR',
    "How the verdict was given: 'seen', 'blind', 'random' (a random check) or 'settled' (between reviewers); null without one.",
  ),
  column(
    'recorded',
    'VARCHAR',
    'Label that the record held before the verdict, where an earlier session wrote the verdict into it; else null.',
  ),
  column('note', 'VARCHAR', "The reviewer's note; null if there is none."),
  column('tags', 'VARCHAR[]', 'Tags; null if there are none.'),
  column('edited', 'BOOLEAN', 'True if a text was edited; null where nothing was decided.'),
];

/**
 * Columns that hold the margins by objectives of the file: `objective_helpful`. Characters that SQL would need quotes for become
 * `_`; names that would be the same then are numbered.
 */
export function objectiveColumnNames(objectives: readonly string[]): string[] {
  const taken = new Set<string>();
  return objectives.map(name => {
    const plain = `objective_${name
      .toLowerCase()
      .slice(0, 60)
      .replace(/[^a-z0-9_]/g, '_')}`;
    let column = plain;
    for (let n = 2; taken.has(column); n++) column = `${plain}_${n}`;
    taken.add(column);
    return column;
  });
}

/** Column that holds a member's margins: `margin_style`. Characters that SQL would need quotes for become `_`. */
export function marginColumn(member: string): string {
  return `margin_${member.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`;
}
