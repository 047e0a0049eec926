// The watch that all other tests rely on sees what it is there to see: each of these pages does one thing wrong.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { PHONE, chromiumForFile, sideways } from './browser.mjs';

const look = chromiumForFile();

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
const WRONG = {
  'a request elsewhere': { body: '<img src="http://elsewhere.example/a.png" alt="">', policy: "default-src 'self' *", sees: /request to http:\/\/elsewhere\.example/ },
  'a request that the policy stops': { body: '<img src="http://elsewhere.example/a.png" alt="">', sees: /policy: img-src|console: /i },
  'a script in the page': { body: '<script>document.title = "run"</script>', sees: /policy: script-src/ },
  'a style in the page': { body: '<p style="color:red">x</p>', sees: /policy: style-src/ },
  'an error of a script': { body: '<script src="/fails.js"></script>', sees: /script: .*on purpose/ },
  'a complaint in the console': { body: '<script src="/complains.js"></script>', sees: /console: complaint on purpose/ },
  'a picture that is not there': { body: '<img src="/gone.png" alt="">', sees: /404 for .*gone\.png/ },
};
const SCRIPTS = { '/fails.js': 'throw new Error("fails on purpose")', '/complains.js': 'console.error("complaint on purpose")' };

let server;
let home;

before(async () => {
  const pages = new Map(Object.values(WRONG).map((wrong, at) => [`/${at}`, wrong]));
  pages.set('/fine', { body: '<p>Fine.</p>' }).set('/wide', { body: '<table><tr><td><img width="900" height="9" alt=""></td></tr></table>' });
  server = createServer((request, response) => {
    const path = request.url.split('?')[0];
    if (SCRIPTS[path]) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(SCRIPTS[path]);
    const page = pages.get(path);
    if (!page) return response.writeHead(path === '/favicon.ico' ? 204 : 404).end(path === '/gone' ? 'gone' : undefined);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': page.policy ?? POLICY });
    return response.end(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>x</title><main>${page.body}</main></html>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  home = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

Object.entries(WRONG).forEach(([name, { sees }], at) => {
  test(`sees ${name}`, async () => {
    await assert.rejects(look(`${home}/${at}`, {}, (page) => page.waitForTimeout(150)), sees);
  });
});

test('leaves a page in peace that does nothing wrong', async () => {
  await look(`${home}/fine`, {}, async (page) => assert.equal(await sideways(page), null));
});

test('sees a page that is too wide for a phone', async () => {
  await look(`${home}/wide`, { width: PHONE }, async (page) => assert.match(await sideways(page), /^\d+ px: .*/));
});

test('sees an answer that is not 200', async () => {
  await assert.rejects(look(`${home}/gone`, {}, () => {}), /answers/);
});
