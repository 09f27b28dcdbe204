import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { placesOf, placesText, reviewerPlaces } from '../../src/host/views/annotatorPlaces.ts';
import { annotatorsRequest } from '../../src/protocol/annotators.ts';
import { planRequest } from '../../src/protocol/asking.ts';
import { windowRequest } from '../../src/protocol/reading.ts';
import type { View } from '../../src/protocol/view.ts';
import type { AskLine } from '../../src/reward/asking/askLine.ts';
import { axeFaults } from './axeFaults.ts';
import { crowdRecords } from './crowd.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { shots } from './shots.ts';
import { usePages } from './usePages.ts';

const hostile = '<img src=x onerror="document.title=1">';
const few = [
  {
    prompt: 'Which is the longest river of France?',
    response_a: 'The Loire, about 1,006 km.',
    response_b: 'The Seine.',
    label: 'a',
    annotations: [
      { annotator: hostile, label: 'a', reason: 'It is <b>right</b>.' },
      { annotator: "o'neill", label: 'a' },
      { annotator: 'mira', label: 'tie' },
      { annotator: 'jonas', label: 'b', strength: 2 },
    ],
  },
  {
    prompt: 'Which is the longest river of Spain?',
    response_a: 'The Ebro.',
    response_b: 'The Tagus, of which the last part is in Portugal.',
    label: 'b',
    annotations: [{ annotator: 'mira', label: 'b' }],
  },
];

