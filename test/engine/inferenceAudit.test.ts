import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { auditProgress, auditRequest, type MemberChoice } from '../../src/protocol/auditing.ts';
import { doctorRequest } from '../../src/protocol/engine.ts';
import type { Figures, MemberFigures } from '../../src/reward/figures.ts';
import { writeManifest } from '../support/modelsFolder.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { tinyModel } from '../support/tinyOnnx.ts';
import { dist, startEngine, type TestEngine } from './support/engine.ts';

const memberOf = ({ members }: Figures, id: string): MemberFigures => {
  const member = members.find(each => each.id === id);
  assert.ok(member, `no member ${id}`);
  return member;
};

describe('an audit with models', () => {
  let folder: TemporaryFolder;
  let path: string;
  let models: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    const sample = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 60);
    path = folder.write('helpdesk.jsonl', `${sample.join('\n')}\n`);
    models = join(folder.path, 'models');
    const encoder = await tinyModel(
      join(models, 'tiny-encoder'),
      { kind: 'encoder' },
      {
        id: 'tiny-encoder',
        recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 128 },
      },
    );
    const reward = await tinyModel(
      join(models, 'tiny-reward'),
      { kind: 'reward', logits: 1 },
      {
        id: 'tiny-reward',
        recipe: {
          kind: 'reward',
          template: { kind: 'pair' },
          maxLength: 128,
          keep: 'end',
          objectives: [{ name: 'reward', weight: 1 }],
        },
      },
    );
    writeManifest(models, [encoder, reward]);
  });
  afterEach(() => folder.remove());

  describe('in the engine', () => {
    let engine: TestEngine;
    beforeEach(() => {
      engine = startEngine({ PAIRLENS_MODELS: models });
    });
    afterEach(() => engine.stop());

    const open = () => engine.open({ doc: 'd', path, storage: join(folder.path, 'storage') });
    const audit = (members: MemberChoice = { device: 'cpu' }, token?: CancellationTokenSource): Promise<Figures> =>
      engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'token', members }, token?.token);

    it('asks every installed model, and encodes again only what an edit changed', async () => {
      await open();
      const first = await audit();
      const before = memberOf(first, 'tiny-encoder').run;
      assert.ok(before !== null && before.computed === before.texts && before.texts > 100);
      assert.equal(memberOf(first, 'tiny-encoder').kind, 'encoder');
      assert.equal(memberOf(first, 'tiny-reward').kind, 'zero-shot');
      assert.equal(memberOf(first, 'relevance').run?.device, 'cpu');
      await engine.apply('d', {
        type: 'text',
        row: 3,
        ref: 'a/0',
        text: 'Another answer, which no other comparison has.',
        at: '2026-01-02T03:04:05.000Z',
      });
      const second = await audit();
      assert.equal(memberOf(second, 'tiny-encoder').run?.computed, 1);
      assert.equal(memberOf(second, 'tiny-reward').run?.computed, 1);
      assert.equal(memberOf(second, 'relevance').run?.computed, 0);
    });

    it('leaves out members that are unchecked, also those that need no weights', async () => {
      await open();
      const figures = await audit({ device: 'cpu', without: ['tiny-reward', 'ngram'] });
      const ids = figures.members.map(({ id }) => id);
      assert.equal(ids.includes('tiny-reward') || ids.includes('ngram'), false);
      assert.equal(ids.includes('tiny-encoder') && ids.includes('style'), true);
    });

    it('can be cancelled while a model is at hand, and the engine lives on', async () => {
      await open();
      for (let i = 0; i < 3; i++) {
        const stop = new CancellationTokenSource();
        const seen = new Promise<void>(settle => {
          const listening = engine.connection.onProgress(auditProgress, 'token', ({ stage }) => {
            if (!stage.includes('tiny-encoder')) return;
            listening.dispose();
            settle();
          });
        });
        const running = audit({ device: 'cpu' }, stop);
        await Promise.race([seen, running]);
        stop.cancel();
        await assert.rejects(running);
      }
      assert.ok(memberOf(await audit(), 'tiny-encoder').run !== null);
    });

    it('reports the runtime, its providers and the models', async () => {
      const report = await engine.connection.sendRequest(doctorRequest, {});
      assert.match(report, /ONNX Runtime +1\.\d+\.\d+/);
      assert.match(report, /^ +CPU: works/m);
      assert.match(report, /^ +tiny-encoder \(encoder, fp32\)$/m);
      writeFileSync(join(models, 'tiny-encoder', 'model.onnx'), 'short');
      assert.match(await engine.connection.sendRequest(doctorRequest, {}), /tiny-encoder .*: .+ has changed/);
    });

    it('says so when the list of models is damaged, and judges without them', async () => {
      folder.write('models/models.json', '{"version": 1, "models": [{}]}');
      await open();
      const figures = await audit();
      const { used, why } = memberOf(figures, 'models');
      assert.equal(used, false);
      assert.match(why, /models\.json is damaged/);
      assert.ok(memberOf(figures, 'style').used);
    });
  });

  describe('from the command line', () => {
    const pairlens = async (args: readonly string[], program = resolve(dist, 'cli.cjs')) => {
      const env = { ...process.env, PAIRLENS_STORAGE: join(folder.path, 'storage'), PAIRLENS_MODELS: models };
      const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const code = new Promise<number | null>(settle => child.once('close', settle));
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return { code: await code, stdout, stderr };
    };
    const audit = async (...args: string[]): Promise<Figures> => {
      const { code, stdout, stderr } = await pairlens(['audit', path, '--json', '--quiet', ...args]);
      assert.equal(code, 0, stderr);
      assert.equal(stderr, '', 'no warnings of drivers or of the runtime');
      return (JSON.parse(stdout) as { figures: Figures }).figures;
    };

    it('uses what is installed, on the device asked for', async () => {
      const figures = await audit();
      assert.ok(memberOf(figures, 'tiny-encoder').run !== null);
      const again = await audit('--device', 'cpu', '--models', 'tiny-reward', '--without', 'style,ngram');
      const ids = again.members.map(({ id }) => id);
      assert.equal(ids.includes('tiny-encoder') || ids.includes('style') || ids.includes('ngram'), false);
      assert.equal(memberOf(again, 'tiny-reward').run?.device, 'cpu');
      assert.equal(
        (await audit('--models', 'none')).members.some(({ run }) => run !== null),
        false,
      );
    });

    it('names what there is when something else is asked for', async () => {
      for (const [args, reply] of [
        [['--device', 'tpu'], /auto, cuda, webgpu, dml, coreml, cpu/],
        [['--models', 'other'], /other is not installed. Installed: tiny-encoder, tiny-reward/],
        [['--without', 'other'], /no member other\. Members: score, .*tiny-reward/],
      ] as const) {
        const { code, stderr } = await pairlens(['audit', path, ...args]);
        assert.equal(code, 2);
        assert.match(stderr, reply);
      }
    });

    it('goes on without models where ONNX Runtime can’t be loaded, and says why', async () => {
      const bare = join(folder.path, 'bare');
      mkdirSync(join(bare, 'node_modules'), { recursive: true });
      cpSync(resolve(dist), join(bare, 'dist'), { recursive: true });
      cpSync('package.json', join(bare, 'package.json'));
      symlinkSync(resolve('node_modules/@duckdb'), join(bare, 'node_modules', '@duckdb'));
      const { code, stdout, stderr } = await pairlens(['audit', path, '--json'], join(bare, 'dist', 'cli.cjs'));
      assert.equal(code, 0, stderr);
      const { figures } = JSON.parse(stdout) as { figures: Figures };
      assert.match(memberOf(figures, 'tiny-encoder').why, /ONNX Runtime can't be loaded on .*Models are left out/);
      assert.ok(memberOf(figures, 'style').used);
    });
  });
});
