import fastify from 'fastify';
import pg from 'pg';
import { timeOrderedId } from './time-ordered-id.ts';

/**
 * What the platform is measured against: the least that records a contribution and its event in one transaction.
 * No token, no validation, no tenancy, no idempotency, no order, no way out for the event.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 32, application_name: 'baseline' });
// A connection that dies while idle is replaced; without a listener it would end the process.
pool.on('error', () => undefined);
const server = fastify({ logger: false });

interface Given {
  readonly receiver: object;
  readonly category: string;
  readonly quantity: object;
  readonly givenOn: string;
  readonly description: string;
}
interface Path {
  readonly clusterId: string;
}

const insertContribution = `INSERT INTO baseline.contribution (id, version, cluster_id, kind, category, quantity, amount, giver, receiver, given_on, given_until,
  description, evidence, state, recorded_by, recorded_at, confirmed_by, confirmed_at, reversal_of, corrects, reversed_by)
  VALUES ($1, 1, $2, 'human', $3, $4, NULL, $5, $6, $7, NULL, $8, '[]', 'recorded', $5, $9, NULL, NULL, NULL, NULL, NULL)`;
const insertEvent = `INSERT INTO baseline.event (event_id, cluster_id, shard, subject, subject_version, type, envelope) VALUES ($1, $2, 0, $3, 1, 'recorded', $4)`;
const list = `SELECT id, version, cluster_id AS "clusterId", kind, category, quantity, amount, giver, receiver, given_on AS "givenOn", given_until AS "givenUntil",
  description, evidence, state, recorded_by AS "recordedBy", recorded_at AS "recordedAt", confirmed_by AS "confirmedBy", confirmed_at AS "confirmedAt",
  reversal_of AS "reversalOf", corrects, reversed_by AS "reversedBy" FROM baseline.contribution WHERE cluster_id = $1 ORDER BY id DESC LIMIT 50`;
const giver = timeOrderedId();

server.post<{ Params: Path; Body: Given }>('/v1/clusters/:clusterId/contributions', async (request, reply) => {
  const { clusterId } = request.params;
  const { receiver, category, quantity, givenOn, description } = request.body;
  const id = timeOrderedId();
  const recordedAt = new Date().toISOString();
  const contribution = { id, version: 1, clusterId, kind: 'human', category, quantity, giver, receiver, givenOn, description, state: 'recorded', recordedBy: giver, recordedAt };
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(insertContribution, [id, clusterId, category, quantity, giver, receiver, givenOn, description, recordedAt]);
    await client.query(insertEvent, [timeOrderedId(), clusterId, id, JSON.stringify({ type: 'recorded', subject: id, time: recordedAt, data: contribution })]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  return reply.code(201).send(contribution);
});

server.get<{ Params: Path }>('/v1/clusters/:clusterId/contributions', async (request) => {
  const { rows } = await pool.query(list, [request.params.clusterId]);
  return { items: rows };
});

const port = Number(process.env['PORT'] ?? 0);
await server.listen({ host: '127.0.0.1', port });
const address = server.server.address();
process.send?.(typeof address === 'object' ? address?.port : undefined);
process.on('disconnect', () => process.exit(0));
