import pg from 'pg';
import type { Baseline } from './baseline/baseline.ts';
import type { Generator } from './generator/generator.ts';
import type { Outcome } from './generator/job.ts';
import { cpuMs } from './process-usage.ts';
import { absolute, compared, type Line } from './results.ts';
import { jobFor, letSettle, type Scene } from './scene.ts';
import { median } from './statistics.ts';

export interface RoundsOptions {
  readonly scene: Scene;
  readonly baseline: Baseline;
  readonly generator: Generator;
  readonly rounds: number;
  readonly durationMs: number;
  readonly log: (text: string) => void;
}

interface Pair {
  readonly ours: Outcome;
  readonly baseline: Outcome;
  readonly cpuMsPerRequest: Readonly<Record<string, number>>;
}

const rate = ({ byStatus, seconds }: Outcome, status: number) => (byStatus[status]?.count ?? 0) / seconds;
const p99 = ({ byStatus }: Outcome, status: number) => byStatus[status]?.p99 ?? Number.POSITIVE_INFINITY;
const across = (pairs: readonly Pair[], of: (pair: Pair) => number) => median(pairs.map(of));

/** Recording, ours and the baseline's in turn. Answers the figures and the greatest rate. */
export async function measureRecording(options: RoundsOptions): Promise<{ lines: Line[]; peak: number }> {
  const recording = await runRounds(options, 'POST', 201);
  const peak = across(recording, ({ ours }) => rate(ours, 201));
  const names = Object.keys(recording[0]?.cpuMsPerRequest ?? {});
  return {
    peak,
    lines: [
      compared('recording a contribution, 32 connections', 'requests/s', peak, across(recording, ({ baseline }) => rate(baseline, 201)), ['≥', 0.9]),
      compared('recording a contribution, p99', 'ms', across(recording, ({ ours }) => p99(ours, 201)), across(recording, ({ baseline }) => p99(baseline, 201)), ['<', 3]),
      ...names.map((name) => absolute(`processor time per recording: ${name}`, 'ms', across(recording, ({ cpuMsPerRequest }) => cpuMsPerRequest[name] ?? 0))),
    ],
  };
}

/** Lists of what was recorded, ours and the baseline's in turn. */
export async function measureReading(options: RoundsOptions): Promise<Line[]> {
  await analyze(options.scene);
  const listing = await runRounds(options, 'GET', 200);
  return [compared('listing 50 contributions, 32 connections', 'requests/s', across(listing, ({ ours }) => rate(ours, 200)), across(listing, ({ baseline }) => rate(baseline, 200)), ['≥', 0.7])];
}

async function runRounds(options: RoundsOptions, method: 'GET' | 'POST', expected: number): Promise<Pair[]> {
  const { rounds, scene, baseline, generator, durationMs, log } = options;
  const pairs: Pair[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const before = usage(options);
    const ours = await generator.run(jobFor(scene, scene.gatewayPort, { method, durationMs }));
    await letSettle(scene);
    const between = usage(options);
    const theirs = await generator.run(jobFor(scene, baseline.port, { method, durationMs }));
    const after = usage(options);
    for (const [who, outcome] of [['ours', ours], ['baseline', theirs]] as const) refuseOtherAnswers(who, outcome, expected);
    const cpuMsPerRequest = {
      ...Object.fromEntries(Object.keys(before).filter((name) => name !== 'baseline').map((name) => [name, (between[name]! - before[name]!) / ours.sentInAll])),
      'baseline (its server)': (after['baseline']! - between['baseline']!) / theirs.sentInAll,
      'baseline (its PostgreSQL)': (after['postgres']! - between['postgres']!) / theirs.sentInAll,
    };
    pairs.push({ ours, baseline: theirs, cpuMsPerRequest });
    log(`${method} round ${round}: ours ${rate(ours, expected).toFixed(0)}/s p99 ${p99(ours, expected).toFixed(0)} ms, baseline ${rate(theirs, expected).toFixed(0)}/s p99 ${p99(theirs, expected).toFixed(0)} ms, generator ${ours.generatorCores.toFixed(2)} cores`);
  }
  return pairs;
}

/** A figure made of refusals would be a good one for nothing. */
function refuseOtherAnswers(who: string, { byStatus }: Outcome, expected: number): void {
  const others = Object.entries(byStatus).filter(([status]) => Number(status) !== expected);
  if (others.length > 0) throw new Error(`${who} answered ${others.map(([status, { count }]) => `${count} × ${status}`).join(', ')} instead of ${expected}`);
}

const usage = ({ scene, baseline }: RoundsOptions): Record<string, number> => ({
  ...Object.fromEntries([...scene.platform.processes].map(([name, { pid }]) => [name, cpuMs(pid ?? 0)])),
  baseline: cpuMs(baseline.pid),
});

/** Both sides' tables were empty a minute ago: their statistics are made now, as autovacuum makes them a minute later. */
async function analyze({ platform }: Scene): Promise<void> {
  const admin = new pg.Client({ connectionString: platform.adminDatabaseUrl });
  await admin.connect();
  await admin.query('ANALYZE');
  await admin.end();
}
