/**
 * The entry of a table by path: that of the very path, or of the first pattern that fits. In patterns `*` and `?` stand for
 * anything but slashes, `**` for any folders. A pattern without a slash is about the file's name.
 */
export function entryFor<T>(table: Readonly<Record<string, T>>, path: string): T | undefined {
  if (Object.hasOwn(table, path)) return table[path];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const fitting = Object.keys(table).find(pattern => expressionOf(pattern).test(pattern.includes('/') ? path : name));
  return fitting === undefined ? undefined : table[fitting];
}

function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*+|\?|[^*?]/g, piece => {
    if (piece === '**/') return '(?:[^/]+/)*';
    if (piece === '**') return '.*';
    if (piece.startsWith('*')) return '[^/]*';
    if (piece === '?') return '[^/]';
    return piece.replace(/[\\^$.+|()[\]{}]/, '\\$&');
  });
  return new RegExp(`^${source}$`, 'su');
}
