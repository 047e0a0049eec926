// The keyboard alone is enough: Tab goes everywhere in order, and single keys are shortcuts that stay out of typing's way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromiumForFile } from './browser.mjs';
import { ADDRESS, every, oneOfEach } from './site.mjs';

const look = chromiumForFile();

const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return at === document.body ? '' : `${at.tagName.toLowerCase()} ${at.getAttribute('href') ?? at.id ?? ''} ${at.textContent.trim().slice(0, 40)}`;
});

test('the first Tab offers to skip to the main part, and it does', async () => {
  for (const { path } of await oneOfEach()) {
    await look(path, {}, async (page) => {
      await page.keyboard.press('Tab');
      const skip = page.locator('a.skip');
      assert.ok(await skip.evaluate((link) => link === document.activeElement), path);
      const box = await skip.boundingBox();
      assert.ok(box.width > 20 && box.height > 20 && box.x >= 0 && box.y >= 0, 'it is seen once it has the focus');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'main', path);
    });
  }
});

test('Tab reaches every link and field once, in the order of the page, and comes out at the end', async () => {
  const thread = (await every('thread'))[0];
  await look(thread.path, {}, async (page) => {
    const expected = await page.evaluate(() => {
      const can = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
      const all = [...document.querySelectorAll(can)].filter((one) => one.tabIndex >= 0 && one.checkVisibility() && !one.closest('dialog'));
      all.forEach((one, at) => { one.dataset.order = String(at); });
      return all.length;
    });
    const order = [];
    for (let step = 0; step <= expected; step += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => document.activeElement?.dataset?.order);
      if (at === undefined) break;
      order.push(Number(at));
    }
    assert.deepEqual(order, [...Array(expected).keys()]);
  });
});

test('what has the focus has a ring of 3 px that stands out, in light and dark', async () => {
  for (const scheme of ['light', 'dark']) {
    for (const { path } of await oneOfEach()) {
      await look(path, { scheme }, async (page) => {
        const bare = [];
        for (let step = 0; step < 25; step += 1) {
          await page.keyboard.press('Tab');
          const ring = await page.evaluate(() => {
            const at = document.activeElement;
            if (at === document.body) return null;
            const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
            return { style: outlineStyle, width: Number.parseFloat(outlineWidth), colour: outlineColor };
          });
          if (!ring) break;
          if (ring.style === 'none' || ring.width < 3) bare.push(`${await focused(page)}: ${JSON.stringify(ring)}`);
        }
        assert.deepEqual(bare, [], `${path} in ${scheme}`);
      });
    }
  }
});

test('what has the focus is not hidden under something that sticks', async () => {
  const matrix = (await oneOfEach()).find(({ kind }) => kind === 'matrix');
  await look(matrix.path, { width: 900 }, async (page) => {
    const hidden = [];
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const covered = await page.evaluate(() => {
        const at = document.activeElement;
        if (at === document.body || at.matches('.scroll')) return null;
        const box = at.getClientRects()[0];
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
        return top && !at.contains(top) && !top.contains(at) ? `${at.textContent.slice(0, 30)} under ${top.tagName}` : null;
      });
      if (covered) hidden.push(covered);
    }
    assert.deepEqual(hidden, []);
  });
});

test('/ goes to the search box', async () => {
  await look('/', {}, async (page) => {
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
    assert.equal(await page.locator('header input[name=q]').inputValue(), '', 'the stroke itself is not typed');
  });
});

