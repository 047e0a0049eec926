// A name is found however it is spelt, and in whatever script.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chromiumForFile } from './browser.mjs';
import { get } from './site.mjs';

const look = chromiumForFile();

const rows = readFileSync(new URL('../../corpora/demo/names.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .slice(1)
  .map((line) => line.split('\t'));

/** Names of one person or body in three scripts, the fullest of each. */
const named = rows
  .map(([id, type, , , hi, en, ru]) => ({ id, type, names: [hi, en, ru].map((names) => (names ?? '').split('|')[0]) }))
  .filter(({ names }) => names.every(Boolean));

/** Languages whose names the packs know in all their forms; a name in another script may find a form more of its own. */
const KNOWN = ['hi', 'en'];

/** Returns the passages in these languages that a query finds, all of them. */
async function found(query) {
  const places = new Set();
  let next = `/api/v1/search?q=${encodeURIComponent(query)}&limit=100`;
  while (next) {
    const answer = await get(next, { headers: { accept: 'application/json' } });
    assert.equal(answer.status, 200, query);
    const page = await answer.json();
    for (const { article, start, end, lang } of page.items) {
      if (article && KNOWN.includes(lang)) places.add(`${article} ${start}-${end}`);
    }
    next = page.next;
  }
  return places;
}

for (const { id, names } of named) {
  test(`${id} is found by three scripts alike`, async () => {
    const [hi, en, ru] = await Promise.all(names.map(found));
    assert.ok(en.size > 0, `${names[1]} finds sentences`);
    assert.deepEqual([...hi].sort(), [...en].sort(), `${names[0]} finds what ${names[1]} finds`);
    assert.deepEqual([...ru].sort(), [...en].sort(), `${names[2]} finds what ${names[1]} finds`);
  });
}

test('a name finds sentences in other languages than its own', async () => {
  const { names } = named.find(({ id }) => id === 'taro-ven');
  await look(`/search?q=${encodeURIComponent(names[1])}`, { lang: 'en' }, async (page) => {
    const languages = await page.locator('#main [data-item] [lang]').evaluateAll((items) => items.map((item) => item.lang));
    assert.ok(languages.some((lang) => lang.startsWith('hi')), `languages: ${[...new Set(languages)]}`);
    assert.ok(languages.some((lang) => lang.startsWith('en')), `languages: ${[...new Set(languages)]}`);
  });
});

test('search from the desk: type, press Enter, follow the first find', async () => {
  const { names } = named.find(({ id }) => id === 'korsak');
  await look('/', {}, async (page) => {
    await page.locator('header input[name=q]').fill(names[0]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?/);
    assert.equal(await page.locator('header input[name=q]').inputValue(), names[0], 'the words stay in the box');
    assert.ok((await page.locator('#main mark').count()) > 0, 'what was found is marked');
    await page.locator('#main a[href*="?at="]').first().click();
    await page.waitForURL(/\/article\//);
    assert.equal(await page.locator(':target').count(), 1);
  });
});

test('facets narrow and are taken off again by their address', async () => {
  const { names } = named.find(({ id }) => id === 'velmora');
  await look(`/search?q=${encodeURIComponent(names[1])}`, {}, async (page) => {
    const facets = page.locator('#main a[href^="/search?"]');
    assert.ok((await facets.count()) > 0, 'there are facets');
    const before = page.url();
    await facets.first().click();
    assert.notEqual(page.url(), before);
    assert.match(decodeURIComponent(page.url()), new RegExp(names[1]), 'the words stay');
    assert.ok((await page.locator('#main a[href*="?at="]').count()) > 0, 'a facet leads to something');
    await page.goBack();
    assert.equal(page.url(), before);
  });
});

test('words that nobody wrote find nothing, and the page says so', async () => {
  await look('/search?q=zzqqxxyyww', {}, async (page) => {
    assert.equal(await page.locator('#main a[href*="?at="]').count(), 0);
    assert.ok((await page.locator('#main').textContent()).trim().length > 20);
  });
});

test('what is typed is shown as text and never run', async () => {
  const hostile = '"><script>document.title="run"</script><img src=x onerror=alert(1)>';
  await look(`/search?q=${encodeURIComponent(hostile)}`, {}, async (page) => {
    assert.equal(await page.locator('header input[name=q]').inputValue(), hostile);
    assert.notEqual(await page.title(), 'run');
    assert.equal(await page.locator('img[src=x]').count(), 0);
  });
});

test('strange queries are answered, not refused with a fault of ours', async () => {
  for (const query of ['"', '(', 'speaker:', 'since:yesterday', 'a AND', '*', 'ि', '\u200d', '%00', 'x'.repeat(600), 'कि*', 'type:NONE']) {
    const answer = await get(`/search?q=${encodeURIComponent(query)}`);
    const html = await answer.text();
    assert.ok(answer.status < 500, `${query}: ${answer.status}`);
    assert.match(html, /<h1/, `${query} is answered by a page`);
  }
});
