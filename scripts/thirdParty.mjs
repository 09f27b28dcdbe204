// What others wrote and this ships: notices with their licences, and a bill of materials (CycloneDX 1.5).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages that are shipped as they are, beside the bundles. */
const beside = [
  '@duckdb/node-api',
  '@duckdb/node-bindings',
  'onnxruntime-node',
  'onnxruntime-common',
  '@vscode/codicons',
];
/** Where a library in machine code tells what it is made of. */
const within = {
  'onnxruntime-node': version =>
    `The libraries in it hold code of others: https://github.com/microsoft/onnxruntime/blob/v${version}/ThirdPartyNotices.txt`,
};
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * Packages that are shipped, by name: those of which code is in a bundle, and those beside them.
 *
 * @param metafiles of esbuild
 */
export function shippedPackages(metafiles) {
  const folders = new Set(beside.map(name => `node_modules/${name}`));
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  const locked = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  return [...folders]
    .map(folder => {
      const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const entry = locked[folder];
      if (entry?.version !== version) {
        throw new Error(`${folder} is ${version}, and package-lock.json says ${entry?.version}. Run “npm ci”.`);
      }
      const who = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
      return { name, version, licence: license, text: licenceOf(folder, license, who), integrity: entry.integrity };
    })
    .sort((x, y) => (x.name === y.name ? compare(x.version, y.version) : compare(x.name, y.name)));
}

/** The packages with their licences, as one text. */
export function noticesText(packages) {
  const parts = packages.map(({ name, version, licence, text }) => {
    const more = within[name]?.(version);
    return [`${name} ${version} (${licence})`, '', text, ...(more === undefined ? [] : ['', more])].join('\n');
  });
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return `PairLens ships code of these projects, under their own licences.${line}${parts.join(line)}\n`;
}

/** The packages as a bill of materials. It holds no time, so that the same sources give the same bytes. */
export function billOfMaterials(packages) {
  const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
  const licences = said => [
    /[ ()]/.test(said) ? { expression: said.replace(/^\((.*)\)$/, '$1') } : { license: { id: said } },
  ];
  const component = one => {
    const [, group, bare] = /^(?:(@[^/]+)\/)?(.+)$/.exec(one.name);
    const [algorithm, hash] = one.integrity.split(/-(.*)/);
    return {
      type: 'library',
      'bom-ref': reference(one),
      ...(group === undefined ? {} : { group }),
      name: bare,
      version: one.version,
      licenses: licences(one.licence),
      purl: reference(one),
      hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }],
    };
  };
  const own = { type: 'application', name, version, licenses: licences(license) };
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { ...own, 'bom-ref': `${name}@${version}` } },
    components: packages.map(component),
    dependencies: [{ ref: `${name}@${version}`, dependsOn: packages.map(reference) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function reference({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function licenceOf(folder, licence, author) {
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notices?|copyrightnotice|third)/i.test(file));
  const texts = files.sort().map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length > 0) return texts.join('\n\n');
  if (licence === 'MIT') return `Copyright (c) ${author}\n\n${mit}`;
  throw new Error(`${folder} holds no licence text${existsSync(folder) ? '' : ': it is not there'}.`);
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
