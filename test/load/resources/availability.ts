import type { Generator } from '../generator/generator.ts';
import { absolute, type Line } from '../results.ts';
import { jobFor, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { day } from '../../world/calendar.ts';
import { granted } from '../../world/world.ts';

const reservations = 2_000;
/** One at a time for the goal; several beside each other fill two cores, and wait for each other. */
const connections = [1, 4] as const;

/** What is free over a year of things that many have reserved: so many at a time, on every day. */
export async function measureAvailability(scene: Scene, generator: Generator, rounds: number, durationMs: number, log: (text: string) => void): Promise<Line[]> {
  const job = { ...jobFor(scene, scene.gatewayPort, { method: 'GET', durationMs }), ...(await reserve(scene)) };
  const slowest = new Map(connections.map((count) => [count, [] as number[]]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [count, p99s] of slowest) {
      const { byStatus } = await generator.run({ ...job, connections: count });
      if (Object.keys(byStatus).join() !== '200') throw new Error(`availability was answered ${Object.keys(byStatus).join()}`);
      p99s.push(byStatus['200']!.p99);
      log(`availability round ${round}, ${count} connections: p50 ${byStatus['200']!.p50.toFixed(1)} ms, p99 ${p99s.at(-1)!.toFixed(1)} ms`);
    }
  }
  const what = `free capacity over a year with ${reservations} reservations`;
  return [
    absolute(`${what}, one at a time, p99`, 'ms', median(slowest.get(1)!), ['<', 20]),
    absolute(`${what}, ${connections[1]} connections, p99`, 'ms', median(slowest.get(4)!)),
  ];
}

/** An offer of tents on every day of a year, reserved here and there, mostly several at a time. */
async function reserve({ world }: Scene) {
  const cluster = await world.cluster('Klaster namiotów');
  const person = await world.person('Namiotowa');
  const memberId = await world.join(person, cluster, 'Wypożyczalnia');
  const base = `/v1/clusters/${cluster.id}/offers`;
  const offer = granted(await person.post(base, {
    category: 'tent', title: 'Namioty', sharing: 'counted', quantity: { value: '40', unit: 'piece' }, from: day(1), until: day(366), windows: [{ start: `${day(1)}T08:00`, minutes: 720, rule: 'FREQ=DAILY' }], publish: true,
  }));
  const sql = await world.sql('postgres');
  await sql.query('SET search_path = resources, public');
  await sql.query(pledge, [cluster.id, memberId, offer.id, day(366)]);
  await sql.query(reservationRows, [cluster.id, offer.id, `${day(1)}T09:00:00Z`, reservations]);
  await sql.query('ANALYZE reservation');
  await sql.query('RESET search_path');
  return { path: `${base}/${offer.id}/availability?from=${day(1)}T00:00:00Z&until=${day(366)}T00:00:00Z`, headers: { authorization: `Bearer ${person.token ?? ''}` } };
}

const pledge = `
INSERT INTO pledge (id, version, cluster_id, giver, receiver, offer_id, kind, category, quantity, spans, by_day, state, given, proposed_by, proposed_at)
VALUES (uuidv7(), 1, $1, $2, jsonb_build_object('memberId', uuidv7()), $3, 'material', 'tent', '{"value": "1", "unit": "piece"}', '[]', $4, 'proposed', 0, $2, now())`;
const reservationRows = `
INSERT INTO reservation (id, cluster_id, offer_id, pledge_id, sharing, during, quantity)
SELECT uuidv7(), $1, $2, (SELECT id FROM pledge WHERE offer_id = $2), 'counted', tstzrange(start, start + make_interval(hours => 1 + n % 4)), 1 + n % 3
  FROM generate_series(1, $4::int) AS n, LATERAL (SELECT $3::timestamptz + make_interval(days => n % 364, mins => (n * 37) % 300) AS start) AS s`;
