// With scripts off every page is complete, and everything that can be done can still be done.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromiumForFile } from './browser.mjs';
import { ADDRESS, every, oneOfEach } from './site.mjs';

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

test('a correction is made, is seen with its author and reason, and is undone', async () => {
  const [claim] = await every('claim');
  const reason = `a test of the form, run ${process.pid}`;
  await look(claim.path, { scripts: false }, async (page) => {
    const form = page.locator('main form[method=post]').first();
    // Forms are folded: opening them needs no script.
    const folded = page.locator('main details:has(form[method=post]) > summary').first();
    if (await folded.count()) await folded.click();
    for (const field of await form.locator('input[required]:not([type=hidden]), textarea[required], input[name=author], input[name=by]').all()) {
      const type = await field.getAttribute('type');
      if (['radio', 'checkbox'].includes(type)) await field.check();
      else if ((await field.inputValue()) === '') await field.fill('Rekha N.');
    }
    await form.locator('[name=reason]').fill(reason);
    await form.locator('button').first().click();
    await page.waitForLoadState();
    assert.equal(new URL(page.url()).origin, ADDRESS);
    await page.goto('/admin');
    const line = page.locator('tr, li').filter({ hasText: reason }).first();
    assert.equal(await line.count(), 1, 'the log holds the correction');
    assert.match(await line.textContent(), /Rekha N\./);
    await line.locator('form[method=post] button').first().click();
    await page.waitForLoadState();
    await page.goto('/admin');
    const after = page.locator('tr, li').filter({ hasText: reason });
    assert.ok((await after.count()) >= 1, 'the log keeps what was undone');
    assert.equal(await page.locator('tr, li').filter({ hasText: reason }).locator('form[method=post]').count(), 0, 'it cannot be undone twice');
    const back = await page.goto(claim.path);
    assert.equal(back.status(), 200, 'the claim is where it was');
  });
});

test('a form that is sent from elsewhere changes nothing', async () => {
  const body = new URLSearchParams({ reason: 'x', author: 'x' });
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await fetch(`${ADDRESS}/api/v1/corrections`, { method: 'POST', headers, body, redirect: 'manual' });
    assert.ok(answer.status >= 400 && answer.status < 500, `${JSON.stringify(headers)}: ${answer.status}`);
  }
});
