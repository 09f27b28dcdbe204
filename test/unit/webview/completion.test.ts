import assert from 'node:assert/strict';
import { completed, offeredNames, offeredValues, wantedAt } from '../../../webview/comparison/state/completion.ts';

const columns = ['p', 'p_wrong', 'spread', 'source', 'preference_strength'].map(name => ({
  name,
  type: 'DOUBLE',
  about: '',
}));
const at = (marked: string) => wantedAt(marked.replace('|', ''), marked.indexOf('|'));

describe('completion in the filter box', () => {
  it('offers names where a name may stand', () => {
    assert.deepEqual(at('sp|'), { kind: 'name', from: 0, prefix: 'sp' });
    assert.deepEqual(at('p < 0.2 and spr| > 1'), { kind: 'name', from: 12, prefix: 'spr' });
    assert.deepEqual(at('p |'), { kind: 'name', from: 2, prefix: '' });
    assert.equal(at('p < 0.2|'), null);
    assert.equal(at('p < 12e|'), null);
  });

  it('offers values of the column that is compared', () => {
    assert.deepEqual(at('source = |'), { kind: 'value', from: 9, prefix: '', column: 'source' });
    assert.deepEqual(at("source = 'we|'"), { kind: 'value', from: 9, prefix: 'we', column: 'source' });
    assert.deepEqual(at("verdict in ('drop', 'l|"), { kind: 'value', from: 20, prefix: 'l', column: 'verdict' });
    assert.deepEqual(at("list_contains(findings, 'dup|"), {
      kind: 'value',
      from: 24,
      prefix: 'dup',
      column: 'findings',
    });
    assert.deepEqual(at("source = 'o''br|"), { kind: 'value', from: 9, prefix: "o''br", column: 'source' });
    assert.equal(at("lower('sour|"), null);
  });

  it('has what begins with the text before what holds it', () => {
    const names = offeredNames('p', columns).map(({ text }) => text);
    assert.deepEqual(names.slice(0, 2), ['p_wrong', 'preference_strength']);
    assert.ok(names.indexOf('spread') > names.indexOf('preference_strength'));
    assert.deepEqual(
      offeredNames('is', [])
        .map(({ text }) => text)
        .slice(0, 2),
      ['is null', 'is not null'],
    );
    assert.deepEqual(offeredNames('zzz', columns), []);
  });

  it('quotes values, and puts them in place of what was typed', () => {
    const [offer] = offeredValues('ann', [{ value: "ann's", count: 2 }]);
    assert.equal(offer?.insert, "'ann''s'");
    const wanted = wantedAt("source = 'an' and p < 1", 12);
    assert.ok(wanted !== null && offer !== undefined);
    assert.deepEqual(completed("source = 'an' and p < 1", 12, wanted, offer), {
      text: "source = 'ann''s' and p < 1",
      caret: 17,
    });
  });
});
