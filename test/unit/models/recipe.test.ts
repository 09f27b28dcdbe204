import assert from 'node:assert/strict';
import { checkRecipe } from '../../../src/models/checkRecipe.ts';
import { deriveRecipe } from '../../../src/models/deriveRecipe.ts';
import { licenceOf, type ModelTexts, readModelTexts } from '../../../src/models/modelTexts.ts';
import type { OnnxFacts, Port } from '../../../src/models/onnx/onnxFacts.ts';
import { parseChoices, type WrittenChoices } from '../../../src/models/parseChoices.ts';

const none: ModelTexts = {
  config: null,
  tokenizerConfig: null,
  pooling: null,
  sentence: null,
  prompts: null,
  chatTemplate: null,
  readme: null,
};
const facts = (...outputs: Port[]): OnnxFacts => ({
  irVersion: 8,
  opsets: new Map(),
  operators: new Set(),
  functions: new Set(),
  inputs: [{ name: 'input_ids', shape: [null, null] }],
  outputs,
  elements: new Map(),
  external: [],
});
const hidden: Port = { name: 'last_hidden_state', shape: [null, null, 384] };
const logits = (count: number | null): Port => ({ name: 'logits', shape: [null, count] });
const classifier = { architectures: ['DebertaV2ForSequenceClassification'] };
const derive = (texts: Partial<ModelTexts>, port: Port, written: WrittenChoices = {}) =>
  deriveRecipe({ ...none, ...texts }, facts(port), parseChoices(written));

