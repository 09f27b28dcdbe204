// `npm run docs`: writes what the documentation takes from the code, the reference in docs/cli.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { withReference } from '../src/cli/reference/referencePage.ts';

const page = 'docs/cli.md';
const [before, after] = [readFileSync(page, 'utf8'), withReference(readFileSync(page, 'utf8'))];
writeFileSync(page, after);
console.log(`${page}: ${before === after ? 'was up to date' : 'written'}`);
