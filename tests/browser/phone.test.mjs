// Narrow windows, large type: nothing is lost and the page never scrolls sideways.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, chromiumForFile, sideways } from './browser.mjs';
import { every, oneOfEach, richest } from './site.mjs';

const look = chromiumForFile();

for (const lang of ['en', 'hi']) {
  test(`no kind of page scrolls sideways on a phone, in ${lang}`, async () => {
    const wide = [];
    await look('/', { width: PHONE, height: 740, lang }, async (page) => {
      for (const { path } of await richest(lang === 'hi' ? 16 : 8)) {
        await page.goto(path);
        const over = await sideways(page);
        if (over) wide.push(`${path}: ${over}`);
      }
    });
    assert.deepEqual(wide, []);
  });
}

test('no kind of page scrolls sideways on tablets and desks', async () => {
  const wide = [];
  for (const width of [600, 768, 1024, 1280, 1920]) {
    await look('/', { width }, async (page) => {
      for (const { path } of await oneOfEach()) {
        await page.goto(path);
        const over = await sideways(page);
        if (over) wide.push(`${path} at ${width}: ${over}`);
      }
    });
  }
  assert.deepEqual(wide, []);
});

test('what is found fits a phone too', async () => {
  await look('/search?q=Velmora', { width: PHONE, height: 740 }, async (page) => assert.equal(await sideways(page), null));
});

test('targets are large enough for a thumb', async () => {
  const small = [];
  for (const { path } of await oneOfEach()) {
    await look(path, { width: PHONE, height: 740 }, async (page) => {
      const found = await page.evaluate(() => {
        const controls = document.querySelectorAll('button, input, select, textarea, summary, nav a, .ways a, .tabs a, .pager a, .more a');
        return [...controls]
          .filter((control) => control.checkVisibility() && !control.closest('.skip, dialog'))
          .filter((control) => !['checkbox', 'radio', 'hidden'].includes(control.type))
          .map((control) => ({ box: control.getBoundingClientRect(), name: control.outerHTML.slice(0, 80) }))
          .filter(({ box }) => box.height < 43.5 && box.width > 0)
          .map(({ box, name }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${name}`);
      });
      small.push(...found.map((one) => `${path}: ${one}`));
    });
  }
  assert.deepEqual(small, []);
});

test('on a phone the matrix is a card for each claim', async () => {
  const matrix = (await oneOfEach()).find(({ kind }) => kind === 'matrix');
  await look(matrix.path, { width: PHONE, height: 740 }, async (page) => {
    const row = page.locator('.grid tr[data-item]').first();
    assert.equal(await row.evaluate((element) => getComputedStyle(element).display), 'block');
    const cell = row.locator('td[data-head]').first();
    const head = await cell.evaluate((element) => getComputedStyle(element, '::before').content);
    assert.ok(head.length > 2, 'a cell says whose it is');
  });
});

test('on a phone the timeline is a list under heads of months', async () => {
  const thread = (await oneOfEach()).find(({ kind }) => kind === 'thread');
  await look(thread.path, { width: PHONE, height: 740 }, async (page) => {
    assert.equal(await page.locator('svg.strip').isVisible(), false);
    assert.ok(await page.locator('#timeline .days li').first().isVisible());
    assert.ok(await page.locator('#timeline h4').first().isVisible());
  });
});

// Twice the zoom of a 1280 px window leaves 640 CSS pixels; four times, as WCAG 1.4.10 asks, 320.
for (const width of [640, 320]) {
  test(`zoomed in to ${width} CSS pixels a thread loses nothing`, async () => {
    for (const thread of await every('thread')) {
      await look(thread.path, { width, height: 450 }, async (page) => {
        assert.equal(await sideways(page), null, thread.path);
        assert.deepEqual(await cut(page), [], thread.path);
      });
    }
  });
}

test('with type twice as large a page loses nothing', async () => {
  for (const { path } of await oneOfEach()) {
    await look(path, {}, async (page) => {
      await page.evaluate(() => {
        const root = document.documentElement;
        root.style.fontSize = `${2 * Number.parseFloat(getComputedStyle(root).fontSize)}px`;
      });
      assert.equal(await sideways(page), null, path);
      assert.deepEqual(await cut(page), [], path);
    });
  }
});

/** Returns what is cut off: text in boxes that are too small for it and do not scroll. */
function cut(page) {
  return page.evaluate(() => {
    const found = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility() || !element.textContent.trim()) continue;
      const style = getComputedStyle(element);
      // Words for screen readers alone are cut on purpose.
      if (style.clipPath !== 'none' || element.closest('.away, .skip, thead')) continue;
      const hides = (overflow) => ['hidden', 'clip'].includes(overflow);
      if ((hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)) {
        found.push(`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${element.textContent.trim().slice(0, 40)}”`);
      }
    }
    return found;
  });
}
