import type { VotingMethod } from '@klaster/contracts';
import { absolute, type Line } from '../results.ts';
import { letSettle, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { timeOrderedId } from '../baseline/time-ordered-id.ts';
import { granted } from '../../world/world.ts';
import { counting, instant } from './casting.ts';

const ballots = 10_000;
const options = Array.from({ length: 20 }, (_, index) => `opcja-${index + 1}`);

/** A choice as SQL makes it for the ballot number `n`: different ones, the same in every run. */
const choices: Readonly<Record<VotingMethod, string>> = {
  consent: `jsonb_build_object('position', CASE WHEN n % 50 = 0 THEN 'stand-aside' ELSE 'consent' END)`,
  majority: `jsonb_build_object('vote', CASE WHEN n % 3 = 0 THEN 'no' ELSE 'yes' END)`,
  approval: `jsonb_build_object('approve', (SELECT jsonb_agg(o) FROM unnest($4::text[]) WITH ORDINALITY AS t (o, i) WHERE (n * i) % 7 < 2))`,
  score: `jsonb_build_object('scores', (SELECT jsonb_agg(jsonb_build_object('option', o, 'score', (n * i) % 11)) FROM unnest($4::text[]) WITH ORDINALITY AS t (o, i)))`,
  ranked: `jsonb_build_object('ranking', (SELECT jsonb_agg(jsonb_build_array(o) ORDER BY (n * i * 31) % 101, i) FROM unnest($4::text[]) WITH ORDINALITY AS t (o, i)))`,
};

/** From the request to the answer: ten thousand ballots are read, counted, published and journalled. */
export async function measureClosing(scene: Scene, rounds: number, log: (text: string) => void): Promise<Line[]> {
  const { world } = scene;
  const cluster = await world.cluster('Klaster liczący', { charter: { rules: { deliberationHours: 0, votingHours: 0 } } });
  const person = await world.person('Licząca');
  const memberId = await world.join(person, cluster, 'Podmiot liczący');
  const sql = await world.sql('postgres');
  // The guards of these tables look for others by their bare names, as the service's own role does.
  await sql.query('SET search_path = membership, public');
  const lines: Line[] = [];
  for (const [method, choice] of Object.entries(choices)) {
    const keys = method === 'consent' || method === 'majority' ? [] : options;
    const took: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const matterId = timeOrderedId();
      await sql.query(openMatter(method, keys), [matterId, cluster.id, memberId]);
      await sql.query(castBallots(choice), [cluster.id, matterId, ballots, keys]);
      await sql.query('ANALYZE membership.ballot');
      const startedAt = performance.now();
      const { state } = granted(await person.post(`/v1/clusters/${cluster.id}/matters/${matterId}/closing`));
      took.push(performance.now() - startedAt);
      if (state !== 'decided') throw new Error(`the matter is ${state}`);
      await letSettle(scene);
    }
    log(`closing ${method}: ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    lines.push(absolute(`closing a matter with ${ballots} ballots: ${method}`, 'ms', median(took), ['<', 1_000]));
  }
  return lines;
}

const openMatter = (method: string, keys: readonly string[]) => `
INSERT INTO membership.matter (id, version, cluster_id, kind, state, revision, title, text, options, places, method, majority, secret, about, put_by, put_at,
  deliberation_from, voting_opens_at, voting_closes_at, voting_opened_at, charter_number, counting, electorate)
VALUES ($1, 3, $2, 'resolution', 'voting', 1, 'Sprawa', 'Treść', '${JSON.stringify(keys.map((key) => ({ key, text: key })))}', 1, '${method}', 'simple', false, '{}', $3, ${instant}, ${instant}, ${instant},
        ${instant} + interval '1 day', ${instant}, 1, '${counting(method, keys)}', ${ballots})`;

const castBallots = (choice: string) => `
INSERT INTO membership.ballot (matter_id, member_id, cluster_id, version, secret, choice, cast_by, account_id, mandate_id, cast_at)
SELECT $2::uuid, member, $1::uuid, 2, false, ${choice}, member, uuidv7(), uuidv7(), now()
  FROM generate_series(1, $3::int) AS n, LATERAL (SELECT uuidv7() AS member WHERE n > 0) AS made WHERE cardinality($4::text[]) >= 0`;
