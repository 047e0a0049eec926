// On paper: no controls, heads of tables on every sheet, numbered notes, and when it was drawn up.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromiumForFile } from './browser.mjs';
import { every, oneOfEach } from './site.mjs';

const look = chromiumForFile();

test('no page prints its controls', async () => {
  for (const { path } of await oneOfEach()) {
    await look(path, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const shown = await page.evaluate(() => [...document.querySelectorAll('nav, form, button, .skip, .toggles, dialog')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 1)
        .map((element) => element.outerHTML.slice(0, 80)));
      assert.deepEqual(shown, [], path);
    });
  }
});

test('heads of tables repeat, rows hold together, and nothing hides behind a scroll bar', async () => {
  for (const { path } of await oneOfEach()) {
    await look(path, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const faults = await page.evaluate(() => {
        const found = [];
        for (const head of document.querySelectorAll('main table thead')) {
          if (getComputedStyle(head).display !== 'table-header-group') found.push('a head that does not repeat');
        }
        for (const row of document.querySelectorAll('main table tbody tr')) {
          if (getComputedStyle(row).breakInside !== 'avoid') return [...found, 'a row that may be torn'];
        }
        for (const box of document.querySelectorAll('main .scroll')) {
          if (getComputedStyle(box).overflowX !== 'visible') found.push('a box that scrolls');
        }
        return found;
      });
      assert.deepEqual(faults, [], path);
    });
  }
});

test('a printed thread is black on white in the dark too, and says as of when it stands', async () => {
  const [thread] = await every('thread');
  await look(thread.path, { scheme: 'dark' }, async (page) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const style = await page.evaluate(() => {
      const root = getComputedStyle(document.documentElement);
      return { ground: root.backgroundColor, ink: root.color };
    });
    assert.equal(style.ground, 'rgb(255, 255, 255)');
    assert.equal(style.ink, 'rgb(0, 0, 0)');
    assert.ok(await page.locator('.as-of').isVisible());
  });
});

test('citations are numbered notes on paper: each number stands at a line and in the list of articles', async () => {
  const [thread] = await every('thread');
  await look(thread.path, {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    const { cited, listed } = await page.evaluate(() => {
      const marks = [...document.querySelectorAll('main .cite')];
      const list = document.querySelector('#articles ul, #articles ol');
      return {
        cited: marks.map((mark) => getComputedStyle(mark, '::after').content.match(/\d+/)?.[0]),
        listed: [...list.children].map((item) => getComputedStyle(item).listStyleType),
      };
    });
    assert.ok(cited.length > 0, 'there are citations');
    assert.ok(cited.every(Boolean), `every citation has its number: ${cited}`);
    assert.ok(listed.length > 0 && listed.every((type) => type === 'decimal'), `the articles are numbered: ${listed}`);
    const beyond = cited.filter((number) => Number(number) > listed.length);
    assert.deepEqual(beyond, [], 'every number has its article on the sheet');
  });
});

test('a thread prints on A4 sheets as wide as the paper', async () => {
  const [thread] = await every('thread');
  await look(thread.path, {}, async (page) => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)];
    assert.ok(boxes.length > 0);
    for (const [, width, height] of boxes) {
      assert.ok(Math.abs(Number(width) - 595) < 2 && Math.abs(Number(height) - 842) < 2, `${width} × ${height} points`);
    }
  });
});
