// Takes a picture of every kind of page: `node screenshots.mjs PROGRAM FOLDER [KIND …]`.
//
// Each in light and dark, in both languages, as wide as a desk and as a phone, and as it prints. They are for looking at, not for comparing.

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { serve } from './served.mjs';

const [program, folder, ...kinds] = process.argv.slice(2);
if (!program || !folder) {
  console.error('usage: node screenshots.mjs PROGRAM FOLDER [KIND …]');
  process.exit(2);
}

const server = process.env.SUTRADHAR_ADDRESS ? null : await serve(resolve(program));
process.env.SUTRADHAR_ADDRESS ??= server.address;
// Read only now, because they take the address from the environment.
const { launch, PHONE } = await import('./browser.mjs');
const { ADDRESS, oneOfEach, links } = await import('./site.mjs');

const WIDTHS = [1280, PHONE];

try {
  await mkdir(folder, { recursive: true });
  const pages = (await oneOfEach()).map(({ kind, path }) => ({ name: kind, path: kind === 'search' ? '/search?q=Velmora' : path }));
  const passage = (await oneOfEach()).flatMap(({ html }) => links(html)).find((href) => /[?&]at=/.test(href));
  pages.push({ name: 'passage', path: passage }, { name: 'nothing-found', path: '/search?q=zzqqxxyyww' }, { name: 'problem', path: '/thread/nothing' });
  const browser = await launch();
  try {
    for (const width of WIDTHS) {
      for (const scheme of ['light', 'dark']) {
        for (const lang of ['en', 'hi']) {
          const context = await browser.newContext({ baseURL: ADDRESS, viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: 'reduce' });
          await context.addCookies([{ name: 'ui', value: lang, url: ADDRESS }]);
          const page = await context.newPage();
          for (const { name, path } of pages.filter(({ name }) => kinds.length === 0 || kinds.includes(name))) {
            await page.goto(path);
            await page.evaluate(() => document.fonts.ready);
            await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}-${lang}.png`), fullPage: !path.includes('#') });
            if (width > PHONE && scheme === 'light') {
              await page.pdf({ path: join(folder, `${name}-print-${lang}.pdf`), preferCSSPageSize: true });
            }
          }
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
  }
  console.error(`the pictures are in ${folder}`);
} finally {
  await server?.stop();
}