describe('annotators and populations in the page', function () {
  this.timeout(120_000);
  const pages = usePages();
  let opened: OpenedPage;

  const line = (head: string) => opened.page.locator('.people-line', { hasText: head });
  const texts = async (head: string): Promise<string[]> =>
    (await line(head).locator('.person-name').allTextContents()).map(text => text.trim());

  it('shows whose annotation says what before any audit, names and reasons as text', async () => {
    opened = await pages.open(few);
    await eventually(async () => {
      assert.deepEqual(await texts('for A'), [`${hostile.slice(0, 24)}…`, "o'neill"]);
      assert.deepEqual(await texts('for B'), ['jonas']);
      assert.deepEqual(await texts('tie'), ['mira']);
    });
    await eventually(async () =>
      assert.equal(await opened.page.locator('.people-reason').textContent(), `${hostile} It is <b>right</b>.`),
    );
    await eventually(async () => assert.equal(await opened.page.locator('img').count(), 0));
    await eventually(async () =>
      assert.match((await line('for A').locator('.chip').first().getAttribute('title'))!, /no figures before an audit/),
    );
  });

  it('filters by an annotator from a chip, and shows all again', async () => {
    opened = await pages.open(few);
    await line('for A').locator('.chip', { hasText: "o'neill" }).click();
    const value = "list_contains(annotator_names, 'o''neill')";
    await eventually(() => assert.deepEqual(opened.host.states.at(-1)?.view.filter, { text: { kind: 'sql', value } }));
    await eventually(async () => assert.match(await opened.page.locator('.position').innerText(), /1 of 1\b/));
    const pressed = opened.page.locator('.people .chip[aria-pressed=true]');
    await eventually(async () => assert.equal(await pressed.count(), 1));
    await pressed.click();
    await eventually(() => assert.deepEqual(opened.host.states.at(-1)?.view.filter, {}));
    await eventually(async () => assert.match(await opened.page.locator('.position').innerText(), /of 2\b/));
  });

  it('is one tab stop, walked by arrows', async () => {
    opened = await pages.open(few);
    await line('for A').locator('.chip').first().focus();
    await opened.press('ArrowRight', 'ArrowRight', 'Enter');
    const value = "list_contains(annotator_names, 'jonas')";
    await eventually(() => assert.deepEqual(opened.host.states.at(-1)?.view.filter, { text: { kind: 'sql', value } }));
    await eventually(async () => assert.equal(await opened.page.locator('.people [tabindex="0"]').count(), 1));
  });

  it('says nothing while a verdict is blind', async () => {
    opened = await pages.open(few);
    await opened.page.locator('.people').waitFor();
    await opened.press('b');
    await opened.page.locator('.people').waitFor({ state: 'detached' });
    await opened.press('1');
    await opened.press('k');
    await opened.page.locator('.people').waitFor();
  });

  it('shows quality, populations, and what they part over as contested, and filters by it', async () => {
    opened = await pages.open(crowdRecords(), { audit: true, width: 1400, height: 1000 });
    const { page } = opened;
    const parts = {
      filter: { text: { kind: 'sql', value: 'len(populations_against) > 0' } },
      sort: 'position',
    } as const;
    await opened.host.show({ view: parts });
    await page.locator('[data-part=contested]').waitFor();
    const chips = page.locator('[data-population]');
    await eventually(async () => assert.equal(await chips.count(), 2));
    const says = await chips.allTextContents();
    const against = says.findIndex(text => text.includes('against the label'));
    assert.ok(against >= 0 && says.filter(text => text.includes('against the label')).length === 1, says.join());
    const people = page.locator('.chip.person');
    await eventually(async () =>
      assert.match((await people.first().getAttribute('title'))!, /votes in the file, right (1|\.)\d?/),
    );
    await eventually(async () => assert.match((await people.first().textContent())!, /pop\. [12]/));
    const annotators = await opened.host.request(annotatorsRequest, { most: 200 });
    assert.ok(annotators !== null);
    const [placed, ...others] = annotators.placed;
    assert.deepEqual([placed?.name, placed?.votes, others], ['newcomer', 5, []], 'with few votes, and nobody else');
    const places = placesOf(annotators).get('newcomer')!;
    assert.equal(places[0]!.name, 'population 2');
    assert.ok(places[0]!.p > 0.5 && Math.abs(places.reduce((sum, { p }) => sum + p, 0) - 1) < 1e-6);
    assert.match(placesText(places), /placed by what there is: population 2 \d+ %, /);
    assert.equal(reviewerPlaces(annotators), null, 'nothing is said before three verdicts');
    await opened.host.show({ view: { filter: {}, sort: 'position' }, row: 0 });
    const newcomer = page.locator('.chip.person', { hasText: 'newcomer' });
    await eventually(async () => {
      // Five votes leave it open how often somebody is right: the interval stands in the title, no figure on the chip.
      const [, low, high] = /right \S+ \((\S+) to ([\d.]+)\)/.exec((await newcomer.getAttribute('title'))!)!;
      assert.ok(Number(high) - Number(low) > 0.4, `${low} to ${high}`);
      assert.doesNotMatch((await newcomer.textContent())!, /right/);
    });
    assert.match((await people.allTextContents()).join(' '), /right [.\d]+/);
    const path = opened.host.sidecar.replace(/review\.jsonl$/, 'plan.jsonl');
    const plan = { path, budget: 30, annotators: 3, overlap: 0.2, random: 0.2, seed: 1 };
    const written = await opened.host.request(planRequest, plan);
    const lines = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map(text => JSON.parse(text) as AskLine);
    assert.deepEqual(
      lines.map(({ line }) => line - 1),
      written.rows,
    );
    assert.ok(lines.reduce((sum, one) => sum + one.annotators.length, 0) <= 30);
    assert.ok(lines.some(one => one.annotators.length === 3) && lines.some(({ why }) => why === 'random check'));
    assert.ok(lines.every(({ minutes }) => minutes > 0.25 && minutes < 2));
    assert.match(
      written.says.join(' '),
      /random verdicts the standard error of the flip rate .* what they will show is not known/,
    );
    if (process.env.PAIRLENS_SHOTS) await shots(opened.page, 'people');
    const name = (await chips.nth(against).getAttribute('data-population'))!;
    const { total } = await opened.host.request(windowRequest, { view: conditionView(name), start: 0, count: 0 });
    assert.ok(total > 10 && total < 140, String(total));
    await chips.nth(against).click();
    await eventually(async () =>
      assert.match(await page.locator('.position').innerText(), new RegExp(`of ${total}\\b`)),
    );
    assert.deepEqual(await axeFaults(page), []);
    await opened.press('1', '1', '1');
    await eventually(async () => {
      const after = await opened.host.request(annotatorsRequest, { most: 1 });
      const yours = reviewerPlaces(after!);
      assert.equal(after!.reviewer?.votes, 3);
      assert.ok(yours !== null && yours.length === 3 && yours[0]!.p >= yours[1]!.p);
    });
  });
});

function conditionView(name: string): View {
  const value = `list_contains(populations_against, '${name}')`;
  return { filter: { text: { kind: 'sql', value } }, sort: 'position' };
}
