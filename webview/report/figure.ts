import { el, svg } from './element.ts';
import { addRegions, type Region } from './regions.ts';

/** Width and height of every plot, in its own units; it is scaled to its column. */
export const plotSize = { width: 390, height: 212, marginLeft: 34, marginRight: 8, marginTop: 14, marginBottom: 26 };

/** A stripe pattern that marks "against": never colour alone. */
export function stripes(id: string): SVGElement {
  return svg(
    'defs',
    {},
    svg(
      'pattern',
      { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      svg('rect', { class: 'stripe-ground', width: 5, height: 5 }),
      svg('rect', { class: 'stripe', width: 2.6, height: 5 }),
    ),
  );
}

/** A figure: heading, a sentence, the plot with a text in its place for screen readers, and its numbers as a table. */
export function figure(
  heading: string,
  sentence: string,
  plot: Element,
  inWords: string,
  numbers: HTMLElement,
  regions: readonly Region[] = [],
): HTMLElement {
  // Plot adds a style element, which the content security policy refuses; report.css holds its rules.
  for (const style of plot.querySelectorAll('style')) style.remove();
  withoutMarkNames(plot);
  const pressable = addRegions(plot, regions);
  // What is inside an image is hidden from screen readers, and the regions must not be.
  plot.setAttribute('role', pressable ? 'group' : 'img');
  plot.setAttribute(
    'aria-label',
    pressable ? `${inWords} Arrow keys walk through it, Enter shows comparisons.` : inWords,
  );
  return el('figure', {}, el('h2', {}, heading), el('p', {}, sentence), plot, numbers);
}

/** Plot names its marks ("dot", "rule"), on elements whose role allows no name; the plot as a whole is put in words. */
function withoutMarkNames(plot: Element): void {
  for (const mark of plot.querySelectorAll('g[aria-label]')) mark.removeAttribute('aria-label');
}

/** A figure that there is nothing to draw for, with the reason. */
export function noFigure(heading: string, why: string): HTMLElement {
  return el('figure', {}, el('h2', {}, heading), el('p', {}, why));
}
