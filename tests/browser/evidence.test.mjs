// Every line that claims something leads to the sentence it rests on, and the reader sees which words those are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromiumForFile } from './browser.mjs';
import { every, get, links, walk } from './site.mjs';

const look = chromiumForFile();

test('every passage that any page cites is marked on the page of its article', async () => {
  const cited = new Map();
  for (const page of (await walk()).values()) {
    for (const href of links(page.html)) if (/[?&]at=/.test(href) && !cited.has(href)) cited.set(href, page.path);
  }
  assert.ok(cited.size > 100, `${cited.size} passages`);
  const lost = [];
  for (const [href, from] of cited) {
    const [target, anchor] = href.split('#');
    const answer = await get(target);
    const html = await answer.text();
    if (answer.status !== 200) lost.push(`${answer.status} ${href} (from ${from})`);
    else if (!html.includes(`id="${anchor}"`)) lost.push(`${href} is not marked (from ${from})`);
  }
  assert.deepEqual(lost, []);
});

test('every line of a thread page has its evidence', async () => {
  for (const thread of await every('thread')) {
    await look(thread.path, { scripts: false }, async (page) => {
      const bare = await page.evaluate(() => {
        const lines = document.querySelectorAll('.brief > li, .grid tr[data-item], .days > li, .lines > li');
        const rests = (line) => line.querySelector('a[href*="?at="], a[href^="/claim/"]');
        return [...lines].filter((line) => !rests(line)).map((line) => line.textContent.trim().slice(0, 80));
      });
      assert.deepEqual(bare, [], thread.path);
    });
  }
});

test('the brief of every thread is made of sentences that stand in the articles', async () => {
  for (const thread of await every('thread')) {
    await look(thread.path, {}, async (page) => {
      const lines = await page.locator('.brief > li').evaluateAll((items) => items.map((item) => ({
        words: item.querySelector('[lang]').textContent.replace(/\s+/g, ' ').trim(),
        href: item.querySelector('a[href*="?at="]').getAttribute('href'),
      })));
      assert.ok(lines.length > 0, `${thread.path} has a brief`);
      for (const { words, href } of lines) {
        await page.goto(href);
        const passage = await page.locator(':target').evaluate((target) => {
          const block = target.closest('[lang][dir]').cloneNode(true);
          for (const number of block.querySelectorAll('sup')) number.remove();
          return block.textContent.replace(/\s+/g, ' ');
        });
        assert.ok(passage.includes(words), `“${words}” stands behind ${href}: “${passage}”`);
      }
    });
  }
});

test('the passage that a claim rests on is lit and in view', async () => {
  const [claim] = await every('claim');
  await look(claim.path, {}, async (page) => {
    const link = page.locator('#main a[href*="?at="]').first();
    await link.click();
    await page.waitForURL(/\/article\/[^?]+\?at=\d+-\d+#/);
    await assertLit(page);
  });
});

test('a passage is lit without scripts and in the dark too', async () => {
  const [claim] = await every('claim');
  const href = links(claim.html).find((one) => /[?&]at=/.test(one));
  for (const habits of [{ scripts: false }, { scheme: 'dark' }, { width: 360 }]) {
    await look(href, habits, (page) => assertLit(page));
  }
});

/** Holds that what the address points at is in the window, is made of words, and stands on another ground than its surroundings. */
async function assertLit(page) {
  const target = page.locator(':target');
  assert.equal(await target.count(), 1);
  const seen = await target.evaluate((element) => {
    const opaque = (one) => {
      for (let at = one; at; at = at.parentElement) {
        const ground = getComputedStyle(at).backgroundColor;
        if (ground !== 'rgba(0, 0, 0, 0)' && ground !== 'transparent') return ground;
      }
      return 'none';
    };
    const box = element.getBoundingClientRect();
    return {
      words: element.textContent.trim(),
      own: opaque(element),
      around: opaque(element.parentElement),
      inView: box.top >= 0 && box.top < innerHeight && box.width > 0,
    };
  });
  assert.ok(seen.words.length > 0, 'the passage has words');
  assert.notEqual(seen.own, seen.around, 'the passage stands out');
  assert.ok(seen.inView, 'the passage is in the window');
}

test('a sentence can be linked to by its place', async () => {
  const [article] = await every('article');
  const anchor = /id="(s\d+)"/.exec(article.html)?.[1];
  assert.ok(anchor, 'sentences have anchors');
  await look(`${article.path}#${anchor}`, {}, (page) => assertLit(page));
});
