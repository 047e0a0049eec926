// The reader's language, theme and digits: chosen by links, kept in cookies, the address stays the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromiumForFile } from './browser.mjs';
import { ADDRESS, get, oneOfEach } from './site.mjs';

const look = chromiumForFile();

const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** Returns how light a colour is, from 0 to 255. */
function lightness(colour) {
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return 0.21 * red + 0.72 * green + 0.07 * blue;
}

test('the toggle changes the language of every page and leaves its address', async () => {
  for (const { path, kind } of await oneOfEach()) {
    const address = kind === 'search' ? '/search?q=Velmora' : path;
    await look(address, { lang: 'en' }, async (page) => {
      const words = () => page.locator('header nav').first().textContent();
      const english = await words();
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      await page.locator('header a[hreflang=hi]').click();
      await page.waitForLoadState();
      assert.equal(page.url(), ADDRESS + address, 'the address stays');
      assert.equal(await page.locator('html').getAttribute('lang'), 'hi');
      assert.notEqual(await words(), english, 'the words change');
      await page.reload();
      assert.equal(await page.locator('html').getAttribute('lang'), 'hi', 'the choice is kept');
      await page.locator('header a[hreflang=en]').click();
      await page.waitForLoadState();
      assert.equal(page.url(), ADDRESS + address);
      assert.equal(await words(), english);
    });
  }
});

test('no page in Hindi shows English words of the interface', async () => {
  const left = [];
  const paths = (await oneOfEach()).map(({ path }) => path);
  for (const path of [...paths, '/search?q=Velmora']) {
    await look(path, { lang: 'hi' }, async (page) => {
      // What the page itself says stands outside quoted runs, which carry a language of their own.
      const words = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement;
          // Choices of a form hold titles and outlets, and nothing in them can name a language.
          if (element.closest('script, style, code, kbd, title, option, a[href^="http"]')) continue;
          if (element.closest('[lang]') !== document.documentElement) continue;
          const latin = node.textContent.match(/[A-Za-z]{4,}(?: [A-Za-z]+)*/g);
          if (latin) found.push(...latin);
        }
        return [...new Set(found)];
      });
      // Names of formats and of licences are the same in every language.
      const known = /^(?:JSON|JSONL|XLSX|HTML|Atom|Apache|Noto|SIL|Open|Unicode|CLDR|Wikidata|SQLite|Tantivy|sutradhar|PLOVER|OpenAPI|UTC|MIT)/;
      for (const word of words) if (!known.test(word)) left.push(`${path}: ${word}`);
    });
  }
  assert.deepEqual(left, []);
});

test('a language is only taken from what the reader sets, not from an address that somebody sent', async () => {
  const answer = await get('/?ui=hi');
  assert.ok([302, 303, 307].includes(answer.status), `answers ${answer.status}`);
  assert.equal(new URL(answer.headers.get('location'), ADDRESS).href, `${ADDRESS}/`);
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('ui=hi')) ?? '';
  assert.match(cookie, /SameSite=Lax/i);
  const strange = await get('/?ui=%3Cscript%3E');
  assert.ok(strange.status < 500);
});

test('the browser says which language is read where the reader has set none', async () => {
  const answer = await get('/', { headers: { 'accept-language': 'hi-IN,hi;q=0.9,en;q=0.5' } });
  assert.match(await answer.text(), /<html lang="hi"/);
});

test('no toggle sends the reader to another host', async () => {
  for (const path of ['//evil.example/?ui=hi', '/%5Cevil.example?ui=hi', '/search?q=x&ui=hi&next=//evil.example']) {
    const answer = await get(path);
    const target = answer.headers.get('location');
    if (target) assert.equal(new URL(target, ADDRESS).origin, ADDRESS, path);
  }
});

test('pages are dark where the system is, on every kind', async () => {
  for (const { path } of await oneOfEach()) {
    await look(path, { scheme: 'light' }, async (page) => assert.ok(lightness(await ground(page)) > 200, path));
    await look(path, { scheme: 'dark' }, async (page) => assert.ok(lightness(await ground(page)) < 60, path));
  }
});

test('the reader can overrule the system, and take it back', async () => {
  await look('/', { scheme: 'light' }, async (page) => {
    await page.locator('footer a[href*="theme=dark"]').click();
    await page.waitForLoadState();
    assert.equal(page.url(), `${ADDRESS}/`);
    assert.ok(lightness(await ground(page)) < 60, 'dark over a light system');
    const scheme = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    assert.equal(scheme, 'dark', 'form fields are dark too');
    await page.locator('footer a[href*="theme=auto"]').click();
    await page.waitForLoadState();
    assert.ok(lightness(await ground(page)) > 200, 'as the system again');
  });
  await look('/', { scheme: 'dark', theme: 'light' }, async (page) => {
    assert.ok(lightness(await ground(page)) > 200, 'light over a dark system');
  });
});

test('digits are the reader’s choice', async () => {
  const thread = (await oneOfEach()).find(({ kind }) => kind === 'thread');
  await look(thread.path, { lang: 'hi' }, async (page) => {
    const counts = () => page.locator('.counts').textContent();
    assert.match(await counts(), /[0-9]/);
    await page.locator('footer a[href*="digits=native"]').click();
    await page.waitForLoadState();
    assert.match(await counts(), /[०-९]/);
    assert.doesNotMatch(await counts(), /[0-9]/);
    assert.equal(page.url(), ADDRESS + thread.path);
  });
});

test('what is quoted says its language and direction', async () => {
  const thread = (await oneOfEach()).find(({ kind }) => kind === 'thread');
  await look(thread.path, { lang: 'en' }, async (page) => {
    const bare = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest('svg title')) continue;
        const lang = node.parentElement.closest('[lang]').lang;
        if (/\p{Script=Devanagari}/u.test(node.textContent) && lang === 'en') found.push(node.textContent.trim().slice(0, 60));
        if (/\p{Script=Cyrillic}/u.test(node.textContent) && lang === 'en') found.push(node.textContent.trim().slice(0, 60));
      }
      return found;
    });
    assert.deepEqual(bare, []);
  });
});

test('dates are words: no page shows one as programs write it', async () => {
  const raw = [];
  for (const { path } of await oneOfEach()) {
    for (const lang of ['en', 'hi']) {
      await look(path, { lang }, async (page) => {
        const text = await page.evaluate(() => {
          const main = document.querySelector('main').cloneNode(true);
          for (const quoted of main.querySelectorAll('[dir], code, script, input, textarea, pre, a[href^="http"]')) quoted.remove();
          return main.textContent;
        });
        for (const date of text.match(/\b\d{4}-\d{2}(?:-\d{2})?(?:T[\d:]+\S*)?\b/g) ?? []) raw.push(`${path} (${lang}): ${date}`);
      });
    }
  }
  assert.deepEqual(raw, []);
});
