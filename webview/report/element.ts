type Child = Node | string | null;

/** Attributes by name; `false` and null leave one out. */
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

function set(node: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) node.setAttribute(name, value === true ? '' : String(value));
  }
  // Strings become text nodes: nothing from a dataset is ever parsed as markup.
  for (const child of children) if (child !== null) node.append(child);
}

/** Makes an HTML element. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(name);
  set(node, attributes, children);
  return node;
}

/** Makes an SVG element. */
export function svg(name: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  set(node, attributes, children);
  return node;
}
