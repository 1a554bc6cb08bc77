import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import type { Progress } from './progress.mjs';

/** Two Ctrl-C within this time are one: a terminal sends it to every process of the command. */
const sameMs = 1_000;
const parentPollMs = 1_000;

interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Starts something, keeps the process alive while it runs, and stops it on Ctrl-C, on a signal, when the terminal goes
 * away or when the command that started us is killed. A second Ctrl-C ends at once; what is left then is cleared up at
 * the next start.
 */
export async function keepRunning(progress: Progress, start: (signal: AbortSignal) => Promise<Stoppable>): Promise<void> {
  const abort = new AbortController();
  const stopped = new Promise<void>((resolve) => abort.signal.addEventListener('abort', () => resolve()));
  watchForEnd(abort);
  // Nobody reads any more (`npm start | head`): that is no reason to fall.
  process.stdout.on('error', () => undefined);
  let running: Stoppable;
  try {
    running = await start(abort.signal);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    progress.rest();
    progress.line('Stopped before it was up.');
    process.exit(130);
  }
  // Nothing else needs to hold the process: this does until somebody ends it.
  const hold = setInterval(() => undefined, 1 << 30);
  await stopped;
  clearInterval(hold);
  const startedAt = Date.now();
  progress.doing('Stopping');
  await running.stop();
  progress.done('Stopped', Date.now() - startedAt);
  progress.rest();
  process.exit(0);
}

function watchForEnd(abort: AbortController): void {
  let firstAt = 0;
  const end = () => {
    if (firstAt !== 0 && Date.now() - firstAt > sameMs) process.exit(130);
    if (firstAt === 0) firstAt = Date.now();
    abort.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && firstAt === 0) end();
  }, parentPollMs).unref();
}

/** One line for the user; what only a developer can use goes to a file. */
export function reportFailure(error: unknown, root: string): void {
  process.exitCode = 1;
  if (error instanceof Failure) {
    process.stderr.write(`✗ ${error.message}\n`);
    return;
  }
  const folder = join(root, '.klaster', 'logs');
  const file = join(folder, 'failure.log');
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${details}\n`);
    process.stderr.write(`✗ ${details.split('\n')[0]} (details in ${file})\n`);
  } catch {
    process.stderr.write(`✗ ${details.split('\n')[0]}\n`);
  }
}
