import type { Generator } from '../generator/generator.ts';
import type { Aim } from '../generator/job.ts';
import { absolute, compared, type Line } from '../results.ts';
import { jobFor, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { granted, type Person } from '../../world/world.ts';

const few = 1_000;
const many = 100_000;

interface Crowd {
  readonly aims: readonly Aim[];
}

/** Pages of 50 members by name in Polish order, at 32 connections: of a large cluster, and of a very large one beside it. */
export async function measureListing(scene: Scene, generator: Generator, rounds: number, durationMs: number, log: (text: string) => void): Promise<Line[]> {
  const person = await scene.world.person('Czytająca');
  const small = await gather(scene, person, few);
  const large = await gather(scene, person, many);
  const pairs: (readonly [few: number, many: number])[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const [a, b] = [await p99(scene, generator, small, durationMs), await p99(scene, generator, large, durationMs)];
    pairs.push([a, b]);
    log(`members round ${round}: p99 ${a.toFixed(1)} ms of ${few}, ${b.toFixed(1)} ms of ${many}`);
  }
  const [ofFew, ofMany] = [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
  return [
    absolute(`listing 50 of ${few} members by name, 32 connections, p99`, 'ms', ofFew, ['<', 30]),
    compared(`listing 50 of ${many} members by name, p99, of that`, 'ms', ofMany, ofFew, ['<', 1.5]),
  ];
}

async function p99(scene: Scene, generator: Generator, { aims }: Crowd, durationMs: number): Promise<number> {
  const { byStatus } = await generator.run({ ...jobFor(scene, scene.gatewayPort, { method: 'GET', durationMs }), each: aims });
  const others = Object.keys(byStatus).filter((status) => status !== '200');
  if (others.length > 0) throw new Error(`the list was answered ${others.join(', ')}`);
  return byStatus['200']!.p99;
}

/** A cluster with so many members, of every kind and state, and requests for pages here and there in it. */
async function gather({ world }: Scene, person: Person, size: number): Promise<Crowd> {
  const cluster = await world.cluster(`Klaster liczny ${size}`);
  await world.join(person, cluster, 'Podmiot czytający');
  const sql = await world.sql('postgres');
  // What follows from a row finds its tables as it does for the service.
  await sql.query('SET search_path = membership');
  await sql.query(parties, [size]);
  await sql.query(members, [cluster.id, size]);
  await sql.query('RESET search_path');
  await sql.query('ANALYZE membership.party, membership.member, membership.seat');
  const headers = { authorization: `Bearer ${person.token ?? ''}` };
  const base = `/v1/clusters/${cluster.id}/members?sort=name&limit=50&state=admitted`;
  const aims: Aim[] = [{ path: base, headers }];
  let cursor: string | null = granted(await person.get(`${base.replace('limit=50', 'limit=200')}`)).nextCursor;
  while (cursor && aims.length < 20) {
    aims.push({ path: `${base}&cursor=${cursor}`, headers });
    cursor = granted(await person.get(`${base.replace('limit=50', 'limit=200')}&cursor=${cursor}`)).nextCursor;
  }
  return { aims };
}

const parties = `
WITH words AS (SELECT '{Łąka,Żuraw,Ćma,Świt,Źródło,Ósemka,Ława,Ślad,Zorza,Dąb,Lipa,Szansa,Nić,Most,Krąg,Ęgida}'::text[] AS word)
INSERT INTO membership.party (id, version, kind, sphere, name, municipality, created_at)
SELECT uuidv7(), 1, (ARRAY['organization', 'group'])[1 + n % 2], (ARRAY['social', 'public', 'economic'])[1 + n % 3],
       word[1 + n % 16] || ' ' || word[1 + (n / 16) % 16] || ' ' || md5(n::text || $1::text), 'Łódź', now()
  FROM generate_series(1, $1::int) AS n, words`;
const members = `
INSERT INTO membership.member (id, version, cluster_id, party_id, party_name, party_kind, sphere, state, declared_at, admitted_at, seat_id, seat_since, charter_number)
SELECT uuidv7(), 2, $1, p.id, p.name, p.kind, p.sphere, 'admitted', now(), now(), uuidv7(), now(), 1
  FROM (SELECT * FROM membership.party WHERE version = 1 AND kind <> 'person' AND name LIKE '% ________________________________' ORDER BY created_at DESC LIMIT $2) AS p`;
