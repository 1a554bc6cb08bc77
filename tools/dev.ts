import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './build.ts';
import { bringUp } from './first-start.ts';
import { keepRunning, reportFailure } from './foreground.ts';
import type { Platform } from './platform.ts';
import { processNames } from './processes.ts';
import { Progress } from './progress.mjs';
import { readSettings } from './settings.ts';
import { findStale, readWorkspace, takeFingerprints } from './workspace.ts';

/** An editor writes in several steps, a branch change in many: what comes within this time is one change. */
const settleMs = 150;

const progress = new Progress();
const workspace = readWorkspace(root);

/** Builds after each change and restarts what the build has changed: one round after the other, never two at once. */
class Rebuilder {
  private readonly platform: Platform;
  private known = takeFingerprints(root, workspace);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rounds: Promise<void> = Promise.resolve();

  constructor(platform: Platform) {
    this.platform = platform;
  }

  changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.rounds = this.rounds.then(() => this.round()).catch((error: Error) => progress.line(`✗ ${error.message}`));
    }, settleMs);
  }

  private async round(): Promise<void> {
    await build();
    const now = takeFingerprints(root, workspace);
    const stale = new Set(findStale(workspace, this.known, now));
    this.known = now;
    for (const process of processNames.filter((name) => stale.has(name))) {
      const startedAt = Date.now();
      await this.platform.restart(process);
      progress.done(`${process} restarted`, Date.now() - startedAt);
    }
  }
}

/** Watches the sources of all apps and libs. (The compiler's own `-b --watch` of 7.0.2 does not see changes.) */
function watchSources(onChange: () => void): () => void {
  const folders = workspace.map(({ kind, name }) => join(root, `${kind}s`, name, 'src')).filter((folder) => existsSync(folder));
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, onChange));
  return () => watchers.forEach((watcher) => watcher.close());
}

try {
  const settings = readSettings(root, process.env, process.argv.slice(2));
  await keepRunning(progress, async (signal) => {
    const platform = await bringUp(settings, progress, signal);
    const rebuilder = new Rebuilder(platform);
    const endWatch = watchSources(() => rebuilder.changed());
    progress.line('Watching the sources: what changes is built and restarted.');
    return {
      stop: () => {
        endWatch();
        return platform.stop();
      },
    };
  });
} catch (error) {
  progress.rest();
  reportFailure(error, root);
}
