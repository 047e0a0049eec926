// Every page that a reader can reach answers, says what it is, keeps to its weight, and leads nowhere that is not there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { KINDS, every, get, kindOf, links, plain, walk } from './site.mjs';

const KIB = 1000;
const BUDGET = { page: 15 * KIB, style: 6 * KIB, scripts: 20 * KIB };

/** What makes up each kind of page, as patterns of its HTML. */
const PARTS = {
  desk: [/href="\/thread\//, /role="search"/, /name="q"/],
  search: [/name="q"/],
  thread: [/id="timeline"/, /id="articles"/, /class="brief"/, /<table class="grid"/, /\/matrix"/, /\/coverage"/, /\/story\//, /\/entity\//],
  matrix: [/<table class="grid"/, /scope="row"/, /scope="col"/, /<caption>/, /columns=/, /sort=/, /matrix\.csv/, /matrix\.xlsx/],
  coverage: [/<table class="bars"/, /<caption>/, /scope="row"/],
  story: [/\?at=/, /\/claim\//, /\/thread\//],
  claim: [/\?at=/, /\/article\//, /<form[^>]*method="post"/],
  entity: [/\/article\//],
  article: [/id="s0"/, /\?layers=/, /rel="[^"]*(?:external|noreferrer)/],
  admin: [/<table/],
};

test('the walk from the desk finds every kind of page', async () => {
  const found = new Set([...(await walk()).values()].map((page) => page.kind));
  assert.deepEqual(Object.keys(KINDS).filter((kind) => !found.has(kind)), []);
});

test('every page answers 200 as HTML under the same strict policy', async () => {
  const faults = [];
  for (const page of (await walk()).values()) {
    const says = (what) => faults.push(`${page.path} (linked from ${page.from}): ${what}`);
    const policy = page.headers.get('content-security-policy') ?? '';
    if (page.status !== 200) says(`status ${page.status}`);
    if (!/^text\/html; ?charset=utf-8$/i.test(page.headers.get('content-type') ?? '')) says('not HTML in UTF-8');
    if (!/default-src 'none'/.test(policy)) says(`policy ${policy}`);
    if (/unsafe|\*|https?:|data:/.test(policy)) says(`lax policy ${policy}`);
    if (page.headers.get('x-content-type-options') !== 'nosniff') says('types may be guessed');
  }
  assert.deepEqual(faults, []);
});

test('every page has one heading, a title of its own, a language and a main part, and no code of its own', async () => {
  const faults = [];
  for (const page of (await walk()).values()) {
    const says = (what) => faults.push(`${page.path}: ${what}`);
    if ((page.html.match(/<h1[\s>]/g) ?? []).length !== 1) says('not one h1');
    if (!/<html lang="en"/.test(page.html)) says('no language');
    if (!/<main id="main"/.test(page.html)) says('no main part');
    if (!/<title>[^<]+<\/title>/.test(page.html)) says('no title');
    if (/<script(?![^>]*\ssrc=)|\son\w+="|\sstyle="|<style|javascript:/i.test(page.html)) says('code or style in the page');
    if (/<(?:p|li|td|h[1-4]|dd|dt)>\s*(?:undefined|null|None|NaN)\b/.test(page.html)) says('a value that is none');
  }
  assert.deepEqual(faults, []);
});

test('pages of one kind can be told apart by their titles', async () => {
  for (const kind of ['thread', 'article']) {
    const pages = await every(kind);
    const titles = pages.map((page) => /<title>([^<]*)/.exec(page.html)?.[1]);
    const alike = titles.filter((title, at) => titles.indexOf(title) !== at);
    // Outlets reprint headlines with the copy; most pages still have one of their own.
    assert.ok(alike.length * 4 <= titles.length, `${kind}: ${alike.join(' | ')}`);
  }
});

for (const [kind, parts] of Object.entries(PARTS)) {
  test(`a page of kind ${kind} shows its parts`, async () => {
    const pages = await every(kind);
    assert.ok(pages.length > 0, `no ${kind}`);
    // Small ones may lack a part for want of anything to put there; the richest has them all.
    const richest = pages.reduce((one, other) => (other.html.length > one.html.length ? other : one));
    const missing = parts.filter((part) => !part.test(richest.html));
    assert.deepEqual(missing.map(String), [], richest.path);
  });
}

test('every page, packed, keeps to its weight', async () => {
  const heavy = [];
  for (const page of (await walk()).values()) {
    const weight = gzipSync(page.html, { level: 6 }).length;
    if (weight > BUDGET.page) heavy.push(`${page.path}: ${weight}`);
  }
  assert.deepEqual(heavy, []);
});

test('pages are sent packed', async () => {
  const answer = await get('/', { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(answer.headers.get('content-encoding'), 'gzip');
});

test('styles and scripts keep to their weights, and can be kept for ever', async () => {
  const html = [...(await walk()).values()].map((page) => page.html).join('\n');
  const addresses = (pattern) => new Set([...html.matchAll(pattern)].map((match) => plain(match[1])));
  const fetched = async (path) => {
    const answer = await get(path, { headers: { accept: '*/*' } });
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/, path);
    return Buffer.from(await answer.arrayBuffer());
  };
  const styles = addresses(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g);
  const scripts = addresses(/<script[^>]*src="([^"]+)"/g);
  assert.ok(styles.size > 0 && scripts.size > 0);
  let style = 0;
  for (const path of styles) style += gzipSync(await fetched(path)).length;
  let script = 0;
  for (const path of scripts) script += (await fetched(path)).length;
  assert.ok(style <= BUDGET.style, `styles weigh ${style}`);
  assert.ok(script <= BUDGET.scripts, `scripts weigh ${script}`);
});

test('every link inside the site leads somewhere, with its query too', async () => {
  const pages = await walk();
  const targets = new Map();
  for (const page of pages.values()) {
    for (const href of links(page.html)) {
      const target = href.split('#')[0];
      // Passages have a test of their own; toggles set a cookie and send the reader back.
      if (pages.has(target) || /[?&](?:at|ui|theme|digits)=/.test(target)) continue;
      if (!targets.has(target)) targets.set(target, page.path);
    }
  }
  const dead = [];
  for (const [target, from] of targets) {
    const answer = await get(target, { headers: { accept: '*/*' } });
    await answer.arrayBuffer();
    if (answer.status !== 200) dead.push(`${answer.status} ${target} (linked from ${from})`);
  }
  assert.deepEqual(dead, []);
});

test('anchors of links to other pages stand on those pages', async () => {
  const pages = await walk();
  const lost = [];
  for (const page of pages.values()) {
    for (const href of links(page.html)) {
      const [path, anchor] = href.split('#');
      if (!anchor || href.includes('?') || !kindOf(path)) continue;
      const target = pages.get(path);
      if (!target?.html.includes(`id="${decodeURIComponent(anchor)}"`)) lost.push(`${href} (linked from ${page.path})`);
    }
  }
  assert.deepEqual(lost, []);
});

test('anchors inside a page stand on it', async () => {
  const lost = [];
  for (const page of (await walk()).values()) {
    for (const [, anchor] of page.html.matchAll(/\shref="#([^"]+)"/g)) {
      if (!page.html.includes(`id="${plain(anchor)}"`)) lost.push(`${page.path}#${anchor}`);
    }
    const ids = [...page.html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) lost.push(`${page.path}: id ${id} twice`);
  }
  assert.deepEqual(lost, []);
});

test('every page names its twin for programs, and the twin is JSON', async () => {
  const faults = [];
  for (const page of (await walk()).values()) {
    const twin = /<link rel="alternate" type="application\/json" href="([^"]+)"/.exec(page.html)?.[1];
    if (!twin) {
      faults.push(`${page.path} names none`);
      continue;
    }
    const answer = await get(plain(twin), { headers: { accept: 'application/json' } });
    const text = await answer.text();
    if (answer.status !== 200 || !/json/.test(answer.headers.get('content-type') ?? '')) {
      faults.push(`${page.path}: ${twin} answers ${answer.status}`);
    } else {
      JSON.parse(text);
    }
  }
  assert.deepEqual(faults, []);
});

test('what is not there says so, as a page', async () => {
  for (const path of ['/thread/nothing', '/story/nothing', '/claim/nothing', '/entity/nothing', '/article/nothing', '/nothing']) {
    const answer = await get(path);
    const html = await answer.text();
    assert.equal(answer.status, 404, path);
    assert.match(html, /<h1/, path);
    assert.match(html, /href="\/"/, `${path} leads back`);
  }
});
