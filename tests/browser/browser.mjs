// Chromium, watched: whatever a page does that it must not do fails the test that looked at it.

import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { ADDRESS } from './site.mjs';

/** The width of a small phone, in CSS pixels. */
export const PHONE = 360;

const HOST = new URL(ADDRESS || 'http://127.0.0.1').hostname;

/** Starts Chromium; the caller closes it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    // Chromium refuses to run its sandbox as root, which containers are.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-sync',
      '--disable-gpu',
      '--no-first-run',
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${HOST}`,
    ],
  });
}

/** Keeps one Chromium for the tests of a file, and returns `look`, which opens a page in it. */
export function chromiumForFile() {
  let browser;
  before(async () => {
    assert.ok(ADDRESS, 'SUTRADHAR_ADDRESS names the server: run `./dev browser`');
    browser = await launch();
  });
  after(() => browser?.close());

  /**
   * Opens `path` as somebody with these habits would, hands the page to `body`, and holds it to what holds everywhere.
   * `allow` names what this test provokes on purpose, as patterns of console messages.
   */
  return async function look(path, habits, body) {
    const { width = 1280, height = 900, scheme = 'light', lang, theme, scripts = true, allow = [], clipboard = false } = habits;
    const home = new URL(path, ADDRESS).origin;
    const context = await browser.newContext({
      baseURL: home,
      viewport: { width, height },
      colorScheme: scheme,
      javaScriptEnabled: scripts,
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ...(clipboard && { permissions: ['clipboard-read', 'clipboard-write'] }),
    });
    const faults = await watch(context, home, scripts);
    try {
      const cookies = Object.entries({ ui: lang, theme }).filter(([, value]) => value);
      await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: home })));
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const answer = await page.goto(path, { waitUntil: 'load' });
      assert.equal(answer.status(), 200, `${path} answers`);
      const result = await body(page, answer);
      const left = faults.filter((fault) => !allow.some((pattern) => pattern.test(fault)));
      assert.deepEqual(left, [], `${path} does what no page may do`);
      return result;
    } finally {
      await context.close();
    }
  };
}

/** Collects requests to anywhere else, errors of scripts and of the console, and breaches of the content security policy. */
async function watch(context, home, scripts) {
  const faults = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(`${home}/`)) return route.continue();
    faults.push(`request to ${url}`);
    return route.abort();
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => faults.push(`script: ${error.error()}`));
  context.on('response', (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== 'document') {
      faults.push(`${response.status()} for ${response.url()}`);
    }
  });
  if (scripts) {
    await context.exposeFunction('reportBreach', (what) => faults.push(`policy: ${what}`));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        globalThis.reportBreach(`${event.violatedDirective} ${event.blockedURI} on ${location.pathname}`);
      });
    });
  }
  return faults;
}

/** Returns by how many pixels the page can be scrolled sideways, and what reaches furthest. */
export function sideways(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    const wide = document.documentElement.clientWidth;
    const over = root.scrollWidth - wide;
    if (over <= 0) return null;
    const scrolls = (element) => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    };
    const far = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > wide + 1 && !scrolls(element))
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${element.textContent.trim().slice(0, 40)}”`);
    return `${over} px: ${far.join(', ')}`;
  });
}
