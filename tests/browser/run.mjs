// Runs the browser tests: `node run.mjs PROGRAM [FILE or option of node --test …]`.
//
// One server with the demo pages serves all of them; it is stopped whatever comes of the tests.

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { serve } from './served.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [program, ...given] = process.argv.slice(2);
if (!program) {
  console.error('usage: node run.mjs PROGRAM [FILE or option of node --test …]');
  process.exit(2);
}

const files = given.filter((word) => word.endsWith('.mjs'));
const options = given.filter((word) => !word.endsWith('.mjs'));
const all = (await readdir(here)).filter((name) => name.endsWith('.test.mjs')).sort();
const chosen = (files.length > 0 ? files.map((file) => file.split('/').at(-1)) : all).map((name) => join(here, name));

const server = await serve(resolve(program));
let code = 1;
try {
  // One file at a time: each brings a browser, which keeps the cores busy by itself.
  const args = ['--test', '--test-concurrency=1', '--test-reporter=spec', ...options, ...chosen];
  const tests = spawn(process.execPath, args, { env: { ...process.env, SUTRADHAR_ADDRESS: server.address }, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tests.kill(signal));
  code = await new Promise((done) => tests.once('exit', (status) => done(status ?? 1)));
} finally {
  await server.stop();
}
process.exit(code);
