import { jsonLines } from './jsonLines.ts';
import type { Facts } from './records.ts';

/** Facts as `ComparisonTable.addFactsLines` takes them: whoever reads the file writes them, so that the table's thread need not. */
export function factsLines(facts: readonly Facts[]): string {
  return jsonLines(
    facts.map(f => ({
      row: f.row,
      line: f.line,
      key: f.key,
      id: f.id,
      list_id: f.listId,
      prompt_hash: f.promptHash,
      label: f.label,
      label_strength: f.labelStrength,
      annotator: f.annotator,
      annotators: f.annotators,
      annotator_names: f.annotatorNames.length === 0 ? null : f.annotatorNames,
      system: f.system,
      source: f.source,
      model_a: f.modelA,
      model_b: f.modelB,
      score_a: f.scoreA,
      score_b: f.scoreB,
      turns: f.turns,
      chars_prompt: f.charsPrompt,
      chars_a: f.charsA,
      chars_b: f.charsB,
      words_prompt: f.wordsPrompt,
      words_a: f.wordsA,
      words_b: f.wordsB,
      fields: f.fields,
      malformed: f.malformed,
    })),
  );
}
