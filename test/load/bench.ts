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
import { measureLarge } from './initiatives/opening.ts';
import { measureWriting } from './initiatives/writing.ts';
import { measureAvailability } from './resources/availability.ts';
import { measureBatch } from './resources/batch.ts';
import { measureMatching } from './resources/matching.ts';
import { measureReading, measureRecording } from './rounds.ts';
import { benchHome, jobFor, letSettle, type Scene, setScene } from './scene.ts';
import { measureCasting } from './table/casting.ts';
import { measureClosing } from './table/closing.ts';
import { measureListing } from './table/listing.ts';
import { measureVisibility } from './visibility.ts';

/**
 * npm run bench -- [--quick] [--only <part>,…] [--profile <service>]
 * Measures the platform beside a baseline, in turn, on the same PostgreSQL with fsync on, and writes bench/results.json;
 * with --only some parts of it (recording, listing, visibility, casting, closing, members, availability, batch, matching, initiatives, writing, overload, memory), and writes nothing.
 */
const root = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, profile: { type: 'string' } } });
const wanted = values.only?.split(',');
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function measureAll(scene: Scene, baseline: Baseline, generator: Generator): Promise<Line[]> {
  const [rounds, durationMs] = values.quick ? [2, 2_000] : [5, 6_000];
  const options = { scene, baseline, generator, rounds, durationMs, log: say };
  let recorded: ReturnType<typeof measureRecording> | undefined;
  // Others list what was recorded, or go by how fast it was.
  const recording = () => (recorded ??= measureRecording(options));
  const parts: Readonly<Record<string, () => Promise<Line[]>>> = {
    recording: async () => (await recording()).lines,
    listing: async () => (await recording()) && measureReading(options),
    visibility: async () => measureVisibility(scene, generator, (await recording()).peak, durationMs),
    casting: () => measureCasting(options),
    closing: () => measureClosing(scene, rounds, say),
    members: () => measureListing(scene, generator, rounds, durationMs, say),
    availability: () => measureAvailability(scene, generator, rounds, durationMs, say),
    batch: () => measureBatch(scene, rounds, say),
    matching: () => measureMatching(scene, generator, rounds, durationMs, say),
    initiatives: () => measureLarge(scene, generator, rounds, durationMs, say),
    writing: () => measureWriting(options),
    overload: async () => measureOverload(scene, generator, (await recording()).peak, durationMs),
    memory: async () => memoryOf(scene),
  };
  const chosen = wanted ?? Object.keys(parts);
  const lines: Line[] = [];
  for (const part of chosen) {
    const measure = parts[part];
    if (!measure) throw new Error(`no part of the bench is called ${part}; there are ${Object.keys(parts).join(', ')}`);
    lines.push(...(await measure()));
  }
  return lines;
}

function memoryOf({ platform }: Scene): Line[] {
  const servers = new Set(['postgres', 'nats']);
  return [...platform.processes].map(([name, { pid }]) => absolute(`memory after the bench: ${name}`, 'MB', rssMb(pid ?? 0), servers.has(name) ? undefined : ['<', 150]));
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
    if (!wanted) writeResults(file, lines);
    const missed = lines.filter(({ met }) => met === false);
    say(`${lines.filter(({ met }) => met).length} goals met, ${missed.length} missed${wanted ? '' : `; written to ${file}`}`);
  }
} finally {
  generator.stop();
  baseline?.stop();
  await scene.world.stop();
}
