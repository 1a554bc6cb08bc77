import { day } from '../../world/calendar.ts';
import { granted, type Person } from '../../world/world.ts';
import type { Scene } from '../scene.ts';

/** An initiative with many partners, all of them spoken for by one person. */
export interface Large {
  readonly person: Person;
  readonly memberIds: readonly string[];
  readonly clusterId: string;
  readonly initiativeId: string;
  readonly path: string;
}

export const actingFor = (memberId: string) => ({ 'klaster-acting-for': memberId });

/** Through the public door; it runs by an agreement that all partners have signed. */
export async function makeLarge({ world }: Scene, name: string, partners: number): Promise<Large> {
  const cluster = await world.cluster(`Klaster ${name}`);
  const person = await world.person('Wielki Partner');
  const memberIds: string[] = [];
  for (let place = 0; place < partners; place += 1) memberIds.push(await world.join(person, cluster, `Partner ${place}`));
  const [first, ...others] = memberIds as [string, ...string[]];
  const initiatives = `/v1/clusters/${cluster.id}/initiatives`;
  const { id } = granted(await person.post(initiatives, { title: `Wielka ${name}`, summary: 'Razem', novelty: 'Wielu naraz' }, actingFor(first)));
  const path = `${initiatives}/${id}`;
  granted(await person.post(`${path}/forming`, {}, actingFor(first)));
  for (const memberId of others) granted(await person.post(`${path}/partners`, {}, actingFor(memberId)));
  const { number, sha256 } = granted(await person.post(`${path}/agreement/versions`, { text: 'Działamy razem.' }, actingFor(first)));
  for (const memberId of memberIds) granted(await person.post(`${path}/agreement/versions/${number}/signatures`, { sha256 }, actingFor(memberId)));
  granted(await person.post(`${path}/start`, {}, actingFor(first)));
  return { person, memberIds, clusterId: cluster.id, initiativeId: id, path };
}

/** Costs and tasks as the service would have written them, without their events. */
export async function fill({ world }: Scene, { clusterId, initiativeId, memberIds }: Large, costs: number, tasks: number): Promise<void> {
  const sql = await world.sql('postgres');
  await sql.query('SET search_path = initiatives, public');
  await sql.query(costRows, [clusterId, initiativeId, memberIds, costs, day()]);
  await sql.query(taskRows, [clusterId, initiativeId, memberIds, tasks, day(30)]);
  await sql.query('ANALYZE');
  await sql.query('RESET search_path');
}

const costRows = `
INSERT INTO cost (id, cluster_id, initiative_id, kind, paid_by, amount_minor, currency, incurred_on, description, evidence, absent, agreement_number, key, recorded_by, recorded_at)
SELECT uuidv7(), $1, $2, 'cost', ($3::uuid[])[1 + n % cardinality($3::uuid[])], 1000 + (n * 7919) % 90000, 'PLN', $5, 'Zakupy ' || n, '[]', '{}', 1, 'costs', ($3::uuid[])[1 + n % cardinality($3::uuid[])], now()
  FROM generate_series(1, $4::int) AS n`;
const taskRows = `
INSERT INTO task (id, version, cluster_id, initiative_id, title, responsible, accountable, consulted, informed, due, depends_on, state, added_by, added_at, done_at)
SELECT uuidv7(), 1, $1, $2, 'Zadanie ' || n, ARRAY[($3::uuid[])[1 + n % cardinality($3::uuid[])]], ($3::uuid[])[1], '{}', '{}', $5::date, '{}',
       CASE WHEN n % 3 = 0 THEN 'done' ELSE 'to-do' END, ($3::uuid[])[1], now(), CASE WHEN n % 3 = 0 THEN now() END
  FROM generate_series(1, $4::int) AS n`;
