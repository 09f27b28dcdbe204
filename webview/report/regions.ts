import type { ReportFilterMessage } from '../../src/audit/reportData.ts';
import { svg } from './element.ts';
import { hasEditor, showComparisons } from './host.ts';

/** A part of a plot that stands for comparisons, in the plot's own units. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What it stands for, with its figures: shown where the pointer rests, and read out. */
  readonly says: string;
  /** The comparisons that a press shows. */
  readonly filter: ReportFilterMessage['filter'];
}

/**
 * Lays regions over a plot. With an editor they can be pressed: one tab stop for the plot, arrow keys within it, Enter or
 * Space. Without one they only say what they stand for.
 *
 * @returns true if they can be pressed
 */
export function addRegions(plot: Element, regions: readonly Region[]): boolean {
  if (regions.length === 0) return false;
  const rects = regions.map(({ x, y, width, height, says }) =>
    svg('rect', { class: 'region', x, y, width, height }, svg('title', {}, says)),
  );
  plot.append(svg('g', {}, ...rects));
  if (!hasEditor) return false;
  for (const [at, rect] of rects.entries()) {
    const { says, filter } = regions[at]!;
    rect.setAttribute('role', 'button');
    rect.setAttribute('tabindex', at === 0 ? '0' : '-1');
    rect.setAttribute('aria-label', says);
    rect.addEventListener('click', () => showComparisons(filter));
    rect.addEventListener('focus', () => {
      for (const other of rects) other.setAttribute('tabindex', other === rect ? '0' : '-1');
    });
    rect.addEventListener('keydown', event => {
      const { key } = event as KeyboardEvent;
      const to = target(key, at, rects.length);
      if (key === 'Enter' || key === ' ') showComparisons(filter);
      else if (to !== null) rects[to]!.focus();
      else return;
      event.preventDefault();
    });
  }
  return true;
}

/** Where a key leads from the region at a place, or null. */
function target(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
