import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Browsers lay nothing out beyond some millions of pixels, fewer on dense screens: with more rows than fit, the scrollbar
 * stands for more than it is long.
 */
const tallest = 8_000_000;
const beyond = 6;

/** The part of a long list of equally high rows that is in sight. */
export interface RowWindow {
  /** First and last row to draw; last < first where there is none. */
  readonly first: number;
  readonly last: number;
  /** Height of all rows, in pixels of the scroller. */
  readonly height: number;
  /** Whole rows that fit. */
  readonly page: number;
  /** Where a row is, from the top of all rows. */
  top(row: number): number;
  /** Scrolls as little as it takes to bring a row into sight. */
  show(row: number): void;
}

/**
 * @param ref element that scrolls
 * @param above height of what sticks to its top, in pixels
 */
export function useRowWindow(
  ref: RefObject<HTMLElement | null>,
  rows: number,
  rowHeight: number,
  above = 0,
): RowWindow {
  const scrolled = useSignal(0);
  const seen = useSignal(0);
  useLayoutEffect(() => {
    const scroller = ref.current;
    if (scroller === null) return;
    const look = (): void => {
      scrolled.value = scroller.scrollTop;
      seen.value = scroller.clientHeight;
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, []);
  const room = Math.max(0, seen.value - above);
  const full = rows * rowHeight;
  const height = Math.min(full, tallest);
  const scale = full > height ? (full - room) / (height - room) : 1;
  const from = scrolled.value * scale;
  return {
    first: Math.max(0, Math.floor(from / rowHeight) - beyond),
    // A list that is not shown (narrow pages) draws nothing.
    last: room === 0 ? -1 : Math.min(rows, Math.ceil((from + room) / rowHeight) + beyond) - 1,
    height,
    page: Math.max(1, Math.floor(room / rowHeight) - 1),
    top: row => row * rowHeight - from + scrolled.value,
    show: row => {
      const scroller = ref.current;
      if (scroller === null) return;
      const space = Math.max(0, scroller.clientHeight - above);
      const start = scroller.scrollTop * scale;
      const top = row * rowHeight;
      if (top < start) scroller.scrollTop = top / scale;
      else if (top + rowHeight > start + space) scroller.scrollTop = (top + rowHeight - space) / scale;
    },
  };
}
