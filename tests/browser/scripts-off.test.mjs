// With scripts off every page is complete, and everything that can be done can still be done.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromiumForFile } from './browser.mjs';
import { ADDRESS, every, oneOfEach, walk } from './site.mjs';

const look = chromiumForFile();

test('the same words stand on every page with and without scripts', async () => {
  for (const { path } of await oneOfEach()) {
    const words = (page) => page.locator('main').innerText();
    const without = await look(path, { scripts: false }, words);
    const withThem = await look(path, {}, words);
    assert.equal(without, withThem, path);
    assert.ok(without.trim().length > 0, path);
  }
});

test('search, facets, language and theme work', async () => {
  await look('/', { scripts: false }, async (page) => {
    await page.locator('header input[name=q]').fill('Velmora');
    await page.locator('header form button').click();
    await page.waitForURL(/\/search\?q=Velmora/);
    assert.ok((await page.locator('#main mark').count()) > 0);
    await page.locator('#main a[href^="/search?"]').first().click();
    assert.match(page.url(), /\/search\?.*q=Velmora/);
    await page.locator('header a[hreflang=hi]').click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'hi');
    await page.locator('footer a[href*="theme=dark"]').click();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  });
});

test('layers of an article are switched by links, and stand in its address', async () => {
  const article = (await oneOfEach()).find(({ kind }) => kind === 'article');
  await look(article.path, { scripts: false }, async (page) => {
    const switches = page.locator('#text .tabs a[href*="layers="]');
    const count = await switches.count();
    assert.ok(count >= 5, `${count} layers`);
    const text = () => page.locator('#text').evaluate((section) => {
      const bare = section.cloneNode(true);
      for (const extra of bare.querySelectorAll('nav, sup, .notes, .aside, h2')) extra.remove();
      return bare.textContent.replace(/\s+/g, ' ').trim();
    });
    const words = await text();
    const shown = new Set();
    for (let at = 0; at < count; at += 1) {
      await switches.nth(at).click();
      await page.waitForLoadState();
      assert.equal(await text(), words, 'a layer changes no word of the article');
      shown.add(page.url());
    }
    assert.equal(shown.size, count, 'each layer has its address');
  });
});

const KINDS_OF_FIX = ['speaker', 'move-article', 'merge-entities', 'split-entity', 'remark'];

for (const kind of KINDS_OF_FIX) {
  test(`a correction of kind ${kind} is made by its form, told with author and reason, and undone`, async () => {
    const offered = [...(await walk()).values()].filter(({ html }) => html.includes(`name="kind" value="${kind}"`));
    assert.ok(offered.length > 0, `some page offers to correct: ${kind}`);
    const [{ path }] = offered;
    const reason = `${kind}: the minutes of the meeting say so, “पृष्ठ ३”`;
    await look(path, { scripts: false }, async (page) => {
      const told = () => page.locator('main').evaluate((main) => {
        const bare = main.cloneNode(true);
        for (const extra of bare.querySelectorAll('.fixes, details.fix')) extra.remove();
        return bare.textContent.replace(/\s+/g, ' ').trim();
      });
      const before = await told();
      await send(page, page.locator(`details.fix:has(input[name=kind][value=${kind}])`).first(), { reason, author: 'Rekha N.', speaker: 'Asha Dev' });
      assert.equal(new URL(page.url()).origin, ADDRESS);
      assert.equal(await page.locator('main h1').count(), 1);

      await page.goto('/admin#corrections');
      const row = page.locator('#corrections tr').filter({ hasText: reason });
      assert.equal(await row.count(), 1, 'the log tells it');
      assert.match(await row.textContent(), /Rekha N\./);
      await row.locator('form[method=post] button').click();
      await page.waitForLoadState();
      await page.goto('/admin#corrections');
      assert.equal(await row.count(), 1, 'the log still tells it');
      assert.equal(await row.locator('form').count(), 0, 'and says that it was undone');

      const back = await page.goto(path);
      assert.equal(back.status(), 200);
      assert.equal(await told(), before, 'everything is as it was before');
    });
  });
}

test('the author is remembered for the next correction, and nothing is taken without a reason', async () => {
  const [{ path }] = await every('claim');
  await look(path, { scripts: false }, async (page) => {
    const form = page.locator('details.fix:has(input[name=kind][value=remark])').first();
    await form.locator('summary').click();
    assert.equal(await form.locator('[name=reason]').getAttribute('required'), '');
    const answer = await page.request.post('/corrections', {
      form: { kind: 'remark', claim: path.split('/').at(-1), author: 'Rekha N.', reason: ' ' },
      headers: { origin: ADDRESS },
      maxRedirects: 0,
    });
    assert.ok(answer.status() >= 400 && answer.status() < 500, `${answer.status()}`);
  });
});

/** Unfolds a form, fills in what it asks for, and sends it. */
async function send(page, folded, values) {
  await folded.locator('summary').click();
  const form = folded.locator('form');
  for (const field of await form.locator('input:not([type=hidden])').all()) {
    const name = await field.getAttribute('name');
    await field.fill(values[name] ?? 'x');
  }
  for (const choice of await form.locator('select').all()) {
    const options = await choice.locator('option').evaluateAll((all) => all.map((option) => option.value));
    await choice.selectOption(options.find(Boolean) ?? '');
  }
  await form.locator('button').click();
  await page.waitForLoadState();
}

test('a form that is sent from elsewhere changes nothing', async () => {
  const body = new URLSearchParams({ reason: 'x', author: 'x' });
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await fetch(`${ADDRESS}/corrections`, { method: 'POST', headers, body, redirect: 'manual' });
    assert.ok(answer.status >= 400 && answer.status < 500, `${JSON.stringify(headers)}: ${answer.status}`);
  }
});
