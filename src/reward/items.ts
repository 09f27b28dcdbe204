import { type Comparison, type Message, textOf } from '../dataset/comparison.ts';

/** The distinct (prompt, response) texts of a dataset, and which of them each comparison sets against each other. */
export interface Items {
  /** Text of each item's response. */
  readonly texts: readonly string[];
  /** Index into `prompts` for each item. */
  readonly promptOf: Int32Array;
  /** Name of the model that wrote it (the first seen), or undefined. */
  readonly models: readonly (string | undefined)[];
  /** The distinct prompts. */
  readonly prompts: readonly (readonly Message[])[];
  /** Item of side a and of side b of each comparison. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Prompt of each comparison. */
  readonly promptOfRow: Int32Array;
}

/** Finds the distinct items of a dataset: work on texts is then done once for each. */
export function itemsOf(comparisons: readonly Comparison[]): Items {
  const texts: string[] = [];
  const promptOf: number[] = [];
  const models: (string | undefined)[] = [];
  const prompts: (readonly Message[])[] = [];
  const promptIds = new Map<string, number>();
  const itemIds = new Map<string, number>();
  const a = new Int32Array(comparisons.length);
  const b = new Int32Array(comparisons.length);
  const promptOfRow = new Int32Array(comparisons.length);

  const promptId = (messages: readonly Message[]): number => {
    const key = messages.map(m => `${m.role}\u0000${m.content}`).join('\u0001');
    let id = promptIds.get(key);
    if (id === undefined) {
      id = prompts.length;
      promptIds.set(key, id);
      prompts.push(messages);
    }
    return id;
  };
  const itemId = (prompt: number, text: string, model: string | undefined): number => {
    const key = `${prompt}\u0000${text}`;
    let id = itemIds.get(key);
    if (id === undefined) {
      id = texts.length;
      itemIds.set(key, id);
      texts.push(text);
      promptOf.push(prompt);
      models.push(model);
    }
    return id;
  };
  for (const [i, c] of comparisons.entries()) {
    const prompt = promptId(c.prompt);
    promptOfRow[i] = prompt;
    a[i] = itemId(prompt, textOf(c.a.messages), c.a.model);
    b[i] = itemId(c.promptB ? promptId(c.promptB) : prompt, textOf(c.b.messages), c.b.model);
  }
  return { texts, promptOf: Int32Array.from(promptOf), models, prompts, a, b, promptOfRow };
}
