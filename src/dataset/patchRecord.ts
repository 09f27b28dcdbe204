import { type Node, parseTree } from 'jsonc-parser';
import type { JsonPath, Patch } from './format.ts';

/**
 * A JSON record after patches, applied in order. Only the spans of the named values change: numbers of any size,
 * duplicate keys, escapes and spacing elsewhere stay as they are. Where a key occurs twice, the last one counts, as it
 * does for JSON.parse.
 *
 * @throws {RangeError} if a path is not in the record
 */
export function patchRecord(text: string, patches: readonly Patch[]): string {
  return patches.reduce(patchOnce, text);
}

function patchOnce(text: string, patch: Patch): string {
  const root = parseTree(text);
  if (!root) throw new RangeError('The record is not JSON');
  switch (patch.kind) {
    case 'swap': {
      const [first, second] = [spanAt(root, patch.first), spanAt(root, patch.second)].toSorted(
        (x, y) => x.from - y.from,
      );
      return (
        text.slice(0, first!.from) +
        text.slice(second!.from, second!.to) +
        text.slice(first!.to, second!.from) +
        text.slice(first!.from, first!.to) +
        text.slice(second!.to)
      );
    }
    case 'copy': {
      const from = spanAt(root, patch.from);
      return replaced(text, spanAt(root, patch.to), text.slice(from.from, from.to));
    }
    case 'set': {
      const node = nodeAt(root, patch.path);
      if (node) return replaced(text, spanOf(node), JSON.stringify(patch.value));
      return added(text, root, patch.path, patch.value);
    }
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Adds a key at the end of an object, in the object's own spacing. */
function added(text: string, root: Node, path: JsonPath, value: unknown): string {
  const parent = nodeAt(root, path.slice(0, -1));
  const key = path.at(-1);
  if (parent?.type !== 'object' || typeof key !== 'string') throw missing(path);
  const entry = (colon: string): string => `${JSON.stringify(key)}${colon}${JSON.stringify(value)}`;
  const [last, beforeLast] = [parent.children?.at(-1), parent.children?.at(-2)];
  if (!last) return replaced(text, { from: parent.offset + 1, to: parent.offset + 1 }, entry(': '));
  const [name, held] = [last.children![0]!, last.children![1]!];
  const colon = text.slice(spanOf(name).to, held.offset);
  const comma = beforeLast ? text.slice(spanOf(beforeLast).to, last.offset) : ', ';
  return replaced(text, { from: spanOf(last).to, to: spanOf(last).to }, comma + entry(colon));
}

function spanAt(root: Node, path: JsonPath): Span {
  const node = nodeAt(root, path);
  if (!node) throw missing(path);
  return spanOf(node);
}

function nodeAt(root: Node, path: JsonPath): Node | undefined {
  let node: Node | undefined = root;
  for (const key of path) {
    node =
      typeof key === 'number'
        ? node?.type === 'array'
          ? node.children?.[key]
          : undefined
        : node?.type === 'object'
          ? node.children?.findLast(property => property.children?.[0]?.value === key)?.children?.[1]
          : undefined;
  }
  return node;
}

function spanOf(node: Node): Span {
  return { from: node.offset, to: node.offset + node.length };
}

function replaced(text: string, { from, to }: Span, replacement: string): string {
  return text.slice(0, from) + replacement + text.slice(to);
}

function missing(path: JsonPath): RangeError {
  return new RangeError(`The record has no value at ${path.join('.')}`);
}
