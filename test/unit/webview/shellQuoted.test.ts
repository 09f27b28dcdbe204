import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { shellQuoted } from '../../../webview/mapping/shellQuoted.ts';

describe('a word for a shell', () => {
  it('stays as it is where no shell would read it otherwise', () => {
    assert.equal(shellQuoted('prompt=question,chosen=w,rejected=l'), 'prompt=question,chosen=w,rejected=l');
  });

  it('comes out of a shell as it went in', function () {
    if (process.platform === 'win32') this.skip();
    for (const word of ["it's", '$(touch x)', 'a b', '-x', '`id`', 'a\\,b', '', 'ä"\n', '*', '~']) {
      const out = execFileSync('/bin/sh', ['-c', `printf %s ${shellQuoted(word)}`], { encoding: 'utf8' });
      assert.equal(out, word);
    }
  });
});
