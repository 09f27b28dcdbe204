import type { Annotation } from '../comparison.ts';
import { readLabel } from '../labels.ts';
import { isObject, own, ownText } from '../ownValue.ts';
import { votedFormat } from './voted.ts';

const codes = { 0: 'tie', 1: 'a', 2: 'b' } as const;

/** PandaLM's test set: `annotator1`, `annotator2`, ... each say 1, 2 or 0 (a tie). */
export const pandaLmFormat = votedFormat({
  id: 'pandalm',
  name: 'PandaLM (response1, response2, annotator1, annotator2, ...)',
  trait: 'have `response1`, `response2` and the labels of several annotators (`annotator1`, ...; 0 is a tie)',
  test: record => own(record, 'response1') !== undefined && own(record, 'annotator1') !== undefined,
  map: { prompt: 'instruction+input', a: 'response1', b: 'response2', source: 'motivation_app', id: 'idx' },
  used: [...Array(9)].map((_, i) => `annotator${i + 1}`),
  annotations(record) {
    if (!isObject(record)) return 'the record is not an object';
    const said: Annotation[] = [];
    for (const [field, value] of Object.entries(record)) {
      if (!/^annotator\d+$/.test(field)) continue;
      const label = readLabel(value, codes);
      if (!label) return `\`${field}\` is ${JSON.stringify(value)}, not 1, 2 or 0`;
      said.push({ annotator: field, label: label.label });
    }
    return said;
  },
});

/** Two responses with a list `votes`, as in UKPConvArg: each vote names an annotator and a field, or says `equal`. */
export const votesFormat = votedFormat({
  id: 'votes',
  name: 'Votes of annotators (a1, a2, votes)',
  trait: 'have `a1`, `a2` and a list of `votes`',
  test: record => ownText(record, 'a1') !== undefined && Array.isArray(own(record, 'votes')),
  map: { prompt: 'topic', a: 'a1', b: 'a2', source: 'stance' },
  used: [],
  annotations(record) {
    const votes = own(record, 'votes');
    if (!Array.isArray(votes)) return 'the record has no list `votes`';
    const said: Annotation[] = [];
    for (const vote of votes) {
      const [who, label] = [
        own(vote, 'annotator') ?? own(vote, 'worker'),
        readLabel(own(vote, 'vote') ?? null, { a1: 'a', a2: 'b' }),
      ];
      if (!label) return `a vote is ${JSON.stringify(own(vote, 'vote'))}, not a1, a2 or equal`;
      const reason = ownText(vote, 'reason');
      said.push({ annotator: String(who ?? `vote ${said.length + 1}`), label: label.label, ...(reason && { reason }) });
    }
    return said;
  },
});
