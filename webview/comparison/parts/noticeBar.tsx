import type { VNode } from 'preact';
import { Button } from '../../controls.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** A message in place, above the decision bar: why an edit was not kept, or why there can be none. */
export function NoticeBar(): VNode | null {
  const editor = useEditor();
  const notice = editor.notice.value;
  const { readOnly } = editor.welcome.value;
  if (notice === null) {
    if (readOnly === null) return null;
    return (
      <div class="notice info">
        <Icon icon="lock" />
        <span class="grow">{readOnly}</span>
      </div>
    );
  }
  const { row } = notice;
  const close = (): void => {
    editor.notice.value = null;
  };
  return (
    <div class={`notice ${notice.kind}`} role="alert">
      <Icon icon={notice.kind === 'error' ? 'error' : 'info'} class={notice.kind} />
      <span class="grow">{notice.text}</span>
      {row !== undefined && row !== editor.row.value && (
        <Button look="secondary" onPress={() => void editor.navigation.showRow(row)}>
          Go there
        </Button>
      )}
      <Button look="icon" label="Close" title="Close" onPress={close}>
        <Icon icon="close" />
      </Button>
    </div>
  );
}
