import * as vscode from 'vscode';
import type { PlacedReviewer } from '../../audit/placeReviewer.ts';
import { annotatorsRequest } from '../../protocol/annotators.ts';
import type { AnnotatorQuality } from '../../reward/annotators/annotatorQuality.ts';
import type { Suspicion } from '../../reward/annotators/suspicions.ts';
import type { PopulationFigures } from '../../reward/populations/populationsFigures.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import { type AnnotatorPlace, byChance, placesOf, placesText, reviewerPlaces } from './annotatorPlaces.ts';
import type { Overviews } from './overviews.ts';
import { count, cut, fraction, percent } from './words.ts';

/** Annotators that are listed; the report and `pairlens annotators` have all. */
const most = 200;

export type AnnotatorNode =
  | { readonly type: 'population'; readonly population: PopulationFigures }
  /** A principle that a population follows more, or less, than the others do. */
  | { readonly type: 'difference'; readonly text: string; readonly id: string }
  | {
      readonly type: 'annotator';
      readonly annotator: AnnotatorQuality;
      readonly suspicions: readonly Suspicion[];
      /** Where somebody with few votes belongs; null where that is not said. */
      readonly places: readonly AnnotatorPlace[] | null;
    }
  /** The reviewer, by their own verdicts. */
  | { readonly type: 'you'; readonly reviewer: PlacedReviewer; readonly places: readonly AnnotatorPlace[] }
  /** A population that somebody with few votes may belong to. */
  | { readonly type: 'place'; readonly of: string; readonly place: AnnotatorPlace }
  | { readonly type: 'rest'; readonly left: number };

/** The tree view *Annotators*: populations if there are two, then people, those who stand out first. */
export class AnnotatorsTree implements vscode.TreeDataProvider<AnnotatorNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly overviews: Overviews,
    private readonly engine: EngineClient,
  ) {
    this.listening = overviews.onDidChange(() => this.changed.fire());
  }

  async getChildren(node?: AnnotatorNode): Promise<AnnotatorNode[]> {
    if (node) return childrenOf(node);
    const { shown } = this.overviews;
    if (!shown?.overview.audited) return [];
    const found = await this.engine.request(annotatorsRequest, { doc: shown.document.id, most }, undefined, 'retry');
    if (found === null) return [];
    const { populations, annotators, suspicions, all } = found;
    const places = placesOf(found);
    const yours = reviewerPlaces(found);
    return [
      ...populations.map((population): AnnotatorNode => ({ type: 'population', population })),
      ...(found.reviewer !== null && yours !== null
        ? [{ type: 'you', reviewer: found.reviewer, places: yours } as const]
        : []),
      ...annotators.map(
        (annotator): AnnotatorNode => ({
          type: 'annotator',
          annotator,
          suspicions: suspicions.filter(({ name }) => name === annotator.name),
          places: places.get(annotator.name) ?? null,
        }),
      ),
      ...(all > annotators.length ? [{ type: 'rest', left: all - annotators.length } as const] : []),
    ];
  }

  getTreeItem(node: AnnotatorNode): vscode.TreeItem {
    switch (node.type) {
      case 'population':
        return populationItem(node.population);
      case 'difference': {
        const item = new vscode.TreeItem(node.text);
        item.id = node.id;
        return item;
      }
      case 'annotator':
        return this.annotatorItem(node);
      case 'you':
        return youItem(node);
      case 'place':
        return placeItem(node);
      case 'rest': {
        const item = new vscode.TreeItem(`${count(node.left)} more`);
        item.id = 'rest';
        item.description = 'in the report';
        item.command = { command: 'pairlens.report', title: 'Show the Report' };
        return item;
      }
    }
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private annotatorItem({ annotator, suspicions, places }: AnnotatorNode & { type: 'annotator' }): vscode.TreeItem {
    const { name, n, accuracy } = annotator;
    const item = new vscode.TreeItem(
      cut(name),
      places === null ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
    );
    item.id = `annotator/${name}`;
    const right = accuracy === null ? '' : `${percent(accuracy.value)} right, `;
    const stands = suspicions.map(({ kind }) => kind).join(', ');
    const [likeliest] = places ?? [];
    const place = likeliest === undefined ? '' : `; ${likeliest.name} ${percent(likeliest.p)}`;
    item.description = `${right}${count(n)} vote${n === 1 ? '' : 's'}${place}${stands === '' ? '' : `; ${stands}`}`;
    item.accessibilityInformation = { label: `${cut(name)}: ${item.description}` };
    item.iconPath =
      suspicions.length === 0
        ? new vscode.ThemeIcon('account')
        : new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
    // Names and reasons come from the file: they are shown as text.
    item.tooltip = new vscode.MarkdownString().appendText(
      [tooltip(annotator, suspicions), ...(places === null ? [] : [placesText(places)])].join('\n'),
    );
    item.command = {
      command: 'pairlens.showAnnotator',
      title: 'Show Comparisons',
      arguments: [this.overviews.shown?.document.id, name],
    };
    return item;
  }
}

