// A running server with the demo pages, on a free port of this machine.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const PATIENCE = 120_000;

/**
 * Starts the program's server and waits until it prints its address.
 * Returns the address without a slash at its end, and `stop`, which ends this one process and removes its files.
 */
export async function serve(program, args = ['demo', '--serve', '--port', '0', '--rate', '0']) {
  const home = await mkdtemp(join(tmpdir(), 'sutradhar-browser-'));
  // Nothing of the person who runs the tests reaches the program: no settings, no library, no token.
  const env = { PATH: process.env.PATH, HOME: home, TMPDIR: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    }
    await rm(home, { recursive: true, force: true });
  };
  try {
    return { address: await addressOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`the server printed no address:\n${said}`)), PATIENCE);
    const hear = (piece) => {
      said = (said + piece).slice(-20_000);
      const found = /http:\/\/(?:127\.0\.0\.1|\[::1\]):\d+(?=\/)/.exec(said);
      if (found) {
        clearTimeout(late);
        resolve(found[0]);
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code}:\n${said}`));
    });
  });
}
