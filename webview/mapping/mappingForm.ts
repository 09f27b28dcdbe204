import { computed, signal } from '@preact/signals';
import type { MessageConnection } from 'vscode-jsonrpc/browser';
import type { Label } from '../../src/dataset/comparison.ts';
import type { MapDraft, MapField } from '../../src/dataset/mapping/mapDraft.ts';
import type { MapPreview } from '../../src/dataset/mapping/previewMap.ts';
import {
  draftPreviewRequest,
  leaveMappingRequest,
  type MappingStart,
  useMapRequest,
} from '../../src/protocol/mapping.ts';
import { shellQuoted } from './shellQuoted.ts';

/** What the form shows and does. Parts draw its signals and call its methods. */
export class MappingForm {
  readonly draft;
  /** What the latest draft makes of the records; null before the first answer. */
  readonly preview = signal<MapPreview | null>(null);
  /** Why something could not be done; null: nothing went wrong. */
  readonly failure = signal<string | null>(null);
  /** The map is being kept, and the file read by it. */
  readonly using = signal(false);
  /** The same map for a shell; null while the map lacks something. */
  readonly commandLine = computed(() => {
    const text = this.preview.value?.text ?? null;
    return text === null ? null : `pairlens audit ${shellQuoted(this.start.fileName)} --map ${shellQuoted(text)}`;
  });
  /** Read out by screen readers. */
  readonly announcement = signal('');
  #asked = 0;

  constructor(
    private readonly connection: MessageConnection,
    readonly start: MappingStart,
  ) {
    this.draft = signal<MapDraft>(start.draft);
  }

  /** What was chosen for the second half of a prompt in two fields, and the first. */
  get promptFields(): readonly [string, string] {
    const { prompt = '' } = this.draft.value.fields;
    if (this.start.fields.some(({ name }) => name === prompt)) return [prompt, ''];
    const at = prompt.indexOf('+');
    return at === -1 ? [prompt, ''] : [prompt.slice(0, at), prompt.slice(at + 1)];
  }

  setPrompt(first: string, second: string): Promise<void> {
    return this.setField('prompt', first === '' ? second : second === '' ? first : `${first}+${second}`);
  }

  /** Maps a field; an empty name takes it out. */
  setField(field: MapField, name: string): Promise<void> {
    const { [field]: _before, ...others } = this.draft.value.fields;
    const fields = name === '' ? others : { ...others, [field]: name };
    // Codes belong to the label field and to the responses that they name.
    const codes = field === 'label' ? {} : this.draft.value.codes;
    return this.change({ ...this.draft.value, fields, codes });
  }

  setKind(kind: MapDraft['kind']): Promise<void> {
    return this.change({ ...this.draft.value, kind });
  }

  /** Says what a value of the label means. What was told from the names of the fields is taken along, so that all is said. */
  setCode(value: string, means: Label | null): Promise<void> {
    const known = (this.preview.value?.labels ?? []).flatMap(label =>
      label.means === null || label.means === 'unknown' ? [] : [[label.value, label.means] as const],
    );
    const codes = Object.fromEntries([...known, ...Object.entries(this.draft.value.codes)]);
    delete codes[value];
    return this.change({ ...this.draft.value, codes: means === null ? codes : { ...codes, [value]: means } });
  }

  /** Draws the preview of a draft; answers that come too late are dropped. */
  async change(draft: MapDraft): Promise<void> {
    this.draft.value = draft;
    const number = ++this.#asked;
    try {
      const preview = await this.connection.sendRequest(draftPreviewRequest, draft);
      if (number !== this.#asked) return;
      this.preview.value = preview;
      this.failure.value = null;
      this.announcement.value = preview.trouble ?? `${preview.read} of ${preview.sampled} sampled records are read.`;
    } catch (error) {
      if (number === this.#asked) this.failure.value = messageOf(error);
    }
  }

  /** Keeps the map and shows the comparisons. */
  async use(): Promise<void> {
    const map = this.preview.value?.text ?? null;
    if (map === null || this.using.value) return;
    this.using.value = true;
    this.failure.value = null;
    try {
      await this.connection.sendRequest(useMapRequest, { map });
    } catch (error) {
      this.failure.value = messageOf(error);
    } finally {
      this.using.value = false;
    }
  }

  async leave(to: 'text' | 'comparisons'): Promise<void> {
    try {
      await this.connection.sendRequest(leaveMappingRequest, { to });
    } catch (error) {
      this.failure.value = messageOf(error);
    }
  }

  async copy(): Promise<void> {
    const line = this.commandLine.value;
    if (line === null) return;
    try {
      await navigator.clipboard.writeText(line);
      this.announcement.value = 'Copied.';
    } catch (error) {
      this.failure.value = `The line could not be copied: ${messageOf(error)}. Select it and copy it by hand.`;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
