// axe-core finds nothing against WCAG 2.2 AA on any kind of page, in either theme or language.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { PHONE, chromiumForFile } from './browser.mjs';
import { get, links, oneOfEach } from './site.mjs';

const look = chromiumForFile();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faults(page) {
  // Evaluated by the browser itself, not put into the page: the page's policy stays as it is.
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  }), TAGS);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} × ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? node.html.slice(0, 120)}`).join(' | ')}`);
}

for (const scheme of ['light', 'dark']) {
  for (const lang of ['en', 'hi']) {
    test(`every kind of page, ${scheme}, in ${lang}`, async () => {
      const found = [];
      for (const { path } of await oneOfEach()) {
        await look(path, { scheme, lang }, async (page) => {
          found.push(...(await faults(page)).map((fault) => `${path}: ${fault}`));
        });
      }
      assert.deepEqual(found, []);
    });
  }
}

test('what is found, what is not there, a passage, everything folded out, and a phone', async () => {
  const found = [];
  const check = async (address, habits, prepare = async () => {}) => look(address, habits, async (page) => {
    await prepare(page);
    found.push(...(await faults(page)).map((fault) => `${address} ${JSON.stringify(habits)}: ${fault}`));
  });
  const pages = await oneOfEach();
  const passage = pages.flatMap(({ html }) => links(html)).find((href) => /[?&]at=/.test(href));
  for (const scheme of ['light', 'dark']) {
    await check('/search?q=Velmora', { scheme });
    await check('/search?q=zzqqxxyyww', { scheme });
    await check(passage, { scheme });
  }
  for (const { path } of pages) {
    await check(path, { width: PHONE, height: 740 });
    await check(path, {}, (page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; })));
  }
  await check('/', {}, (page) => page.keyboard.press('?'));
  assert.deepEqual(found, []);
});

test('the page that says what is missing can be read by everybody', async () => {
  assert.equal((await get('/thread/nothing')).status, 404);
  await look('/', { allow: [/404/] }, async (page) => {
    await page.goto('/thread/nothing');
    assert.deepEqual(await faults(page), []);
  });
});
