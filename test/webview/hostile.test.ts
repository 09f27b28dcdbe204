import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { usePages } from './usePages.ts';

/** Texts that would run, load or mislead if a page trusted them. */
const payloads = [
  '<script>window.hit = 1</script>',
  '<img src=x onerror="window.hit = 1">',
  '<svg/onload=window.hit=1>',
  '"><iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<a href="javascript:window.hit=1">go</a> [go](javascript:window.hit=1) [go](command:workbench.action.quit)',
  '![x](https://example.invalid/pixel.png) <https://example.invalid/>',
  '[data](data:text/html,<script>window.hit=1</script>) [file](file:///etc/hosts)',
  '<style>body { display: none }</style><link rel=stylesheet href=https://example.invalid/x.css>',
  '<form action="https://example.invalid/"><button id=app>send</button></form><base href="https://example.invalid/">',
  '<div class="decision" id="app" style="position:fixed;inset:0">x</div>',
  '```html\n<img src=x onerror=window.hit=1>\n```',
  '`<b>` **bold <script>window.hit=1</script>**',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hit=1&gt;">',
  '__proto__ constructor {{constructor.constructor("window.hit=1")()}}',
].join('\n\n');

describe('hostile text in the page', () => {
  const pages = usePages({ looksAtWrong: true });
  let opened: OpenedPage;

  it('runs nothing, loads nothing and breaks no policy, in any field, rendered or as written', async () => {
    const messages = [
      { role: 'system', content: payloads },
      { role: payloads.slice(0, 60), content: payloads },
      { role: 'user', content: payloads },
    ];
    const answer = (text: string) => [
      {
        role: 'assistant',
        content: `${payloads} ${text}`,
        tool_calls: [{ id: '1', type: 'function', function: { name: payloads, arguments: payloads } }],
      },
    ];
    opened = await pages.open(
      [
        { prompt: messages, chosen: answer('one'), rejected: answer('two'), id: payloads, source: payloads },
        payloads.replaceAll('\n', ' '),
        { prompt: payloads, chosen: payloads, rejected: `${payloads} three`, chosen_model: payloads },
      ],
      { welcome: { fileName: payloads, formatName: payloads, readOnly: null } },
    );
    const { page } = opened;
    for (const key of ['m', 'd', 'd', 'm', 'd', 'j', 'j', 'm', 'm', 'n']) await opened.press(key);
    await page.waitForFunction(() => document.activeElement?.classList.contains('note-field'));
    await page.keyboard.type(payloads.slice(0, 80).replaceAll('\n', ' '));
    await page.keyboard.press('Enter');
    await opened.press('?');
    await page.locator('.help').waitFor();
    await opened.press('Escape', 'k', 'k');
    await page.locator('[data-part=position]', { hasText: '1 of 3' }).waitFor();
    const folds = page.locator('.turn.folded .fold');
    while ((await folds.count()) > 0) await folds.first().click();
    await page.locator('.page').waitFor();
    await eventually(async () => assert.equal(await page.evaluate('window.hit'), undefined));
    assert.deepEqual(opened.wrong, []);
    assert.equal(
      await page.locator('#app .mounted :is(script, iframe, form, img, svg, style, link, base, input, button)').count(),
      0,
    );
    await eventually(async () =>
      assert.equal(await page.locator('.mounted [style], .mounted [id], .mounted .decision').count(), 0),
    );
    const links = await page.locator('.mounted a').evaluateAll(all => all.map(link => link.getAttribute('href') ?? ''));
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter(link => !/^https?:/.test(link)),
      [],
    );
  });

  it('shows characters that would steer the text without being seen', async () => {
    opened = await pages.open([
      {
        prompt: 'Is user\u202Ename\u2066 safe\u200B?',
        chosen: 'It reads \u202Eyes\u202C, with a\u00ADhyphen and \u{E0041}.',
        rejected: 'Family 👨‍👩‍👧 and नमस्‍ते keep their joiners.',
      },
    ]);
    const { page } = opened;
    const unseen = (selector: string) => page.locator(`${selector} .unseen`).allTextContents();
    assert.deepEqual(await unseen('.prompt'), ['U+202E', 'U+2066', 'U+200B']);
    assert.deepEqual(await unseen('.response.left'), ['U+202E', 'U+202C', 'U+00AD', 'U+E0041']);
    assert.deepEqual(await unseen('.response.right'), []);
    await eventually(async () =>
      assert.match((await page.locator('.list-row').first().textContent()) ?? '', /user\[U\+202E\]name/),
    );
    assert.deepEqual(opened.wrong, []);
  });

  it('gives each text its own direction', async () => {
    opened = await pages.open([{ prompt: 'Translate', chosen: 'שלום, עולם', rejected: 'Hello, world' }]);
    const direction = (side: string) =>
      opened.page.locator(`.response.${side} .text p`).evaluate(element => getComputedStyle(element).direction);
    assert.equal(await direction('left'), 'rtl');
    assert.equal(await direction('right'), 'ltr');
    assert.deepEqual(opened.wrong, []);
  });
});
