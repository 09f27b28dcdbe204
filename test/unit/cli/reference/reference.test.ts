import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commands } from '../../../../src/cli/commands.ts';
import { exitCode } from '../../../../src/cli/exitCode.ts';
import { help } from '../../../../src/cli/help.ts';
import { commandReference } from '../../../../src/cli/reference/commandReference.ts';
import { readHelp } from '../../../../src/cli/reference/helpText.ts';
import { withReference } from '../../../../src/cli/reference/referencePage.ts';
import { usualSettings } from '../../../../src/principles/model/settings.ts';

describe('the reference of the command', () => {
  const page = readFileSync('docs/cli.md', 'utf8');

  it('is what parser and help say (npm run docs writes it)', () => {
    assert.ok(withReference(page) === page, 'docs/cli.md is not up to date: run “npm run docs”');
  });

  it('has a help for every command, with an example, and no help without a command', () => {
    assert.deepEqual(Object.keys(help).sort(), [...Object.keys(commands), 'pairlens'].sort());
    for (const name of Object.keys(commands)) {
      const { examples, usage } = readHelp(help[name]!);
      assert.ok(examples.length > 0 || name === 'doctor', name);
      for (const line of [...examples, ...usage]) {
        const [, called] = /\bpairlens (\w+)/.exec(line) ?? [];
        assert.ok(called === undefined || called in commands, line);
      }
      assert.match(help.pairlens, new RegExp(`^ {2}pairlens ${name} `, 'm'));
    }
  });

  it('tells every exit code, and no other', () => {
    const table = page.slice(page.indexOf('## Exit codes'), page.indexOf('## Thresholds'));
    const told = [...table.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    assert.deepEqual(told, Object.values(exitCode));
    for (const text of Object.values(help)) {
      const [, codes = ''] = /Exit codes: ([^.]*)/.exec(text) ?? [];
      for (const [, code] of codes.matchAll(/(?:^|,) ?(\d+) /g))
        assert.ok((told as number[]).includes(Number(code)), codes);
    }
  });

  it('says the defaults that are used', () => {
    const { options } = commandReference('principles', commands.principles!.options, help);
    const fallback = (name: string) => options.find(option => option.name === name)?.fallback;
    assert.equal(fallback('proposals'), String(usualSettings.pairs));
    assert.equal(fallback('candidates'), String(usualSettings.candidates));
    assert.equal(fallback('seed'), '0');
  });

  describe('does not let through', () => {
    const said =
      'pairlens x: a title\n\nOptions:\n  -o, --out FILE          where to (default 5)\n      --json              as JSON\n';
    const out = { type: 'string', short: 'o' } as const;
    const json = { type: 'boolean' } as const;
    const made = (options: Parameters<typeof commandReference>[1]) => commandReference('x', options, { x: said });

    it('an option that the help leaves out', () => {
      assert.deepEqual(
        made({ out, json }).options.map(({ name }) => name),
        ['out', 'json'],
      );
      assert.throws(() => made({ out, json, more: json }), /pairlens x: the help does not describe --more/);
    });

    it('an option that the parser lacks', () => {
      assert.throws(() => made({ out }), /the help has --json, the parser has not/);
    });

    it('another short form, value or default', () => {
      assert.throws(() => made({ out: { type: 'string' }, json }), /another short form of --out/);
      assert.throws(() => made({ out, json: { type: 'string' } }), /differ on the value of --json/);
      assert.throws(() => made({ out: { ...out, default: '6' }, json }), /does not say that 6 is the default of --out/);
    });

    it('a reference to another command that has no such option', () => {
      const there =
        'pairlens x: a title\n\nOptions:\n  --json; --map M:\n                          as in pairlens audit\n';
      const helps = { x: there, audit: said };
      assert.throws(() => commandReference('x', { json, map: { type: 'string' } }, helps), /--map “as in/);
    });

    it('a line of options that can not be read', () => {
      assert.throws(() => readHelp('pairlens x: t\n\nOptions:\n  out FILE\n'), /no known form: “ {2}out FILE”/);
    });
  });
});
