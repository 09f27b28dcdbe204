import type { VNode } from 'preact';
import { Icon } from './icon.tsx';

/** What cannot be shown, and why. */
export function Failure({ why }: { readonly why: string }): VNode {
  return (
    <div class="state" role="alert">
      <h1>
        <Icon icon="error" class="error" /> This can’t be shown
      </h1>
      <p>{why}</p>
    </div>
  );
}