function populationItem({ name, share, people, single, own }: PopulationFigures): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = name;
  item.description = `${percent(share)}, ${count(people)} people`;
  item.iconPath = new vscode.ThemeIcon('organization');
  item.tooltip =
    `One model for all foresees ${percent(single.value)} of the votes of its people; ` +
    `one that knows populations ${percent(own.value)}.`;
  return item;
}

function differences({ name, principles }: PopulationFigures): AnnotatorNode[] {
  return principles.slice(0, 10).map(({ id, short, here, elsewhere }) => ({
    type: 'difference',
    id: `${name}/${id}`,
    text: `${cut(short)}: ${fraction(here.value)}, elsewhere ${fraction(elsewhere.value)}`,
  }));
}

function childrenOf(node: AnnotatorNode): AnnotatorNode[] {
  if (node.type === 'population') return differences(node.population);
  if (node.type === 'you') return node.places.map(place => ({ type: 'place', of: '', place }));
  if (node.type !== 'annotator') return [];
  return (node.places ?? []).map((place): AnnotatorNode => ({ type: 'place', of: node.annotator.name, place }));
}

function youItem({ reviewer: { votes, seen }, places }: AnnotatorNode & { type: 'you' }): vscode.TreeItem {
  const item = new vscode.TreeItem('You', vscode.TreeItemCollapsibleState.Collapsed);
  item.id = 'you';
  const [likeliest] = places;
  item.description = `${likeliest === undefined ? '' : `${likeliest.name} ${percent(likeliest.p)}, `}by ${count(votes)} verdicts`;
  item.iconPath = new vscode.ThemeIcon('person');
  const leaning = seen === 0 ? '' : ` ${count(seen)} of them were given with the label in view, and may lean on it.`;
  item.tooltip = `Placed among the populations by ${count(votes)} verdicts for a response.${leaning}`;
  return item;
}

function placeItem({ of, place: { name, p } }: AnnotatorNode & { type: 'place' }): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `place/${of}/${name}`;
  item.description = percent(p);
  item.accessibilityInformation = { label: `${of === '' ? 'You' : cut(of)}: ${name}, probability ${percent(p)}` };
  item.iconPath = new vscode.ThemeIcon(name === byChance ? 'question' : 'organization');
  return item;
}

function tooltip(annotator: AnnotatorQuality, suspicions: readonly Suspicion[]): string {
  const { n, decisive, accuracy, agreement, first, longer, pace } = annotator;
  const between = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${percent(value)} (${percent(low)} to ${percent(high)})`;
  return [
    `${count(n)} votes, ${count(decisive)} of them for a response.`,
    ...(accuracy === null ? [] : [`Right by the others and the ensemble: ${between(accuracy)}.`]),
    ...(agreement === null ? [] : [`Agrees with others on the same comparisons: ${between(agreement)}.`]),
    ...(first === null ? [] : [`For the response shown first: ${percent(first.value)}.`]),
    ...(longer === null
      ? []
      : [`For the longer response: ${percent(longer.share.value)}; expected ${percent(longer.expected)}.`]),
    ...(pace === null ? [] : [`${Math.round(pace)} s between votes.`]),
    ...suspicions.map(({ kind, why }) => `${kind}: ${why}.`),
  ].join('\n');
}
