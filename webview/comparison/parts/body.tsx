import type { VNode } from 'preact';
import { Comparison } from './comparison.tsx';
import { useEditor } from './context.ts';
import { Evidence } from './evidence.tsx';
import { Failure } from './failure.tsx';
import { List } from './list.tsx';
import { Malformed } from './malformed.tsx';
import { NoteField } from './noteField.tsx';
import { Nothing } from './nothing.tsx';
import { Ranking } from './ranking.tsx';
import { Scroller } from './scroller.tsx';
import { Table } from './table.tsx';
import { TagBar } from './tagBar.tsx';

/** The list, and beside it the row that is shown, whatever it is. */
export function Body(): VNode {
  const editor = useEditor();
  if (editor.options.value.table) {
    return (
      <main class="body">
        <Table />
      </main>
    );
  }
  return (
    <div class="body">
      {editor.options.value.list && <List />}
      <Ranking />
      <main class="main">
        <Shown />
        <TagBar />
        <NoteField />
      </main>
    </div>
  );
}

function Shown(): VNode {
  const current = useEditor().current.value;
  switch (current.kind) {
    case 'none':
      return <Nothing />;
    case 'loading':
      return <Scroller busy />;
    case 'failed':
      return <Failure why={current.why} />;
    case 'ready': {
      const { row } = current.detail;
      if (row.kind === 'malformed') return <Malformed row={row} />;
      return (
        <>
          <Comparison comparison={row.comparison} detail={current.detail} decision={current.decision} />
          <Evidence comparison={row.comparison} detail={current.detail} />
        </>
      );
    }
  }
}