test('j and k go from line to line, o opens the evidence', async () => {
  const thread = (await every('thread'))[0];
  await look(thread.path, {}, async (page) => {
    const at = () => page.evaluate(() => {
      const lines = [...document.querySelectorAll('[data-item]')].filter((line) => line.checkVisibility());
      return lines.indexOf(document.activeElement.closest('[data-item]'));
    });
    await page.keyboard.press('j');
    assert.equal(await at(), 0);
    await page.keyboard.press('j');
    assert.equal(await at(), 1);
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(ring, 'none', 'the line in hand is seen');
    await page.keyboard.press('k');
    assert.equal(await at(), 0);
    await page.keyboard.press('o');
    await page.waitForURL(/\/article\/[^?]+\?at=\d+-\d+#/);
    assert.equal(await page.locator(':target').count(), 1);
  });
});

test('j walks the lines of every kind of page that has lines', async () => {
  for (const { path, kind } of await oneOfEach()) {
    const address = kind === 'search' ? '/search?q=Velmora' : path;
    await look(address, {}, async (page) => {
      if ((await page.locator('[data-item]').count()) === 0) {
        assert.ok(['admin', 'coverage'].includes(kind), `${kind} has lines to walk`);
        return;
      }
      await page.keyboard.press('j');
      assert.ok(await page.evaluate(() => document.activeElement.closest('[data-item]') !== null), path);
    });
  }
});

test('m goes to the matrix, t to the timeline', async () => {
  const thread = (await every('thread'))[0];
  await look(thread.path, {}, async (page) => {
    await page.keyboard.press('t');
    await page.waitForURL(/#timeline$/);
    await page.keyboard.press('m');
    await page.waitForURL(/\/matrix$/);
    assert.match(page.url(), /\/thread\/[^/]+\/matrix$/);
  });
});

test('c copies a line with who told it and where it stands', async () => {
  const thread = (await every('thread'))[0];
  await look(thread.path, { clipboard: true }, async (page) => {
    await page.keyboard.press('j');
    const words = await page.evaluate(() => document.activeElement.closest('[data-item]').querySelector('[lang]').textContent.trim());
    await page.keyboard.press('c');
    const status = page.locator('[role=status]');
    await status.filter({ hasText: /\S/ }).waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(line.includes(words), line);
    assert.ok(line.includes(`${ADDRESS}/article/`), line);
    assert.doesNotMatch(line, /\n/);
    // What was copied can be opened by whoever it is sent to.
    const address = line.slice(line.indexOf(ADDRESS));
    await page.goto(address);
    assert.equal(await page.locator(':target').count(), 1);
  });
});

test('? shows the keys, Escape puts them away, and the focus comes back', async () => {
  await look('/', {}, async (page) => {
    await page.keyboard.press('Tab');
    const before = await focused(page);
    await page.keyboard.press('?');
    const help = page.locator('dialog[open]');
    assert.equal(await help.count(), 1);
    for (const key of ['/', 'j', 'k', 'o', 'm', 't', 'c', '?']) {
      assert.equal(await help.locator('kbd').getByText(key, { exact: true }).count(), 1, key);
    }
    await page.keyboard.press('j');
    assert.equal(await help.count(), 1, 'keys rest while the list is shown');
    await page.keyboard.press('Escape');
    assert.equal(await help.count(), 0);
    assert.equal(await focused(page), before);
  });
});

test('no key acts while somebody types, or with Ctrl, Alt or Meta', async () => {
  const thread = (await every('thread'))[0];
  await look(thread.path, {}, async (page) => {
    const box = page.locator('header input[name=q]');
    await box.focus();
    await page.keyboard.type('/jkomtc?');
    assert.equal(await box.inputValue(), '/jkomtc?');
    assert.equal(page.url(), ADDRESS + thread.path);
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.evaluate(() => document.activeElement.blur());
    for (const key of ['Control+m', 'Alt+m', 'Meta+m', 'Control+o']) await page.keyboard.press(key).catch(() => {});
    assert.equal(page.url(), ADDRESS + thread.path);
  });
});

test('keys type into the fields of forms too', async () => {
  const [claim] = await every('claim');
  await look(claim.path, {}, async (page) => {
    const fields = page.locator('main form textarea, main form input[type=text], main form input:not([type])');
    const box = fields.first();
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
    await box.focus();
    await page.keyboard.type('/mt?');
    assert.equal(await box.inputValue(), '/mt?');
    assert.equal(page.url(), ADDRESS + claim.path);
  });
});

test('tables that scroll can be scrolled by keys, and say what they are', async () => {
  const matrix = (await oneOfEach()).find(({ kind }) => kind === 'matrix');
  await look(matrix.path, { width: 800 }, async (page) => {
    const box = page.locator('.scroll').first();
    assert.match(await box.getAttribute('role'), /^(?:region|group)$/);
    assert.ok((await box.getAttribute('aria-label')).length > 0);
    await box.focus();
    const can = await box.evaluate((element) => element.scrollWidth > element.clientWidth);
    if (can) {
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => document.querySelector('.scroll').scrollLeft > 0);
    }
  });
});
