import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceNames } from '@klaster/contracts';
import { untilSettled } from '@klaster/testing';
import pg from 'pg';
import { build } from '../../tools/build.ts';
import type { Platform, Target } from '../../tools/platform.ts';
import { startWorld, type World } from '../world/world.ts';
import { day } from '../world/calendar.ts';
import { granted } from '../world/person.ts';
import { checkContributions } from './check-contributions.ts';
import { checkEndings } from './check-endings.ts';
import { checkJournals } from './check-journals.ts';
import { checkPromises } from './check-promises.ts';
import { checkApi, checkReadModels } from './check-reading.ts';
import { checkTenancy } from './check-tenancy.ts';
import { Endings, planStrikes } from './endings.ts';
import { Findings } from './findings.ts';
import { History } from './history.ts';
import { Inflictor } from './inflict.ts';
import { Promisers, type Scarce, tents } from './promisers.ts';
import { checkRebuild } from './rebuild.ts';
import { type Fault, nameOf, planFaults, small, whole } from './schedule.ts';
import { Sender } from './sender.ts';
import { Writers } from './writers.ts';

/**
 * npm run faults -- [--seed N] [--small]
 * Contributions are written while processes fall, stand still and lose their storage; at the end everything is compared.
 * The seed repeats schedule and requests; how they interleave is the machine's.
 */
