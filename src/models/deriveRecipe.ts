import { isFields } from './fields.ts';
import type { Objective, Recipe, TextTemplate } from './installedModel.ts';
import { ModelError } from './modelError.ts';
import type { ModelTexts } from './modelTexts.ts';
import type { OnnxFacts } from './onnx/onnxFacts.ts';
import type { RecipeChoices } from './recipeChoices.ts';

/** A recipe, and what was assumed on the way, in sentences for the user. */
export interface Derived {
  readonly recipe: Recipe;
  readonly notes: readonly string[];
}

/** Longest input that is taken where files name a longer one: attention costs grow with its square. */
const longest = 4096;

/**
 * How a model is run, from what the user says, then from the files beside it, then from its graph. What none of them says
 * is asked for, never guessed, where a wrong guess would give plausible nonsense (pooling, which logit is the reward).
 *
 * @throws ModelError (`recipe`) naming the options to give
 */
export function deriveRecipe(texts: ModelTexts, facts: OnnxFacts, choices: RecipeChoices): Derived {
  const kind = choices.kind ?? kindOf(texts, facts);
  if (kind === 'encoder') return encoder(texts, choices);
  const notes: string[] = [];
  const template = templateOf(texts, choices, kind, notes);
  const maxLength = choices.maxLength ?? lengthOf(texts, notes);
  const keep = choices.keep ?? keptSide(texts, template);
  const logits = logitsOf(texts, facts);
  if (kind === 'reward') {
    return { recipe: { kind, template, maxLength, keep, objectives: objectivesOf(texts, logits, choices) }, notes };
  }
  if (logits !== 1 && logits !== 2) {
    throw ask(`A pairwise model has one logit or two, and this one has ${logits ?? 'an unknown number'}`, '--kind');
  }
  return { recipe: { kind, template, maxLength, keep, logits }, notes };
}

function kindOf({ config, pooling }: ModelTexts, { outputs }: OnnxFacts): 'encoder' | 'reward' {
  const architectures = Array.isArray(config?.architectures) ? config.architectures.filter(isText) : [];
  const last = outputs[0]?.shape?.length;
  if (architectures.some(name => /ForSequenceClassification$|RewardModel$/.test(name))) return 'reward';
  if (outputs.some(({ name }) => name === 'logits') && last === 2) return 'reward';
  if (outputs.some(({ name, shape }) => name === 'logits' && shape?.length === 3)) {
    throw new ModelError(
      'recipe',
      'This is a language model: it has logits for each token, not one for the text',
      'Export a reward model with: optimum-cli export onnx --task text-classification',
    );
  }
  if (pooling !== null || architectures.some(name => /Model$/.test(name)) || last === 3) return 'encoder';
  throw ask('Neither the files nor the graph say what kind of model this is', '--kind encoder|reward|pairwise');
}

function encoder(texts: ModelTexts, choices: RecipeChoices): Derived {
  const notes: string[] = [];
  const pooling = choices.pooling ?? poolingOf(texts);
  const prefix = choices.prefix ?? prefixOf(texts);
  if (prefix === '' && choices.prefix === undefined) {
    notes.push('No text is put before what it reads; some encoders want one (--prefix "passage: ").');
  }
  return {
    recipe: { kind: 'encoder', pooling, prefix, maxLength: choices.maxLength ?? lengthOf(texts, notes) },
    notes,
  };
}

function poolingOf({ pooling }: ModelTexts): 'mean' | 'cls' {
  if (pooling === null) {
    throw ask(
      'Nothing beside the encoder says how token vectors become one (1_Pooling/config.json)',
      '--pooling mean|cls',
    );
  }
  const on = Object.keys(pooling).filter(key => key.startsWith('pooling_mode_') && pooling[key] === true);
  if (on.length === 1 && on[0] === 'pooling_mode_mean_tokens') return 'mean';
  if (on.length === 1 && on[0] === 'pooling_mode_cls_token') return 'cls';
  const named =
    on.length === 0 ? 'no pooling that is known' : on.map(key => key.replace('pooling_mode_', '')).join(', ');
  throw ask(`The encoder wants ${named}; PairLens has mean and cls`, '--pooling mean|cls');
}

function prefixOf({ prompts }: ModelTexts): string {
  const name = prompts?.default_prompt_name;
  const prompt = isText(name) && isFields(prompts?.prompts) ? prompts.prompts[name] : undefined;
  return isText(prompt) ? prompt : '';
}

