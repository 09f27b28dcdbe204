import { valuesRequest } from '../../protocol/columns.ts';
import type { Dialogs } from '../dialogs.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import { HostError } from '../hostError.ts';

const newTag = 'New tag…';

/** Asks for a tag: one that the file has, or (to add) a new one. Null if the user changed their mind. */
export async function askTag(
  kind: 'addTag' | 'removeTag',
  document: ComparisonDocument,
  { dialogs, engine }: { readonly dialogs: Dialogs; readonly engine: EngineClient },
): Promise<string | null> {
  const known = await engine.request(valuesRequest, { doc: document.id, column: 'tags' }, undefined, 'retry');
  if (kind === 'removeTag' && known.length === 0) throw new HostError('No comparison has a tag.');
  const items = known.map(({ value, count }) => ({
    label: value,
    description: `${count.toLocaleString('en-US')} have it`,
  }));
  const offered = kind === 'addTag' ? [...items, { label: newTag, description: '' }] : items;
  const title = kind === 'addTag' ? 'Add a Tag to All' : 'Remove a Tag from All';
  const picked = known.length === 0 ? { label: newTag } : await dialogs.pick(offered, { title });
  if (picked === undefined) return null;
  if (picked.label !== newTag) return picked.label;
  const typed = await dialogs.input({ title, prompt: 'A word or two' });
  const tag = typed?.trim() ?? '';
  return tag === '' ? null : tag;
}
