import { day } from '../../world/calendar.ts';
import type { Aim, Outcome } from '../generator/job.ts';
import { compared, type Line } from '../results.ts';
import type { RoundsOptions } from '../rounds.ts';
import { jobFor, letSettle, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import type { Person } from '../../world/world.ts';

/** So many initiatives are written into, one after the other. */
const several = 64;

/** What is written of an initiative most often, beside the baseline's write. */
const writes = [
  { what: 'recording a cost', collection: 'costs', body: () => ({ amount: { amountMinor: 12_345, currency: 'PLN' }, incurredOn: day(), description: 'Sadzonki, partia {n}' }) },
  { what: 'adding a task', collection: 'tasks', body: (memberId: string) => ({ title: 'Zadanie {n}', responsible: [memberId], accountable: memberId, due: day(30) }) },
  { what: 'naming a risk', collection: 'risks', body: (memberId: string) => ({ title: 'Ryzyko {n}', likelihood: 2, impact: 3, owner: memberId, response: 'accept' }) },
] as const;

export async function measureWriting(options: RoundsOptions): Promise<Line[]> {
  const { scene } = options;
  const cluster = await scene.world.cluster('Klaster piszący');
  const [first, other] = [await scene.world.person('Pisząca'), await scene.world.person('Drugi')];
  const memberId = await scene.world.join(first, cluster, 'Piszący partner');
  await scene.world.join(other, cluster, 'Drugi partner');
  const ids: string[] = [];
  for (let count = 0; count < several; count += 1) ids.push((await scene.world.initiative({ cluster, title: `Inicjatywa ${count}`, partners: [first, other] })).id);
  const lines: Line[] = [];
  for (const { what, collection, body } of writes) {
    lines.push(...(await measureWrite(options, what, aimsAt(first, cluster.id, ids, collection), JSON.stringify(body(memberId)))));
  }
  return lines;
}

const aimsAt = ({ token = '' }: Person, clusterId: string, ids: readonly string[], collection: string): Aim[] =>
  ids.map((id) => ({ path: `/v1/clusters/${clusterId}/initiatives/${id}/${collection}`, headers: { authorization: `Bearer ${token}` } }));

async function measureWrite({ scene, baseline, generator, rounds, durationMs, log }: RoundsOptions, what: string, aims: readonly Aim[], body: string): Promise<Line[]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const slowest: (readonly [ours: number, theirs: number])[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const written = await generator.run({ ...postJob(scene, scene.gatewayPort, durationMs), body, each: aims });
    await letSettle(scene);
    const recorded = await generator.run(postJob(scene, baseline.port, durationMs));
    ours.push(rate(what, written));
    theirs.push(rate('the baseline', recorded));
    slowest.push([written.byStatus['201']!.p99, recorded.byStatus['201']!.p99]);
    log(`${what}, round ${round}: ours ${ours.at(-1)!.toFixed(0)}/s p99 ${slowest.at(-1)![0].toFixed(0)} ms, baseline ${theirs.at(-1)!.toFixed(0)}/s`);
  }
  return [
    compared(`${what}, 32 connections, ${several} initiatives`, 'requests/s', median(ours), median(theirs), ['≥', 0.8]),
    compared(`${what}, p99`, 'ms', median(slowest.map(([mine]) => mine)), median(slowest.map(([, base]) => base)), ['<', 3]),
  ];
}

const postJob = (scene: Scene, port: number, durationMs: number) => jobFor(scene, port, { method: 'POST', durationMs });

function rate(what: string, { byStatus, seconds }: Outcome): number {
  const others = Object.entries(byStatus).filter(([status]) => status !== '201');
  if (others.length > 0) throw new Error(`${what} was answered ${others.map(([status, { count }]) => `${count} × ${status}`).join(', ')}`);
  return (byStatus['201']?.count ?? 0) / seconds;
}
