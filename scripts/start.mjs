// `npm start`: audits the samples, prints what it finds, writes the report, and says how to go on.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const sample = 'samples/helpdesk.jsonl';
const out = 'report-out';

const { status } = spawnSync(process.execPath, ['dist/cli.cjs', 'audit', sample, '--out', out], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

console.log(`
The report:            ${resolve(out, 'report.html')}
What was planted:      samples/README.md
Your own file:         npx pairlens audit my.jsonl
In VS Code:            open this folder, press F5, and in the new window open ${sample}
                       with "Open as Comparisons" in the Explorer's context menu. Or install it:
                       npm run package, then "Extensions: Install from VSIX..." in the palette.`);
