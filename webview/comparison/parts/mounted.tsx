import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Puts an element that was made without Preact into the page. Preact leaves what is inside alone. */
export function Mounted({ element }: { readonly element: HTMLElement }): VNode {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    ref.current?.replaceChildren(element);
  }, [element]);
  return <div class="mounted" ref={ref} />;
}
