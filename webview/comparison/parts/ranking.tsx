import type { VNode } from 'preact';
import type { ListedPair, ListOfRow } from '../../../src/protocol/rows.ts';
import { letterOf, sideAt } from '../state/sides.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { verdictGlyphs } from './glyphs.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

/** The list that the comparison is a pair of, best first, with the pair marked; and its other pairs. Hidden while it tells the label. */
export function Ranking(): VNode | null {
  const editor = useEditor();
  const current = editor.current.value;
  if (current.kind !== 'ready' || editor.hidden.value) return null;
  const { list, row } = current.detail;
  const pair = list?.pairs.find(one => one.row === row.row);
  if (list === undefined || pair === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <aside class="ranking" aria-label="List of the comparison" tabIndex={0}>
      <h2>List of {list.responses.length} responses, best first</h2>
      <Responses list={list} pair={pair} />
      <h2>{list.pairs.length === 1 ? 'One pair of it is a comparison' : `${list.pairs.length} pairs of it`}</h2>
      {list.pairs.length > 1 && <Pairs list={list} pair={pair} />}
      <p class="secondary tiny">A verdict is about this pair; the order in the file stays.</p>
    </aside>
  );
}

interface RankingProps {
  readonly list: ListOfRow;
  readonly pair: ListedPair;
}

function Responses({ list, pair }: RankingProps): VNode {
  const editor = useEditor();
  const letters = new Map(
    (['left', 'right'] as const).map(place => [
      pair[sideAt(place, editor.left.value)],
      { place, letter: letterOf[place] },
    ]),
  );
  return (
    <ol>
      {list.responses.map(({ rank, model, score, text }, i) => {
        const here = letters.get(i);
        const other = here === undefined ? pairWith(list, pair, i) : undefined;
        const content = (
          <>
            <b class="figures">{rank}</b>
            <span class={here === undefined ? '' : `side ${here.place}`}>{here?.letter}</span>
            <span class="ranked">
              {model !== undefined && <span class="ranked-model">{visible(model)}</span>}
              <span class="ranked-text secondary tiny" dir="auto">
                {text === '' ? '(empty)' : visible(text)}
              </span>
            </span>
            <span class="secondary tiny figures">{score}</span>
          </>
        );
        return (
          <li
            key={`${i} ${text}`}
            class={here === undefined ? '' : 'in-focus'}
            aria-current={here === undefined ? undefined : 'true'}
          >
            {other === undefined ? (
              <div class="ranked-row">{content}</div>
            ) : (
              <button
                type="button"
                class="ranked-row"
                title="Show a pair with it"
                onClick={() => void editor.showPair(other.row)}
              >
                {content}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** A pair with a response: the one with a response of the pair that is shown, if there is one. */
function pairWith({ pairs }: ListOfRow, shown: ListedPair, response: number): ListedPair | undefined {
  const holds = (one: ListedPair, at: number): boolean => one.a === at || one.b === at;
  const mine = pairs.filter(one => holds(one, response));
  return mine.find(one => holds(one, shown.a)) ?? mine.find(one => holds(one, shown.b)) ?? mine[0];
}

function Pairs({ list, pair }: RankingProps): VNode {
  const editor = useEditor();
  return (
    <>
      <ul class="list-pairs">
        {list.pairs.map(one => {
          const known = editor.details.get(one.row);
          const verdict = known?.kind === 'ready' ? known.detail.decision.verdict : one.verdict;
          const [better, worse] = [list.responses[one.a]?.rank, list.responses[one.b]?.rank];
          const isShown = one.row === pair.row;
          return (
            <li key={one.row}>
              <button
                type="button"
                class="list-pair"
                aria-current={isShown ? 'true' : undefined}
                onClick={() => void editor.showPair(one.row)}
              >
                <span class="figures">
                  {better} over {worse}
                </span>
                <span class="grow" />
                {verdict !== null && <Icon {...verdictGlyphs[verdict]} />}
                <span class="secondary figures">{one.p === null ? '' : `p ${one.p.toFixed(2)}`}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p class="secondary tiny">
        <Kbd action="previousPair" /> <Kbd action="nextPair" /> other pairs
      </p>
    </>
  );
}