const { values } = parseArgs({ options: { seed: { type: 'string' }, small: { type: 'boolean', default: false } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const size = values.small ? small : whole;
const writerCount = 16;
/** So many contributions may be begun beyond the place of a fault before it has happened: it meets work under way. */
const ahead = 60;
const settleMs = 180_000;
const folder = join(import.meta.dirname, '..', '..', '.klaster', 'faults', String(seed));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Three clusters, so that several shards are written at once. */
async function makePlaces(world: World): Promise<Scarce[]> {
  const make = async (name: string): Promise<Scarce> => {
    const cluster = (await world.cluster(name)) as { id: string };
    const [giver, receiver] = [await world.person(`Ala ${name}`), await world.person(`Olek ${name}`)];
    const giverId = await world.join(giver, cluster, `Fundacja ${name}`);
    const receiverId = await world.join(receiver, cluster, `Szkoła ${name}`);
    const base = `/v1/clusters/${cluster.id}`;
    const { id: offerId } = granted(await giver.post(`${base}/offers`, { category: 'tent', title: 'Namioty', sharing: 'counted', quantity: { value: String(tents), unit: 'piece' }, publish: true }));
    const { id: initiativeId } = await world.initiative({ cluster, title: 'Festyn', partners: [giver, receiver] });
    // Not enough for all that will be paid.
    const { id: contributionId } = granted(await giver.post(`${base}/contributions`, { receiver: { initiativeId }, category: 'donation', amount: { amountMinor: 2_000, currency: 'PLN' }, givenOn: day() }));
    granted(await receiver.post(`${base}/contributions/${contributionId}/confirmation`));
    const [{ id: purseId }] = granted(await giver.get(`${base}/purses`)).items;
    const hours = Array.from({ length: 6 }, (_, hour) => `${day(30)}T${String(8 + hour).padStart(2, '0')}:00:00.000Z`);
    return { clusterId: cluster.id, giver: giver.token ?? '', receiver: receiver.token ?? '', giverId, receiverId, offerId, initiativeId, purseId, hours };
  };
  return [await make('Bałuty'), await make('Górna'), await make('Widzew')];
}

/** Does what the schedule says while the writers write. */
async function strike(faults: readonly Fault[], writers: Writers, platform: Platform, history: History, onDone: (count: number) => void): Promise<void> {
  const inflictor = new Inflictor(platform);
  for (const [number, fault] of faults.entries()) {
    while (writers.progress < fault.at) await pause(2);
    await pause(fault.delayMs);
    history.add({ what: 'fault', number, fate: 'invoked', note: nameOf(fault) });
    const note = await inflictor.inflict(fault);
    history.add({ what: 'fault', number, fate: 'acknowledged', note });
    onDone(number + 1);
  }
  await Promise.all(inflictor.background);
}

async function run(world: World, platform: Platform, history: History): Promise<Findings> {
  const findings = new Findings(say);
  const places = await makePlaces(world);
  const faults = planFaults(seed, size);
  const sender = new Sender({ gatewayUrl: platform.gatewayUrl, history, seed });
  const promisers = new Promisers(sender, places, seed);
  const writers = new Writers(sender, places, seed, (number) => promisers.promise(number));
  let struck = 0;
  const mayBegin = (number: number) => number < (faults[struck]?.at ?? Infinity) + ahead;
  const startedAt = Date.now();
  await Promise.all([writers.run(size.contributions, writerCount, mayBegin), strike(faults, writers, platform, history, (count) => { struck = count; })]);
  const count = (what: Fault['what']) => faults.filter((fault) => fault.what === what).length;
  const fates = (fate: string) => writers.written.filter(({ record }) => record === fate).length;
  say(`${size.contributions} contributions by ${writerCount} writers in ${Math.round((Date.now() - startedAt) / 1000)} s: ${fates('acknowledged')} acknowledged, ${fates('unknown')} unknown, ${fates('failed')} failed`);
  say(`meanwhile ${count('kill')} × kill -9, ${count('stop')} × stopped for 1–5 s, ${count('wipe')} × NATS's storage wiped, ${count('flip')} × a bit flipped`);
  const endings = new Endings(sender, new Inflictor(platform), places[0]!, seed);
  const strikes = planStrikes(values.small ? 6 : 1);
  const endedAt = Date.now();
  await endings.run(strikes);
  say(`${endings.closed.length} of ${strikes.length} initiatives closed in ${Math.round((Date.now() - endedAt) / 1000)} s, each while a process was killed at one of its steps`);
  for (const { target, replica } of running(platform)) await platform.whenReady(target, replica);
  const admin = new pg.Client({ connectionString: platform.adminDatabaseUrl });
  // The failure of a question is told by the question.
  admin.on('error', () => undefined);
  await admin.connect();
  const settledAt = Date.now();
  await untilSettled(admin, serviceNames, settleMs).catch((error: unknown) => findings.compared('everything applied everywhere', 1, [String(error)]));
  say(`settled after ${Date.now() - settledAt} ms`);
  findings.compared('answers as they must be', writers.written.length + promisers.promised.length + strikes.length, sender.surprises);
  await checkContributions(admin, writers.written, findings);
  await checkPromises(admin, promisers.promised, findings);
  await checkEndings(admin, endings.closed, findings);
  await checkJournals(admin, findings);
  await checkReadModels(admin, findings);
  await checkTenancy(admin, platform, places.map(({ clusterId }) => clusterId), findings);
  await checkApi(admin, platform.gatewayUrl, places, findings);
  if (findings.violations.length === 0) await checkRebuild(admin, platform, findings);
  await admin.end();
  return findings;
}

const running = (platform: Platform) =>
  [...platform.processes.keys()].map((name) => {
    const [, target = name, replica = '1'] = /^(.+)-(\d+)$/.exec(name) ?? [];
    return { target: target as Target, replica: Number(replica) };
  });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await build();
say(`seed ${seed}; history and logs in ${folder}`);
const world = await startWorld({ platform: { home: join(folder, 'home'), replicas: { resources: 2, reporting: 2 }, throwAway: false } });
const history = new History(join(folder, 'history.jsonl'));
try {
  if (!world.platform) throw new Error('the faults need a platform of their own');
  const { violations } = await run(world, world.platform, history);
  for (const violation of violations) say(`✗ ${violation}`);
  say(violations.length === 0 ? 'faults: passed' : `faults: ${violations.length} violations (seed ${seed})`);
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await history.close();
  await world.stop();
}
