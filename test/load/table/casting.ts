import type { Baseline } from '../baseline/baseline.ts';
import type { Generator } from '../generator/generator.ts';
import type { Aim, Outcome } from '../generator/job.ts';
import { cpuMs } from '../process-usage.ts';
import { absolute, compared, type Line } from '../results.ts';
import { jobFor, letSettle, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { timeOrderedId } from '../baseline/time-ordered-id.ts';
import type { Person } from '../../world/world.ts';

export interface CastingOptions {
  readonly scene: Scene;
  readonly baseline: Baseline;
  readonly generator: Generator;
  readonly rounds: number;
  readonly durationMs: number;
  readonly log: (text: string) => void;
}

const seats = 32;
/** So many matters are voted on at a time: the seats come one after the other and cast a ballot in each. */
const mattersAtOnce = 50;
/** More ballots than any machine of ours casts in the time of a round. */
const ballotsPerMillisecond = 4;

/** Each request casts another blank ballot, beside the baseline's write. */
export async function measureCasting({ scene, baseline, generator, rounds, durationMs, log }: CastingOptions): Promise<Line[]> {
  const voters = await seatVoters(scene);
  const ours: number[] = [];
  const theirs: number[] = [];
  const costs: Readonly<Record<string, number>>[] = [];
  const slowest: (readonly [ours: number, theirs: number])[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const aims = await handOutBallots(scene, voters, Math.ceil((ballotsPerMillisecond * (durationMs + 500)) / seats));
    const before = usage(scene);
    const cast = await generator.run({
      ...jobFor(scene, scene.gatewayPort, { method: 'POST', durationMs }), method: 'PUT', headers: { 'content-type': 'application/json', 'if-match': '"1"' }, body: '{"choice":{"vote":"yes"}}', keyPrefix: undefined, each: aims,
    });
    if (cast.sentInAll > aims.length) throw new Error('there were not enough blank ballots for a round');
    await letSettle(scene);
    costs.push(perRequest(before, usage(scene), cast.sentInAll));
    const recorded = await generator.run(jobFor(scene, baseline.port, { method: 'POST', durationMs }));
    ours.push(rate(cast, 200));
    theirs.push(rate(recorded, 201));
    slowest.push([cast.byStatus['200']!.p99, recorded.byStatus['201']!.p99]);
    log(`ballots round ${round}: ours ${ours.at(-1)!.toFixed(0)}/s p99 ${slowest.at(-1)![0].toFixed(0)} ms, baseline ${theirs.at(-1)!.toFixed(0)}/s`);
  }
  return [
    compared('casting a ballot, 32 connections', 'requests/s', median(ours), median(theirs), ['≥', 0.8]),
    ...Object.keys(costs[0] ?? {}).map((name) => absolute(`processor time per ballot: ${name}`, 'ms', median(costs.map((cost) => cost[name] ?? 0)))),
    compared('casting a ballot, p99', 'ms', median(slowest.map(([cast]) => cast)), median(slowest.map(([, recorded]) => recorded)), ['<', 3]),
  ];
}

const usage = ({ platform }: Scene): Record<string, number> => Object.fromEntries([...platform.processes].map(([name, { pid }]) => [name, cpuMs(pid ?? 0)]));

const perRequest = (before: Record<string, number>, after: Record<string, number>, requests: number): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / requests]));

function rate({ byStatus, seconds }: Outcome, expected: number): number {
  const others = Object.entries(byStatus).filter(([status]) => Number(status) !== expected);
  if (others.length > 0) throw new Error(`answered ${others.map(([status, { count }]) => `${count} × ${status}`).join(', ')} instead of ${expected}`);
  return (byStatus[expected]?.count ?? 0) / seconds;
}

interface Voter {
  readonly memberId: string;
  readonly token: string;
}
interface Voters {
  readonly clusterId: string;
  readonly each: readonly Voter[];
}

async function seatVoters({ world }: Scene): Promise<Voters> {
  const cluster = await world.cluster('Klaster głosujący');
  const each: Voter[] = [];
  for (let seat = 0; seat < seats; seat += 1) {
    const person: Person = await world.person(`Wyborca ${String.fromCharCode(97 + (seat % 26)).repeat(1 + Math.floor(seat / 26))}`);
    each.push({ memberId: await world.join(person, cluster, `Podmiot ${seat}`), token: person.token ?? '' });
  }
  return { clusterId: cluster.id, each };
}

/** Opens matters as the platform would leave them, and answers where each of their ballots is cast. */
async function handOutBallots({ world }: Scene, { clusterId, each }: Voters, matters: number): Promise<Aim[]> {
  const sql = await world.sql('postgres');
  // The guards of these tables look for others by their bare names, as the service's own role does.
  await sql.query('SET search_path = membership, public');
  const ids = Array.from({ length: matters }, () => timeOrderedId());
  await sql.query(openMatters, [clusterId, ids, each[0]!.memberId, each.length]);
  await sql.query(blankBallots, [clusterId, ids, each.map(({ memberId }) => memberId)]);
  await sql.query('ANALYZE membership.matter, membership.ballot');
  const aim = (matterId: string, { token }: Voter): Aim => ({ path: `/v1/clusters/${clusterId}/matters/${matterId}/ballot`, headers: { authorization: `Bearer ${token}` } });
  const sittings = Array.from({ length: Math.ceil(ids.length / mattersAtOnce) }, (_, sitting) => ids.slice(sitting * mattersAtOnce, (sitting + 1) * mattersAtOnce));
  return sittings.flatMap((open) => each.flatMap((voter) => open.map((matterId) => aim(matterId, voter))));
}

/** As the service writes instants: in milliseconds. */
export const instant = `date_trunc('milliseconds', now())`;

export const counting = (method: string, options: readonly string[]): string =>
  JSON.stringify({ method, majority: 'simple', quorum: { numerator: 1, denominator: 2 }, options, places: 1, fewestBallots: 0 });

const openMatters = `
INSERT INTO membership.matter (id, version, cluster_id, kind, state, revision, title, text, options, places, method, majority, secret, about, put_by, put_at,
  deliberation_from, voting_opens_at, voting_closes_at, voting_opened_at, charter_number, counting, electorate)
SELECT id, 3, $1, 'resolution', 'voting', 1, 'Sprawa', 'Treść', '[]', 1, 'majority', 'simple', false, '{}', $3, ${instant}, ${instant}, ${instant}, ${instant} + interval '1 day', ${instant}, 1,
       '${counting('majority', [])}', $4 FROM unnest($2::uuid[]) AS id`;
const blankBallots = `
INSERT INTO membership.ballot (matter_id, member_id, cluster_id, secret)
SELECT matter, member, $1, false FROM unnest($2::uuid[]) AS matter, unnest($3::uuid[]) AS member`;
