import type { Log } from './log.js';

const deadlineMs = 8_000;

/** Runs until SIGTERM or SIGINT, then stops in order, all of it under one deadline. */
export async function untilStopped(log: Log, stop: () => Promise<void>): Promise<void> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
  });
  log.info({ signal }, 'stopping');
  const hurry = setTimeout(() => {
    log.error('not everything stopped in time');
    process.exit(1);
  }, deadlineMs);
  await stop();
  clearTimeout(hurry);
  log.info('stopped');
  process.exit(0);
}
