import type * as vscode from 'vscode';
import type { Share } from '../../dataset/share.ts';
import { valuesRequest } from '../../protocol/columns.ts';
import { type Overview, overviewRequest } from '../../protocol/overview.ts';
import type { Filter, View } from '../../protocol/view.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { readShare } from '../share.ts';
import { count, findingLook } from '../views/words.ts';
import { findingView } from './navigate.ts';
import type { CommandServices } from './services.ts';

/** What a session can be limited to one value of. */
type Listed = 'source' | 'annotator';

/** The column that holds the values, and the condition for one of them. A comparison may have several annotators. */
const listed: Readonly<Record<Listed, { readonly column: string; readonly is: (text: string) => string }>> = {
  source: { column: 'source', is: text => `source = ${text}` },
  annotator: { column: 'annotator_names', is: text => `list_contains(annotator_names, ${text})` },
};

interface Choice extends vscode.QuickPickItem {
  /** Undefined: asks which value of the column. */
  readonly view?: View;
  readonly column?: Listed;
}

/**
 * Asks what to review, which part of it and in which order, and shows that, from the first comparison without a verdict on.
 * The answers are a view like any other, so a session is taken up again by opening the file.
 */
export async function startSession(panel: ComparisonPanel, services: CommandServices): Promise<View | null> {
  const view = await askWhat(panel, services);
  if (view === null) return null;
  const share = await askShare(services);
  if (share === undefined) return null;
  const parted: View = share === null ? view : { ...view, filter: { ...view.filter, share } };
  const ordered = await askOrder(parted, services);
  if (ordered === null) return null;
  panel.show({ view: ordered });
  return ordered;
}

async function askWhat(panel: ComparisonPanel, { engine, dialogs }: CommandServices): Promise<View | null> {
  const { id: doc, name } = panel.document;
  const overview: Overview = await engine.request(overviewRequest, { doc }, undefined, 'retry');
  const now = panel.state?.view;
  const items: Choice[] = [
    {
      label: 'Everything',
      description: `${count(overview.rowCount)} comparisons, ${count(overview.reviewed)} reviewed`,
      view: { filter: {}, sort: 'position' },
    },
    ...(now && Object.keys(now.filter).length > 0 && now.filter.check === undefined
      ? [{ label: 'What the editor shows now', description: describe(now.filter), view: now }]
      : []),
    ...overview.findings
      .filter(({ open }) => open > 0)
      .map(({ kind, count: all, open }) => ({
        label: findingLook[kind].title,
        description: `${count(all)} findings, ${count(open)} to review`,
        view: findingView(kind),
      })),
    ...(overview.audited
      ? [
          {
            label: 'Most uncertain first',
            description: 'where the members of the ensemble disagree most',
            view: { filter: {}, sort: 'spread', descending: true } satisfies View,
          },
          {
            label: 'Most informative first',
            description: 'what a verdict would tell for the time that it takes; one prompt does not fill the queue',
            view: {
              filter: { text: { kind: 'sql', value: 'ask_value is not null' } },
              sort: 'ask',
              descending: true,
            } satisfies View,
          },
        ]
      : []),
    { label: 'One source…', column: 'source' },
    { label: 'One annotator…', column: 'annotator' },
  ];
  const picked = await dialogs.pick(items, { title: `Review session in ${name}: what?`, matchOnDescription: true });
  if (picked === undefined) return null;
  if (picked.column === undefined) return picked.view ?? null;
  return askValue(panel, picked.column, { engine, dialogs });
}

async function askValue(
  panel: ComparisonPanel,
  what: Listed,
  { engine, dialogs }: Pick<CommandServices, 'engine' | 'dialogs'>,
): Promise<View | null> {
  const values = await engine.request(
    valuesRequest,
    { doc: panel.document.id, column: listed[what].column },
    undefined,
    'retry',
  );
  if (values.length === 0) {
    void dialogs.ask({ severity: 'information', text: `${panel.document.name} names no ${what}.` });
    return null;
  }
  const items = values.map(({ value, count: n }) => ({ label: value, description: `${count(n)} comparisons` }));
  const picked = await dialogs.pick(items, { title: `Review session: which ${what}?` });
  if (picked === undefined) return null;
  const condition = listed[what].is(`'${picked.label.replaceAll("'", "''")}'`);
  return { filter: { text: { kind: 'sql', value: condition } }, sort: 'position' };
}

/** @returns null for the whole, undefined if the user changed their mind */
async function askShare({ dialogs }: CommandServices): Promise<Share | null | undefined> {
  const title = 'Review session: which part?';
  const whole = { label: 'All of it', description: 'one reviewer' };
  const parted = { label: 'One part of several…', description: 'each reviewer takes another part' };
  const picked = await dialogs.pick([whole, parted], { title });
  if (picked === undefined) return undefined;
  if (picked === whole) return null;
  const line = await dialogs.input({
    title: 'Review session: which part of how many?',
    prompt:
      'For example “2 of 3”, or “2 of 3, 20 %” to have a fifth in every part. Without it, 10 % are in every part, so that agreement can be told.',
    value: '1 of 2, 10 %',
    validateInput: text => (readShare(text) === null ? 'Write it like “2 of 3, 10 %”.' : null),
  });
  return line === undefined ? undefined : (readShare(line) ?? undefined);
}

async function askOrder(view: View, { dialogs }: CommandServices): Promise<View | null> {
  const { descending, ...rest } = view;
  const { filter } = view;
  const own =
    view.sort === 'position' ? [] : [{ label: 'Most urgent first', description: 'as the list is sorted', order: view }];
  const items = [
    ...own,
    { label: 'As in the file', description: '', order: { ...rest, sort: 'position' } satisfies View },
    {
      label: 'In random order',
      description: 'the same for everybody, so that the order tells nothing',
      // Keys are hashes, so their order is as good as drawn.
      order: { filter, sort: 'column:key' } satisfies View,
    },
  ];
  return (await dialogs.pick(items, { title: 'Review session: in which order?' }))?.order ?? null;
}

function describe(filter: Filter): string {
  return [filter.finding, filter.text?.value, filter.principle?.id].filter(part => part !== undefined).join(', ');
}
