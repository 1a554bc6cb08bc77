import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { build } from '../../tools/build.ts';
import { type Baseline, startBaseline } from './baseline/baseline.ts';
import { Generator } from './generator/generator.ts';
import { measureOverload } from './overload.ts';
import { rssMb } from './process-usage.ts';
import { startProfile, topFunctions } from './profile.ts';
import { absolute, type Line, machineFacts, tableOf, writeResults } from './results.ts';
import { measureAvailability } from './resources/availability.ts';
import { measureBatch } from './resources/batch.ts';
import { measureMatching } from './resources/matching.ts';
import { measureRounds } from './rounds.ts';
import { benchHome, jobFor, letSettle, type Scene, setScene } from './scene.ts';
import { measureCasting } from './table/casting.ts';
import { measureClosing } from './table/closing.ts';
import { measureListing } from './table/listing.ts';
import { measureVisibility } from './visibility.ts';

/**
 * npm run bench -- [--quick] [--profile <service>]
 * Measures the platform beside a baseline, in turn, on the same PostgreSQL with fsync on, and writes bench/results.json.
 */
const root = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, profile: { type: 'string' } } });
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function measureAll(scene: Scene, baseline: Baseline, generator: Generator): Promise<Line[]> {
  const [rounds, durationMs] = values.quick ? [2, 2_000] : [5, 6_000];
  const { lines, peak } = await measureRounds({ scene, baseline, generator, rounds, durationMs, log: say });
  const visibility = await measureVisibility(scene, generator, peak, durationMs);
  const casting = await measureCasting({ scene, baseline, generator, rounds, durationMs, log: say });
  const closing = await measureClosing(scene, rounds, say);
  const listing = await measureListing(scene, generator, rounds, durationMs, say);
  const availability = await measureAvailability(scene, generator, rounds, durationMs, say);
  const batch = await measureBatch(scene, rounds, say);
  const matching = await measureMatching(scene, generator, rounds, durationMs, say);
  const overload = await measureOverload(scene, generator, peak, durationMs);
  const servers = new Set(['postgres', 'nats']);
  const memory = [...scene.platform.processes].map(([name, { pid }]) => absolute(`memory after the bench: ${name}`, 'MB', rssMb(pid ?? 0), servers.has(name) ? undefined : ['<', 150]));
  return [...lines, ...visibility, ...casting, ...closing, ...listing, ...availability, ...batch, ...matching, ...overload, ...memory];
}

/** Records for a while with one process under the profiler. */
async function profile(scene: Scene, generator: Generator, name: string): Promise<void> {
  const pid = scene.platform.processes.get(name)?.pid;
  if (!pid) throw new Error(`no process is called ${name}`);
  await generator.run(jobFor(scene, scene.gatewayPort, { method: 'POST', durationMs: 3_000 }));
  const stop = await startProfile(pid);
  await generator.run(jobFor(scene, scene.gatewayPort, { method: 'POST', durationMs: 5_000 }));
  const taken = await stop();
  const folder = join(root, '.klaster', 'profiles');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${new Date().toISOString().replaceAll(':', '-')}.cpuprofile`);
  writeFileSync(file, JSON.stringify(taken));
  say(`Self time of ${name} while recording, in percent of its working time (${file}):`);
  for (const { name: called, percent } of topFunctions(taken, 25)) say(`${percent.toFixed(1).padStart(6)}  ${called}`);
  await letSettle(scene);
}

async function versionOfPostgres({ platform }: Scene): Promise<string> {
  const admin = new pg.Client({ connectionString: platform.adminDatabaseUrl });
  await admin.connect();
  const { rows } = await admin.query<{ server_version: string; fsync: string }>(`SELECT current_setting('server_version') AS server_version, current_setting('fsync') AS fsync`);
  await admin.end();
  if (rows[0]?.fsync !== 'on') throw new Error('figures without fsync would be worth nothing');
  return rows[0].server_version;
}

// Figures of yesterday's data are not comparable with figures of today's.
rmSync(benchHome, { recursive: true, force: true });
await build();
const scene = await setScene();
const generator = new Generator();
let baseline: Baseline | undefined;
try {
  const postgres = await versionOfPostgres(scene);
  if (values.profile) {
    await profile(scene, generator, values.profile);
  } else {
    baseline = await startBaseline(scene.platform.adminDatabaseUrl);
    const lines = [...(await measureAll(scene, baseline, generator)), ...machineFacts(postgres)];
    say(tableOf(lines));
    const file = join(root, 'bench', 'results.json');
    writeResults(file, lines);
    const missed = lines.filter(({ met }) => met === false);
    say(`${lines.filter(({ met }) => met).length} goals met, ${missed.length} missed; written to ${file}`);
  }
} finally {
  generator.stop();
  baseline?.stop();
  await scene.world.stop();
}
