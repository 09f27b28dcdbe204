import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { commands } from '../../../src/cli/commands.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { dist } from '../support/engine.ts';
import { commandsOf, type DocsCommand, docsCommands } from './docsCommands.ts';
import { writeDocsFile } from './docsFiles.ts';
import type { Ran, Turn } from './runInTurn.ts';
import { shellWords } from './shellWords.ts';

/** Commands of the documentation that are not run here, and why. Those of `pairlens` are parsed all the same. */
const notRun: readonly { readonly what: RegExp; readonly why: string }[] = [
  { what: / --llm /, why: 'asks a language model: cliPrinciples.test.ts runs it against a scripted server' },
  {
    what: /^pairlens models add \S/,
    why: 'needs a model or the network: models.test.ts adds models of all these kinds',
  },
  { what: /^pairlens models (remove|cuda) ?/, why: 'needs an installed model: models.test.ts removes them' },
  {
    what: / --within populations/,
    why: 'needs ten annotators who differ; annotators are found in cliAnnotators.test.ts',
  },
  { what: / --votes /, why: "needs another tool's results: cliPrinciples.test.ts reads such a folder" },
  {
    what: /^(npm (ci|test|start)|npm run|npx mocha|code )/,
    why: 'is what builds, tests and installs; a script is there',
  },
  { what: /^(python3|ray|ray\/bin\/\w+) /, why: 'needs Ray: bench/scale runs it' },
];