function lengthOf({ config, tokenizerConfig, sentence }: ModelTexts, notes: string[]): number {
  const positions = positive(config?.max_position_embeddings);
  // RoBERTa and its kin number positions from the padding's index on.
  const shifted = isText(config?.model_type) && /roberta|camembert|xlm|longformer|mpnet/.test(config.model_type);
  const limits = [
    positive(sentence?.max_seq_length),
    positive(tokenizerConfig?.model_max_length),
    positions === null ? null : positions - (shifted ? 2 : 0),
  ].filter(limit => limit !== null);
  if (limits.length === 0) {
    notes.push('Nothing says how long a text may be; 512 tokens are read (--max-length).');
    return 512;
  }
  const limit = Math.min(...limits);
  if (limit > longest) notes.push(`It could read ${limit} tokens; ${longest} are read (--max-length).`);
  return Math.min(limit, longest);
}

function templateOf(
  texts: ModelTexts,
  { template }: RecipeChoices,
  kind: 'reward' | 'pairwise',
  notes: string[],
): TextTemplate {
  const own = chatTemplateOf(texts);
  if (template?.kind === 'chat' && !('template' in template)) {
    if (own === null) throw ask('The model brings no chat template', '--template pair|text:...');
    return { kind: 'chat', template: own };
  }
  if (template !== undefined) return template as TextTemplate;
  if (kind === 'pairwise') {
    throw ask('Nothing says how prompt and responses become one text', '--template "text:{prompt} ... {a} ... {b}"');
  }
  if (own !== null) return { kind: 'chat', template: own };
  notes.push('Prompt and response are read as a pair of texts; models trained on one text want --template "text:...".');
  return { kind: 'pair' };
}

function chatTemplateOf({ chatTemplate, tokenizerConfig }: ModelTexts): string | null {
  if (chatTemplate !== null) return chatTemplate;
  const own = tokenizerConfig?.chat_template;
  if (isText(own)) return own;
  if (!Array.isArray(own)) return null;
  const named = own.filter(isFields);
  const chosen = named.find(({ name }) => name === 'default') ?? named[0];
  return isText(chosen?.template) ? chosen.template : null;
}

function keptSide({ tokenizerConfig }: ModelTexts, { kind }: TextTemplate): 'start' | 'end' {
  const side = tokenizerConfig?.truncation_side;
  if (side === 'left') return 'end';
  // A causal model judges at the last token: of a conversation, the end must stay.
  return kind === 'chat' ? 'end' : 'start';
}

/** Number of logits, from the graph or the configuration, or null. */
function logitsOf({ config }: ModelTexts, { outputs }: OnnxFacts): number | null {
  const output = outputs.find(({ name }) => name === 'logits') ?? outputs[0];
  const size = output?.shape?.length === 2 ? output.shape[1] : null;
  if (typeof size === 'number' && size > 0) return size;
  const labels = config?.id2label;
  return positive(config?.num_labels) ?? (isFields(labels) ? Object.keys(labels).length || null : null);
}

function objectivesOf(texts: ModelTexts, logits: number | null, { objectives }: RecipeChoices): readonly Objective[] {
  const labels = texts.config?.id2label;
  const count = logits ?? objectives?.length ?? null;
  if (count === null) throw ask('Nothing says how many logits it has', '--objective reward=1');
  const names = Array.from({ length: count }, (_, i) => {
    const label = isFields(labels) ? labels[String(i)] : undefined;
    return isText(label) ? label : `LABEL_${i}`;
  });
  if (objectives === undefined) {
    if (count === 1) return [{ name: 'reward', weight: 1 }];
    const each = names.map(name => `--objective ${JSON.stringify(`${name}=1`)}`).join(' ');
    throw ask(`It has ${count} logits (${names.join(', ')}), and nothing says how they make up the reward`, each);
  }
  if (count === 1 && objectives.length === 1) return [{ name: objectives[0]!.name, weight: objectives[0]!.weight }];
  // All logits named in order, or some of them by their labels.
  if (objectives.length === count && objectives.every(({ name }) => !names.includes(name))) return objectives;
  const unknown = objectives.find(({ name }) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ModelError(
      'recipe',
      `It has no label ${JSON.stringify(unknown.name)}, but ${names.join(', ')}`,
      `Use these names, or give all ${count} objectives in order`,
    );
  }
  return names.map(name => ({ name, weight: objectives.find(objective => objective.name === name)?.weight ?? 0 }));
}

function ask(problem: string, options: string): ModelError {
  return new ModelError('recipe', problem, `Say it: ${options}`);
}

function positive(value: unknown): number | null {
  // Tokenizers without a limit state one of 10^30.
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 1e9 ? value : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 200_000;
}
