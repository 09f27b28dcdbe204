// Which room may import which (docs/architecture.md). `types` rooms may be imported for their types only.
const rooms = {
  edits: { code: [] },
  protocol: { code: [], types: ['edits', 'dataset', 'models', 'llm', 'reward', 'audit', 'principles', 'export'] },
  dataset: { code: ['edits'] },
  table: { code: [] },
  net: { code: [] },
  models: { code: ['net'] },
  llm: { code: ['net'] },
  reward: { code: ['dataset'], types: ['models'] },
  principles: { code: ['dataset', 'reward', 'llm'] },
  audit: { code: ['edits', 'dataset', 'table', 'models', 'llm', 'reward', 'principles'] },
  export: { code: ['edits', 'dataset', 'reward', 'audit'] },
  engine: {
    code: ['edits', 'protocol', 'dataset', 'table', 'models', 'llm', 'reward', 'principles', 'audit', 'export'],
  },
  cli: {
    code: [
      'edits',
      'protocol',
      'dataset',
      'table',
      'models',
      'llm',
      'reward',
      'principles',
      'audit',
      'export',
      'engine',
    ],
  },
  host: { code: ['protocol', 'edits'], types: ['dataset', 'models', 'llm', 'reward', 'principles', 'audit', 'export'] },
};
const folder = room => `^src/${room}/`;
const others = (room, allowed) =>
  Object.keys(rooms)
    .filter(other => other !== room && !allowed.includes(other))
    .map(folder);

const forbidden = Object.entries(rooms).flatMap(([room, { code, types = [] }]) => [
  {
    name: `${room}-imports`,
    severity: 'error',
    comment: `${room} may import only ${[...code, ...types].join(', ') || 'itself'}`,
    from: { path: folder(room) },
    to: { path: [...others(room, [...code, ...types]), '^webview/', '^test/', '^bench/'] },
  },
  ...(types.length > 0
    ? [
        {
          name: `${room}-types-only`,
          severity: 'error',
          comment: `${room} may import only types from ${types.join(', ')}`,
          from: { path: folder(room) },
          to: { path: types.map(folder), dependencyTypesNot: ['type-only'] },
        },
      ]
    : []),
]);

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'webview-imports',
      severity: 'error',
      comment: 'the webview may import protocol and edits, and types of the core',
      from: { path: '^webview/' },
      to: {
        path: [
          ...others('', ['protocol', 'edits', 'dataset', 'models', 'llm', 'reward', 'principles', 'audit']),
          '^test/',
          '^bench/',
        ],
      },
    },
    {
      name: 'webview-types-only',
      severity: 'error',
      from: { path: '^webview/' },
      to: {
        path: ['dataset', 'models', 'llm', 'reward', 'principles', 'audit'].map(folder),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'vscode-in-host-only',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: '^src/(host/|extension\\.ts$)' },
      to: { path: '^vscode$' },
    },
    {
      name: 'toolkit-in-one-file',
      severity: 'error',
      comment: 'the archived UI toolkit is imported in webview/controls.ts alone',
      from: { path: '^webview/', pathNot: '^webview/controls\\.ts$' },
      to: { path: 'webview-ui-toolkit' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|webview|vscode|node_modules/@vscode/webview-ui-toolkit)',
  },
};
