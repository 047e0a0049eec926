// The pages of the served demo, found by following links from the desk, as a reader does.

import process from 'node:process';

/** The address of the server under test, without a slash at its end. */
export const ADDRESS = (process.env.SUTRADHAR_ADDRESS ?? '').replace(/\/$/, '');

/** What an address shows, from the beginning of its path. */
export const KINDS = {
  desk: /^\/$/,
  search: /^\/search$/,
  thread: /^\/thread\/[^/]+$/,
  matrix: /^\/thread\/[^/]+\/matrix$/,
  coverage: /^\/thread\/[^/]+\/coverage$/,
  story: /^\/story\/[^/]+$/,
  claim: /^\/claim\/[^/]+$/,
  entity: /^\/entity\/[^/]+$/,
  article: /^\/article\/[^/]+$/,
  admin: /^\/admin$/,
};

/** Returns the kind of page a path leads to, if it is a page. */
export function kindOf(path) {
  return Object.keys(KINDS).find((kind) => KINDS[kind].test(path));
}

/** Fetches a page of the site as a browser does that has set nothing; `cookies` name what it has set. */
export function get(path, { cookies = {}, headers = {}, redirect = 'manual' } = {}) {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; ');
  const all = { accept: 'text/html', 'accept-language': 'en', ...(cookie && { cookie }), ...headers };
  return fetch(ADDRESS + path, { headers: all, redirect });
}

/** Returns what the links of a page lead to inside the site: paths with their queries and anchors, in order, once each. */
export function links(html) {
  const found = [...html.matchAll(/\shref="([^"]*)"/g)].map((match) => plain(match[1]));
  return [...new Set(found.filter((href) => href.startsWith('/') && !href.startsWith('//')))];
}

/** Returns an attribute's value with its character references read. */
export function plain(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
}

/**
 * Walks the whole site without the queries of its pages.
 * Returns a map from each page's path to its kind, its HTML, its answer's status and headers, and who linked to it first.
 */
export function walk() {
  walked ??= walkOnce();
  return walked;
}

let walked;

async function walkOnce() {
  const pages = new Map();
  const queue = [{ path: '/', from: 'the desk' }];
  const seen = new Set(['/']);
  while (queue.length > 0) {
    const batch = queue.splice(0, 8);
    const answers = await Promise.all(batch.map(async ({ path, from }) => {
      const answer = await get(path);
      return { path, from, status: answer.status, headers: answer.headers, html: await answer.text() };
    }));
    for (const answer of answers) {
      pages.set(answer.path, { ...answer, kind: kindOf(answer.path) });
      for (const href of links(answer.html)) {
        const path = href.split(/[?#]/)[0];
        if (seen.has(path) || !kindOf(path)) continue;
        seen.add(path);
        queue.push({ path, from: answer.path });
      }
    }
  }
  return pages;
}

/** Returns one page of each kind: the one with the most to show, so that what can go wrong is on it. */
export async function oneOfEach() {
  const richest = new Map();
  for (const page of (await walk()).values()) {
    // Those that do not answer have a test of their own.
    if (page.status !== 200) continue;
    const known = richest.get(page.kind);
    if (!known || page.html.length > known.html.length) richest.set(page.kind, page);
  }
  return Object.keys(KINDS).filter((kind) => richest.has(kind)).map((kind) => richest.get(kind));
}

/** Returns so many pages of each kind: those with the most to show. */
export async function richest(count) {
  const pages = [];
  for (const kind of Object.keys(KINDS)) {
    const all = await every(kind);
    pages.push(...all.sort((a, b) => b.html.length - a.html.length).slice(0, count));
  }
  return pages;
}

/** Returns every page of a kind, in the order they were found. */
export async function every(kind) {
  return [...(await walk()).values()].filter((page) => page.kind === kind && page.status === 200);
}
