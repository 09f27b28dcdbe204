import type { ComponentChildren, Ref, VNode } from 'preact';

/** What a scroller is given. */
export interface ScrollerProps {
  readonly class?: string;
  readonly label?: string;
  readonly busy?: boolean;
  readonly scrollerRef?: Ref<HTMLElement>;
  readonly onScroll?: () => void;
  readonly onWheel?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children?: ComponentChildren;
}

/** The one region that scrolls: it takes the focus, so that arrows and Page Down scroll it, and plain keys have a home. */
export function Scroller(props: ScrollerProps): VNode {
  const { class: more = '', label, busy = false, scrollerRef, children, ...heard } = props;
  return (
    <section
      class={`scroller ${more}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label={label ?? 'Comparison'}
      aria-busy={busy}
      ref={scrollerRef ?? null}
      {...heard}
    >
      {children}
    </section>
  );
}
