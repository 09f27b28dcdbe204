import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { View } from '../../../src/protocol/view.ts';
import { sorted } from '../state/orders.ts';
import { count, shareText } from '../state/phrases.ts';
import { BlindLine } from './blindLine.tsx';
import { useEditor } from './context.ts';
import { findingGlyphs } from './glyphs.ts';
import { Icon } from './icon.tsx';
import { useRoving } from './roving.ts';
import { SavedFilterChips } from './savedFilters.tsx';

/** The findings with their counts, each a filter. One tab stop. In blind mode, what blind means instead. */
export function Chips(): VNode {
  const editor = useEditor();
  return editor.blind.value ? <BlindLine /> : <FindingChips />;
}

function FindingChips(): VNode {
  const editor = useEditor();
  const ref = useRoving();
  const open = useSignal(false);
  const hiddenChips = useSignal(0);
  const overview = editor.overview.value;
  const view = editor.rows.view.value;
  const { finding, verdict, principle, share } = view.filter;
  const conflicts = editor.reviewing.progress(view)?.conflicts;
  const show = (filter: View['filter'], sort: View['sort'] = view.sort): void =>
    void editor.setView(sorted(filter, sort));
  const without = (name: keyof View['filter']): View['filter'] =>
    Object.fromEntries(Object.entries(view.filter).filter(([key]) => key !== name));

  useLayoutEffect(() => {
    const bar = ref.current;
    if (bar === null) return;
    const measure = (): void => {
      const chips = [...bar.querySelectorAll<HTMLElement>('.chip:not(.more)')];
      const top = chips[0]?.offsetTop ?? 0;
      hiddenChips.value = open.value ? 0 : chips.filter(chip => chip.offsetTop > top + 4).length;
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(bar);
    return () => observer.disconnect();
  });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings looks and a legend that a bar of chips has no use for
    <div class={`chips ${open.value ? 'all' : ''}`} role="group" aria-label="Findings" ref={ref}>
      <div class="chip-run">
        <Chip
          pressed={finding === undefined && principle === undefined}
          onPress={() => show(without('finding'), 'position')}
          data="all"
        >
          all <Count n={overview?.rowCount} />
        </Chip>
        {finding !== undefined && !(overview?.findings ?? []).some(one => one.kind === finding) && (
          <Chip pressed onPress={() => show(without('finding'), 'position')} data={finding}>
            {finding}
          </Chip>
        )}
        {(overview?.findings ?? [])
          .filter(one => one.count > 0 || one.kind === finding)
          .map(one => {
            const { icon, tone } = findingGlyphs[one.kind];
            const isOn = one.kind === finding;
            return (
              <Chip
                key={one.kind}
                pressed={isOn}
                title={`${one.kind}: ${count(one.count)}, ${count(one.open)} without a verdict`}
                onPress={() =>
                  isOn
                    ? show(without('finding'), 'position')
                    : show({ ...without('principle'), finding: one.kind }, 'score')
                }
                data={one.kind}
              >
                <Icon icon={icon} class={tone} />
                {one.kind} <Count n={one.count} />
              </Chip>
            );
          })}
        {principle !== undefined && (
          <Chip pressed onPress={() => show(without('principle'))} title="Show all again" data="principle">
            {principle.stand === 'for' ? 'obeys' : 'breaks'}: {principleName(overview?.principles ?? [], principle.id)}
            <Icon icon="close" />
          </Chip>
        )}
        {((conflicts?.all ?? 0) > 0 || view.filter.conflicts === true) && (
          <Chip
            pressed={view.filter.conflicts === true}
            title={`Reviewers disagree about ${count(conflicts?.all ?? 0)}, ${count(conflicts?.open ?? 0)} not settled`}
            onPress={() =>
              show(
                view.filter.conflicts === true ? without('conflicts') : { ...view.filter, conflicts: true },
                'position',
              )
            }
            data="conflicts"
          >
            <Icon icon="git-compare" class="warn" />
            conflicts <Count n={conflicts?.open} />
          </Chip>
        )}
        {share !== undefined && (
          <Chip pressed onPress={() => show(without('share'))} title="Show the whole file again" data="share">
            <Icon icon="pie-chart" />
            {shareText(share)}
            <Icon icon="close" />
          </Chip>
        )}
        <SavedFilterChips />
        <Chip
          pressed={verdict === 'open'}
          title="Only comparisons without a verdict"
          onPress={() => show(verdict === 'open' ? without('verdict') : { ...view.filter, verdict: 'open' })}
          data="open"
        >
          <Icon icon="circle-small" />
          no verdict
        </Chip>
      </div>
      {(hiddenChips.value > 0 || open.value) && (
        <button
          type="button"
          class="chip more"
          data-stop=""
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {open.value ? 'fewer' : `${hiddenChips.value} more`}
          <Icon icon={open.value ? 'chevron-up' : 'chevron-down'} />
        </button>
      )}
    </div>
  );
}

function principleName(principles: readonly { readonly id: string; readonly short: string }[], id: string): string {
  return principles.find(one => one.id === id)?.short ?? id;
}

function Count({ n }: { readonly n: number | undefined }): VNode | null {
  return n === undefined ? null : <span class="n figures">{count(n)}</span>;
}

function Chip(props: {
  readonly pressed: boolean;
  readonly onPress: () => void;
  readonly data: string;
  readonly title?: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <button
      type="button"
      class="chip"
      data-stop=""
      data-chip={props.data}
      aria-pressed={props.pressed}
      title={props.title}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}