describe('the recipe of a model', () => {
  it('is that of a sentence encoder where its folder says so', () => {
    const texts = {
      config: { architectures: ['BertModel'], max_position_embeddings: 512 },
      pooling: { word_embedding_dimension: 384, pooling_mode_cls_token: false, pooling_mode_mean_tokens: true },
      sentence: { max_seq_length: 256 },
      prompts: { prompts: { query: 'query: ', document: 'passage: ' }, default_prompt_name: 'document' },
    };
    assert.deepEqual(derive(texts, hidden).recipe, {
      kind: 'encoder',
      pooling: 'mean',
      prefix: 'passage: ',
      maxLength: 256,
    });
  });

  it('asks for the pooling rather than guess it', () => {
    const config = { architectures: ['BertModel'] };
    assert.throws(() => derive({ config }, hidden), /Say it: --pooling mean\|cls/);
    const last = { pooling_mode_lasttoken: true };
    assert.throws(() => derive({ config, pooling: last }, hidden), /wants lasttoken; PairLens has mean and cls/);
    assert.equal(derive({ config }, hidden, { pooling: 'cls' }).recipe.kind, 'encoder');
  });

  it('is that of a reward model with one logit', () => {
    const { recipe, notes } = derive({ config: { ...classifier, max_position_embeddings: 512 } }, logits(1));
    assert.deepEqual(recipe, {
      kind: 'reward',
      template: { kind: 'pair' },
      maxLength: 512,
      keep: 'start',
      objectives: [{ name: 'reward', weight: 1 }],
    });
    assert.match(notes.join(' '), /pair of texts/);
  });

  it('takes the chat template of the model, wherever it is', () => {
    const from = (texts: Partial<ModelTexts>) => derive({ config: classifier, ...texts }, logits(1)).recipe;
    const several = [
      { name: 'tool_use', template: 'B' },
      { name: 'default', template: 'A' },
    ];
    for (const texts of [
      { chatTemplate: 'A' },
      { tokenizerConfig: { chat_template: 'A' } },
      { tokenizerConfig: { chat_template: several } },
    ]) {
      const recipe = from(texts);
      assert.ok(recipe.kind === 'reward');
      assert.deepEqual(recipe.template, { kind: 'chat', template: 'A' });
      assert.equal(recipe.keep, 'end');
    }
  });

  it('asks which of several logits make up the reward', () => {
    const config = { ...classifier, id2label: { '0': 'helpful', '1': 'verbose', '2': 'safe' } };
    assert.throws(() => derive({ config }, logits(3)), /3 logits \(helpful, verbose, safe\).*--objective "helpful=1"/);
    const named = derive({ config }, logits(3), { objective: ['safe=0.5', 'helpful'] }).recipe;
    assert.ok(named.kind === 'reward');
    assert.deepEqual(named.objectives, [
      { name: 'helpful', weight: 1 },
      { name: 'verbose', weight: 0 },
      { name: 'safe', weight: 0.5 },
    ]);
    assert.throws(() => derive({ config }, logits(3), { objective: ['kind=1'] }), /no label "kind", but helpful/);
    const inOrder = derive({ config: classifier }, logits(2), { objective: ['bad=-1', 'good=1'] }).recipe;
    assert.ok(inOrder.kind === 'reward');
    assert.deepEqual(
      inOrder.objectives.map(({ weight }) => weight),
      [-1, 1],
    );
  });

  it('reads how long a text may be, less what RoBERTa keeps, and no endless ones', () => {
    const length = (config: object, tokenizerConfig: object | null = null) =>
      derive(
        { config: { ...classifier, ...config }, tokenizerConfig: tokenizerConfig as ModelTexts['config'] },
        logits(1),
      ).recipe.maxLength;
    assert.equal(length({ model_type: 'roberta', max_position_embeddings: 514 }, { model_max_length: 1e30 }), 512);
    assert.equal(length({ max_position_embeddings: 131072 }), 4096);
    assert.equal(length({}), 512);
    assert.equal(length({ max_position_embeddings: 512 }, { model_max_length: 300 }), 300);
  });

  it('wants a template for pairwise models, and counts their logits', () => {
    const config = classifier;
    assert.throws(() => derive({ config }, logits(1), { kind: 'pairwise' }), /--template "text:/);
    const template = 'text:{prompt}\\n{a} against {b}';
    const { recipe } = derive({ config }, logits(2), { kind: 'pairwise', template });
    assert.deepEqual(recipe, {
      kind: 'pairwise',
      template: { kind: 'text', text: '{prompt}\n{a} against {b}' },
      maxLength: 512,
      keep: 'start',
      logits: 2,
    });
    assert.throws(() => derive({ config }, logits(5), { kind: 'pairwise', template }), /one logit or two/);
  });

  it('refuses language models, and asks where nothing is said', () => {
    const config = { architectures: ['LlamaForCausalLM'] };
    const port = { name: 'logits', shape: [null, null, 32000] };
    assert.throws(() => derive({ config }, port), /--task text-classification/);
    assert.throws(() => derive({ config: { architectures: ['BertForMaskedLM'] } }, port), /logits for each token/);
    assert.throws(() => derive({}, { name: 'y', shape: null }), /--kind encoder\|reward\|pairwise/);
    assert.equal(derive({}, logits(1)).recipe.kind, 'reward');
  });

  it('says which option can not be used, and what to write', () => {
    const wrong: [WrittenChoices, RegExp][] = [
      [{ kind: 'judge' }, /--kind "judge" can't be used. Write encoder, reward, pairwise/],
      [{ 'max-length': '1e3' }, /--max-length/],
      [{ template: 'text:{prompt}' }, /has no \{response\}/],
      [{ template: 'text:{a}', kind: 'pairwise' }, /has no \{b\}/],
      [{ template: 'jinja' }, /pair, chat, or text:/],
      [{ objective: ['x=y'] }, /NAME=WEIGHT/],
      [{ precision: 'fp8' }, /fp32, fp16/],
    ];
    for (const [written, words] of wrong) assert.throws(() => parseChoices(written), words);
    assert.deepEqual(parseChoices({ objective: ['a=b=0.5'] }).objectives, [{ name: 'a=b', weight: 0.5 }]);
  });

  it('must fit the graph', () => {
    const reward = derive({ config: classifier }, logits(1)).recipe;
    const encoder = derive({}, hidden, { pooling: 'mean' }).recipe;
    checkRecipe(reward, facts(logits(null)));
    checkRecipe(encoder, facts(hidden));
    assert.throws(() => checkRecipe(reward, facts(logits(2))), /It has 2 logits, and 1 are described/);
    assert.throws(() => checkRecipe(reward, facts(hidden)), /3 dimensions, where logits have two/);
    assert.throws(() => checkRecipe(encoder, facts(logits(1))), /no vector for each token/);
    const past = {
      ...facts(logits(1)),
      inputs: [
        { name: 'input_ids', shape: null },
        { name: 'past.0', shape: null },
      ],
    };
    assert.throws(() => checkRecipe(reward, past), /wants an input "past\.0"/);
    assert.throws(() => checkRecipe(reward, { ...past, inputs: [] }), /no input "input_ids" \(but none\)/);
  });

  it('reads the licence off the model card, and nothing off damaged files', async () => {
    const card = (head: string) => licenceOf({ ...none, readme: `---\n${head}\n---\nlicense: gpl` });
    assert.equal(card('language: en\nlicense: apache-2.0'), 'Apache-2.0');
    assert.equal(card('license: "llama3"'), 'llama3');
    assert.equal(card('license: other'), 'unknown');
    assert.equal(licenceOf(none), 'unknown');
    const texts = await readModelTexts(async path =>
      path === 'config.json' ? '{broken' : path.endsWith('.json') ? '[]' : null,
    );
    assert.deepEqual(texts, none);
  });
});
