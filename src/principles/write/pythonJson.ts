/**
 * An object of texts as Python's `json.dumps(value, sort_keys=True)` writes it: sorted keys, a space behind colon and comma,
 * everything beyond ASCII escaped. Ids of AnnotatedPairs are hashes of this.
 */
export function pythonJson(value: Readonly<Record<string, string>>): string {
  const text = (one: string): string =>
    // Without the u flag a pair of surrogates is two units, each escaped by itself, as Python does.
    JSON.stringify(one).replaceAll(/[\u007f-\uffff]/g, escaped);
  const keys = Object.keys(value).sort();
  return `{${keys.map(key => `${text(key)}: ${text(value[key]!)}`).join(', ')}}`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
