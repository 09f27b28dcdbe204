import type { VNode } from 'preact';
import { visible } from '../comparison/text/visible.ts';
import { Button } from '../controls.ts';
import { FieldsTable } from './fieldsTable.tsx';
import { MapFields } from './mapFields.tsx';
import type { MappingForm } from './mappingForm.ts';
import { Preview } from './preview.tsx';

/** The whole page: which field is what, what comes of it, and what the file holds. */
export function MappingPage({ form }: { readonly form: MappingForm }): VNode {
  const { start, commandLine, failure } = form;
  const isNew = start.trouble !== null;
  return (
    <div class="mapping">
      <header>
        <h1>Which field is what?</h1>
        <p class="secondary">
          {visible(start.fileName)}
          {start.trouble !== null && <>: {visible(start.trouble)} Say it here; the file is not changed.</>}
        </p>
      </header>
      <div class="columns">
        <section class="choices" aria-label="Fields of a comparison">
          <MapFields form={form} />
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <section class="results" aria-label="What comes of it" tabIndex={0}>
          <Preview preview={form.preview.value} />
          <FieldsTable fields={start.fields} sampled={start.sampled} />
        </section>
      </div>
      {failure.value !== null && (
        <p class="failure" role="alert">
          {visible(failure.value)}
        </p>
      )}
      <footer>
        <Button
          look="primary"
          disabled={commandLine.value === null || form.using.value}
          onPress={() => void form.use()}
        >
          {isNew ? 'Keep and Open Comparisons' : 'Keep and Read Anew'}
        </Button>
        <Button look="secondary" onPress={() => void form.leave(isNew ? 'text' : 'comparisons')}>
          {isNew ? 'Open as Text' : 'Cancel'}
        </Button>
        <span class="secondary small">Kept in {start.keptIn}.</span>
        <span class="grow" />
        {commandLine.value !== null && (
          <>
            <input class="line" readOnly aria-label="The same map for a shell" value={visible(commandLine.value)} />
            <Button look="secondary" title="Copy the line for a shell" onPress={() => void form.copy()}>
              Copy
            </Button>
          </>
        )}
      </footer>
      <div class="announcer" role="status" aria-live="polite">
        {form.announcement.value}
      </div>
    </div>
  );
}