describe('the commands in the documentation', () => {
  const all = docsCommands();
  const distinct = [...new Map(all.map(command => [command.text, command])).values()];
  const ours = distinct.filter(({ text }) => /(^|\| )pairlens /.test(text));
  const run = distinct.filter(({ text }) => !notRun.some(({ what }) => what.test(text)));
  const where = ({ page, line, text }: DocsCommand): string => `${page}:${line}: ${text}`;

  const samples = resolve('samples/helpdesk.jsonl');
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
    // Names a folder as a user's shell would find the command in.
    const shim = folder.write('pairlens', `#!/bin/sh\nexec "${process.execPath}" "${resolve(dist, 'cli.cjs')}" "$@"\n`);
    chmodSync(shim, 0o755);
  });
  after(() => folder.remove());

  it('are found, and each exception is of use', () => {
    assert.ok(ours.length > 40, `${ours.length} commands`);
    for (const { what } of notRun)
      assert.ok(
        distinct.some(({ text }) => what.test(text)),
        String(what),
      );
    assert.deepEqual(
      commandsOf(
        'x',
        '```sh\nnpx pairlens audit a.jsonl   # why\nls\n```\n```text\npairlens audit FILE\n```\n\n    pairlens doctor\n',
      ).map(({ line, text }) => [line, text]),
      [
        [2, 'pairlens audit a.jsonl'],
        [9, 'pairlens doctor'],
      ],
    );
  });

  it('name commands and options that there are', () => {
    for (const command of ours) {
      const words = shellWords(command.text.replace(/^.*\| (?=pairlens)|[|<].*$/g, ''))?.words ?? [];
      const [, name = '', ...args] = words;
      assert.ok(name in commands, where(command));
      const { options } = commands[name]!;
      assert.doesNotThrow(() => parseArgs({ args, options, allowPositionals: true, strict: true }), where(command));
    }
  });

  it('name scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    for (const file of ['.github/workflows/release.yml', 'docs/examples/audit-gate.yml']) {
      for (const [, name] of readFileSync(file, 'utf8').matchAll(/npm run ([\w:-]+)/g))
        assert.ok(name! in scripts, name);
    }
    for (const command of all) {
      for (const [, name] of command.text.matchAll(/npm run (?:-\S+ )*([\w:-]+)/g))
        assert.ok(name! in scripts, where(command));
    }
  });

  it('run, on the samples', async function () {
    this.timeout(300_000);
    const written = new Set<string>();
    // A page evaluates the constitution that another run wrote.
    const constitution = {
      ...turnOf(['principles', 'preferences.jsonl', '--out', 'principles'], null, written),
      count: 90,
    };
    const turns = run.flatMap(command => {
      const line = shellWords(command.text);
      return line === null ? [] : [{ command, turn: turnOf(line.words.slice(1), line.out, written) }];
    });
    const [first, ...rans] = runAll([constitution, ...turns.map(({ turn }) => turn)]);
    assert.equal(first!.code, 0, first!.stderr);
    const failed = turns.flatMap(({ command }, i) => {
      const { code, stderr } = rans[i]!;
      const may = command.text.includes('--fail-on') ? [0, 1] : [0];
      return may.includes(code) ? [] : [`${where(command)}\nended with ${code}\n${stderr}`];
    });
    assert.deepEqual(failed, []);
    for (const output of ['clean.jsonl', 'plan.jsonl', 'pairlens.sarif', 'dpo.card.md', 'factors.csv', 'job.md']) {
      assert.ok(existsSync(join(folder.path, output)), output);
    }
  });

  it('run in a shell where they need one', function () {
    if (process.platform === 'win32') this.skip();
    this.timeout(120_000);
    const piped = run.filter(({ text }) => shellWords(text) === null);
    assert.ok(piped.length > 0);
    for (const name of ['all.jsonl', 'all.jsonl.gz', 'sample.jsonl']) writeDocsFile(samples, folder.path, name, null);
    for (const command of piped) {
      const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command.text], {
        cwd: folder.path,
        env: { ...environment(), PATH: `${folder.path}:${process.env.PATH}` },
        encoding: 'utf8',
      });
      // grep ends with 1 where it finds nothing.
      assert.ok(
        status === 0 || (status === 1 && /\| grep /.test(command.text)),
        `${where(command)}\n${status} ${stderr}`,
      );
    }
  });

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    PAIRLENS_STORAGE: join(folder.path, 'storage'),
    PAIRLENS_MODELS: join(folder.path, 'models'),
    PAIRLENS_OFFLINE: '1',
  });

  function runAll(turns: readonly Turn[]): Ran[] {
    const [asked, answered] = [folder.write('turns.json', JSON.stringify(turns)), join(folder.path, 'rans.json')];
    // A place like dist/ of its own: the sources look for the version and the report's script beside them.
    const place = resolve('out/docs-commands');
    const program = join(place, 'dist/runInTurn.cjs');
    cpSync('package.json', join(place, 'package.json'));
    cpSync(join(dist, 'webview'), join(place, 'dist/webview'), { recursive: true });
    buildSync({
      entryPoints: [join(import.meta.dirname, 'runInTurn.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      target: 'node20',
      mainFields: ['module', 'main'],
      external: ['@duckdb/node-api', 'onnxruntime-node'],
      logLevel: 'error',
    });
    execFileSync(process.execPath, [program, asked, answered, samples], {
      cwd: folder.path,
      env: environment(),
      stdio: 'inherit',
    });
    return JSON.parse(readFileSync(answered, 'utf8')) as Ran[];
  }
});

/** @param written - what earlier commands have written; what this one writes is added */
function turnOf(args: readonly string[], out: string | null, written: Set<string>): Turn {
  const [name = '', ...rest] = args;
  const { values, positionals } = parseArgs({ args: rest, options: commands[name]!.options, allowPositionals: true });
  const inputs = positionals.filter(file => /\.(jsonl|csv)(\.gz)?$/.test(file) && !written.has(file));
  const outputs = typeof values.out === 'string' ? [values.out] : [];
  for (const output of outputs) written.add(output);
  // An accuracy and a preference strength take more comparisons than most commands need.
  const most = name === 'export' || args.some(word => word.startsWith('accuracy'));
  // An ensemble needs 30 labels.
  const count = most ? 90 : name === 'fit' ? 40 : 28;
  return { args, out, inputs, map: typeof values.map === 'string' ? values.map : null, count, outputs };
}
