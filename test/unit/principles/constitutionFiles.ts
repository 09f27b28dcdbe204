import fc from 'fast-check';
import type { FileRule } from '../../../src/principles/write/constitutionFile.ts';

/** A rule that a file can hold. */
export const anyRule = fc
  .record({
    words: fc.array(fc.constantFrom('warns', 'is calm,', '(mostly)', 'größer', '"b"', '100 %', '*bold*'), {
      minLength: 1,
      maxLength: 5,
    }),
    checked: fc.boolean(),
    weight: fc.constantFrom(1, 1, 0.25, 3),
    condition: fc.constantFrom(null, null, 'chars_a < chars_b', "lower(model_a) = 'm (1)'"),
  })
  .map(
    ({ words, checked, weight, condition }): FileRule => ({
      text: `Select the response that ${words.join(' ')}.`,
      checked,
      weight,
      ...(condition !== null && { condition }),
    }),
  );

/** Rules with words of their own. */
export const anyRules = fc.uniqueArray(anyRule, {
  selector: ({ text }) => text.toLowerCase().replaceAll(/[^\p{L}\p{N} ]/gu, ''),
  maxLength: 8,
});

/** A line that is no rule. */
export const anyProse = fc.constantFrom(
  '',
  'We met on 3. May.',
  '## Part [x]',
  '    4. indented, so code',
  '> quoted * bullet',
  'trailing space  ',
  '---',
  'Decided: nothing',
  '\ttab',
);

/** A file: its lines, of which some are prose, and its line break. */
export const anyFile = fc.record({
  lines: fc.array(
    fc.oneof(
      anyProse.map(raw => ({ prose: true, raw })),
      fc
        .tuple(
          fc.constantFrom('- ', '*  ', '12. ', '3) ', ' + '),
          fc.constantFrom('[x] ', '[ ]  ', '', '[X] '),
          fc.nat(50),
        )
        .map(([mark, box, number]) => ({ prose: false, raw: `${mark}${box}Rule number ${number} of ours` })),
    ),
    { maxLength: 14 },
  ),
  eol: fc.constantFrom('\n', '\r\n'),
  ended: fc.boolean(),
  bom: fc.boolean(),
});
