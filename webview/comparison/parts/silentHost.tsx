import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Unconfirmed } from '../../../src/protocol/webview.ts';
import { focusComparison, isWriting } from '../keys.ts';
import { openAgainLink, reloadLink } from '../state/openAgain.ts';
import { count } from '../state/phrases.ts';
import { Icon } from './icon.tsx';

/** What is said of a host that is silent. */
export interface SilentHostProps {
  /** The file to open again, where it is known. */
  readonly file: string | null;
  /** Decisions that were drawn and that nobody confirmed. */
  readonly unconfirmed: readonly Unconfirmed[];
}

/** Says that the extension host does not answer, what that means for the decisions, and what cures it. */
export function SilentHost({ file, unconfirmed }: SilentHostProps): VNode {
  const cure = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // A person at the keyboard has nothing else to press now, unless there is something to finish or to copy.
    if (isWriting()) return undefined;
    cure.current?.focus();
    return focusComparison;
  }, []);
  const { length } = unconfirmed;
  const open =
    length === 0
      ? ''
      : ` ${count(length)} ${length === 1 ? 'decision' : 'decisions'} since then ${length === 1 ? 'is' : 'are'} not kept yet.`;
  return (
    <div class="notice error" role="alert" data-part="silent">
      <Icon icon="debug-disconnect" class="error" />
      <span class="grow">
        The extension host does not answer: it is busy, or it has stopped. What was confirmed is kept.{open}
      </span>
      {file !== null && (
        <a
          class="cure"
          title="Once VS Code has started the extension host again"
          ref={cure}
          href={openAgainLink(file, unconfirmed)}
        >
          Open Again
        </a>
      )}
      <a class="cure" href={reloadLink}>
        Reload Window
      </a>
    </div>
  );
}
