// Fetches what suites need, one after the other: `tsx test/prepare.ts [suite]...`, a part of test/run.ts. Of each suite, as soon
// as it is known, a line `prepared: {"suite": NAME, "missing": why it can't run, or null}`.
import { suites } from './support/suites.ts';

const wanted = process.argv.slice(2);
for (const { name, missing } of suites) {
  if (missing === undefined || (wanted.length > 0 && !wanted.includes(name))) continue;
  console.log(`prepared: ${JSON.stringify({ suite: name, missing: await missing() })}`);
}
