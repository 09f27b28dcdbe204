import type { VNode } from 'preact';
import { wholeFile } from '../../../src/protocol/view.ts';
import { Button } from '../../controls.ts';
import { useEditor } from './context.ts';
import { Scroller } from './scroller.tsx';

/** An empty view: says why it is empty and leads out of it. */
export function Nothing(): VNode {
  const editor = useEditor();
  const total = editor.rows.total.value;
  if (total === null || editor.rows.error.value !== null) return <Scroller />;
  const { filter } = editor.rows.view.value;
  const isFiltered = Object.keys(filter).length > 0;
  const indexing = editor.overview.value?.indexed === false;
  return (
    <Scroller class="state">
      <h1>
        {isFiltered ? 'No comparison matches' : indexing ? 'Reading the file…' : 'This file holds no comparisons'}
      </h1>
      {isFiltered && (
        <>
          <p>
            {filter.verdict === 'open'
              ? 'Everything here has a verdict, or nothing fits the filter.'
              : 'Nothing fits the filter.'}
          </p>
          <p>
            <Button look="primary" onPress={() => void editor.setView(wholeFile)}>
              Show the whole file
            </Button>
          </p>
        </>
      )}
      {!isFiltered && !indexing && <p>Blank lines are no rows. To see the bytes, open it as text.</p>}
    </Scroller>
  );
}
