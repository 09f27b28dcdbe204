const pattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Names that Windows keeps for devices, with or without an extension. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;

/** Whether a text can be a model's id: it names a folder beside `models.json`, and a column. */
export function isModelId(text: string): boolean {
  return pattern.test(text) && !device.test(text) && !text.endsWith('.') && !text.startsWith('models.json');
}

/** An id out of a name ("Owner/My Model" becomes "my-model"), or "model" if nothing is left of it. */
export function modelIdOf(name: string): string {
  const last = name.split(/[/\\]/).findLast(part => part !== '') ?? '';
  const id = last
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64)
    .replace(/[^a-z0-9]+$/, '');
  return isModelId(id) ? id : 'model';
}
