import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { type DemoRecord, describeAccounts } from './demo/demo-record.ts';
import { loadDemo } from './demo/load-demo.ts';
import type { Platform } from './platform.ts';
import { planFixedPorts } from './ports.ts';
import type { Progress } from './progress.mjs';
import type { Settings } from './settings.ts';
import { type Reporter, startPlatform } from './start-platform.ts';

interface Mark {
  readonly demo: 'loaded' | 'left out';
}

/** All of `npm start`: build, start, fill new data, say where everything is. */
export async function bringUp(settings: Settings, progress: Progress, signal: AbortSignal): Promise<Platform> {
  progress.doing('Building');
  await build();
  const platform = await startPlatform({ ...settings, ports: planFixedPorts(settings.replicas, settings.chosenPorts), report: progress, signal });
  // A loading that is cut short fails for want of a platform.
  signal.addEventListener('abort', () => void platform.stop());
  try {
    const demo = await settleIn(platform, settings.empty, progress, signal);
    progress.rest();
    for (const line of describe(platform, { demo, operatorLink: settings.empty })) progress.line(line);
    return platform;
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

/**
 * Fills new data with the demo federation, once; a loading cut short is taken up again at the next start. Answers with
 * whether the demo is there.
 */
async function settleIn(platform: Platform, empty: boolean, report: Reporter, signal: AbortSignal): Promise<boolean> {
  const file = join(platform.home, 'first-start.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as Mark).demo === 'loaded';
  if (!empty) {
    const startedAt = Date.now();
    report.doing('Loading the demo federation');
    await loadDemo(platform, { report, signal });
    if (existsSync(demoFile(platform))) report.done('Demo federation loaded', Date.now() - startedAt);
  }
  writeFileSync(file, `${JSON.stringify({ demo: empty ? 'left out' : 'loaded' } satisfies Mark)}\n`);
  return !empty;
}

/** The lines that say where everything is, for people. */
function describe(platform: Platform, { demo, operatorLink }: { demo: boolean; operatorLink: boolean }): string[] {
  const lines = ['', `  Gateway    ${platform.gatewayUrl}`, `  Identity   ${platform.issuerUrl}`, `  Data       ${platform.home}`];
  if (operatorLink) lines.push('', `  The first operator signs up here, once: ${platform.issuerUrl}/sign-up?code=${platform.operatorCode}`);
  if (demo) lines.push(...demoLines(platform));
  return [...lines, '', 'Ctrl-C stops everything.'];
}

function demoLines(platform: Platform): string[] {
  const file = demoFile(platform);
  return existsSync(file) ? ['', ...describeAccounts(JSON.parse(readFileSync(file, 'utf8')) as DemoRecord, file)] : [];
}

const demoFile = (platform: Platform) => join(platform.home, 'demo.json');
