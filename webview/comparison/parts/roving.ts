import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Makes an element one tab stop: arrows, Home and End move between the elements inside that carry `data-stop`.
 * The last one that had the focus keeps the stop.
 */
export function useRoving(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  // After every drawing: buttons come, go and are disabled.
  useEffect(() => {
    if (ref.current !== null) keepOneStop(ref.current);
  });
  useEffect(() => {
    const bar = ref.current;
    if (bar === null) return;
    const onKey = (event: KeyboardEvent): void => {
      const stops = stopsOf(bar);
      const at = stops.findIndex(stop => event.composedPath().includes(stop));
      if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = steps[event.key];
      const to =
        event.key === 'Home' ? 0 : event.key === 'End' ? stops.length - 1 : step === undefined ? -1 : at + step;
      const target = stops[to];
      if (target === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      moveStop(bar, target);
      target.focus();
    };
    const onFocus = (event: FocusEvent): void => {
      const stop = stopsOf(bar).find(one => event.composedPath().includes(one));
      if (stop !== undefined) moveStop(bar, stop);
    };
    bar.addEventListener('keydown', onKey);
    bar.addEventListener('focusin', onFocus);
    return () => {
      bar.removeEventListener('keydown', onKey);
      bar.removeEventListener('focusin', onFocus);
    };
  }, []);
  return ref;
}

function stopsOf(bar: HTMLElement): HTMLElement[] {
  return [...bar.querySelectorAll<HTMLElement>('[data-stop]:not([disabled])')].filter(
    stop => stop.offsetParent !== null,
  );
}

function keepOneStop(bar: HTMLElement): void {
  const held = bar.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]:not([disabled])');
  const others = bar.querySelector('[data-stop]:not([tabindex])');
  // Nearly always it is as it was; to look at every button would have the page laid out.
  if (held.length === 1 && others === null && held[0]?.offsetParent !== null) return;
  const stops = stopsOf(bar);
  const current = stops.find(stop => stop.tabIndex === 0) ?? stops[0];
  if (current !== undefined) moveStop(bar, current);
}

function moveStop(bar: HTMLElement, to: HTMLElement): void {
  for (const stop of bar.querySelectorAll<HTMLElement>('[data-stop]')) stop.tabIndex = stop === to ? 0 : -1;
}
