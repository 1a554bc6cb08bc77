import type { Generator } from '../generator/generator.ts';
import type { Aim } from '../generator/job.ts';
import { absolute, compared, type Line } from '../results.ts';
import { jobFor, letSettle, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { granted } from '../../world/world.ts';

const few = 20_000;
const many = 200_000;
const needs = 100;
const connections = 4;
/** So many words, of which the n-th is as frequent as 1/n: as in texts (Zipf). */
const vocabulary = 30_000;
const categories = ['hall', 'tent', 'tools', 'furniture', 'minibus', 'food', 'clothing', 'computers', 'plants', 'storage', 'kitchen', 'lodging', 'projector', 'van', 'prizes', 'car', 'toys-and-books', 'sound-system', 'land', 'hygiene'];

/** Matches of a need among many offers of the federation, and among ten times as many. */
export async function measureMatching(scene: Scene, generator: Generator, rounds: number, durationMs: number, log: (text: string) => void): Promise<Line[]> {
  const aims = await raiseNeeds(scene);
  const slowest: number[] = [];
  for (const [before, size] of [[0, few], [few, many]] as const) {
    await fill(scene, size - before);
    const p99s: number[] = [];
    for (let round = 1; round <= rounds; round += 1) p99s.push(await p99(scene, generator, aims, durationMs));
    slowest.push(median(p99s));
    log(`matches among ${size} offers: p99 ${p99s.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  }
  const [ofFew, ofMany] = slowest as [number, number];
  return [
    absolute(`matches for a need among ${many} offers, ${connections} connections, p99`, 'ms', ofMany, ['<', 50]),
    compared(`matches for a need among ${many} offers, p99, of that among ${few}`, 'ms', ofMany, ofFew, ['<', 1.5]),
  ];
}

async function p99(scene: Scene, generator: Generator, aims: readonly Aim[], durationMs: number): Promise<number> {
  const { byStatus } = await generator.run({ ...jobFor(scene, scene.gatewayPort, { method: 'GET', durationMs }), connections, each: aims });
  if (Object.keys(byStatus).join() !== '200') throw new Error(`matches were answered ${Object.keys(byStatus).join()}`);
  return byStatus['200']!.p99;
}

const word = () => `w${Math.floor(Math.exp(Math.random() * Math.log(vocabulary)))}`;
const words = (count: number) => Array.from({ length: count }, word).join(' ');

async function raiseNeeds(scene: Scene): Promise<Aim[]> {
  const { world } = scene;
  const cluster = await world.cluster('Klaster potrzeb');
  const person = await world.person('Szukająca');
  await world.join(person, cluster, 'Podmiot szukający');
  const base = `/v1/clusters/${cluster.id}/needs`;
  const aims: Aim[] = [];
  for (let n = 0; n < needs; n += 1) {
    const category = ['tent', 'tools', 'furniture', 'computers', 'prizes'][n % 5];
    const { id } = granted(await person.post(base, { category, title: words(5), description: words(3), quantity: { value: '2', unit: 'piece' }, municipality: `Miasto ${1 + (n % 40)}`, visibility: 'federation' }));
    aims.push({ path: `${base}/${id}/matches`, headers: { authorization: `Bearer ${person.token ?? ''}` } });
  }
  await letSettle(scene);
  return aims;
}

/** So many more offers of fifty clusters, as the service would list them. */
async function fill({ world }: Scene, size: number): Promise<void> {
  const sql = await world.sql('postgres');
  await sql.query('SET search_path = resources, public');
  // What lists them has looked for whose they are; here that would only take its time.
  await sql.query('SET session_replication_role = replica');
  await sql.query(listOffers, [size, categories, vocabulary]);
  await sql.query('RESET session_replication_role');
  await sql.query('VACUUM ANALYZE listing, listing_term');
  await sql.query('RESET search_path');
}

const frequentWord = `'w' || floor(exp(random() * ln($3::float)))::int`;
const listOffers = `
WITH made AS MATERIALIZED (
  SELECT uuidv7() AS id, md5('cluster ' || n % 50)::uuid AS cluster_id, ($2::text[])[1 + floor(power(random(), 2) * cardinality($2::text[]))::int] AS category,
         'Miasto ' || 1 + floor(power(random(), 2) * 200)::int AS municipality, (ARRAY['cluster', 'federation', 'federation', 'federation', 'public'])[1 + n % 5] AS visibility,
         date_trunc('milliseconds', now() - random() * interval '300 days') AS listed_at, ARRAY[${Array.from({ length: 8 }, () => frequentWord).join(', ')}] AS words,
         CASE WHEN n % 5 < 2 THEN jsonb_build_array(jsonb_build_object('start', '2026-09-0' || 1 + n % 7 || 'T1' || n % 10 || ':00', 'minutes', 120, 'rule', 'FREQ=WEEKLY', 'except', '[]'::jsonb)) ELSE '[]' END AS windows
    FROM generate_series(1, $1::int) AS n),
listed AS (
  INSERT INTO listing (cluster_id, id, side, member_id, cluster_name, name, kind, category, suggested, title, description, stems, quantity, taken, windows, municipality, visibility, listed_at)
  SELECT cluster_id, id, 'offer', uuidv7(), 'Klaster', 'Fundacja', 'material', category, '{}', array_to_string(words[1:5], ' '), array_to_string(words[6:8], ' '), words, '{"value": "3", "unit": "piece"}', 0,
         windows, municipality, visibility, listed_at FROM made)
INSERT INTO listing_term (cluster_id, listing_id, audience, side, kind, term, listed_at)
SELECT cluster_id, id, CASE visibility WHEN 'cluster' THEN cluster_id::text ELSE visibility END, 'offer', 'material', term, listed_at
  FROM made, LATERAL (SELECT unnest(words || ARRAY['', '@' || category, '#' || lower(municipality), '@' || category || ' #' || lower(municipality)]) AS term UNION SELECT '') AS t`;
