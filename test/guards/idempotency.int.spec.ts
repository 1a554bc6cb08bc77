import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bringIdea, ClusterChanged, createCluster } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { RunningService } from '@klaster/service-kit';
import { answering, type Caller, standIn, Testbed, sampleCluster } from '@klaster/testing';

/** Each run of the operation that is committed leaves one row here, and one event. */
class Done {
  readonly name = 'Done1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE done (id uuid PRIMARY KEY, name text NOT NULL); GRANT SELECT, INSERT ON done TO membership;');
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

const membership = standIn(
  'membership',
  [
    answering(createCluster, ({ name, purpose, municipality }, { work, now }) => {
      const id = newId();
      work.write({ text: 'INSERT INTO done (id, name) VALUES ($1, $2)', values: [id, name] });
      work.tell(id, 1, [ClusterChanged.of({ clusterId: id, name })], id);
      work.enter(id, undefined);
      return sampleCluster({ id, name, purpose, municipality, createdAt: now });
    }),
  ],
  { migrations: [Done as never] },
);

describe('an idempotency key', () => {
  let bed: Testbed;
  let replicas: RunningService[];
  let operator: Caller;

  beforeAll(async () => {
    bed = await Testbed.start();
    replicas = await bed.serve(membership, { replicas: 2 });
    operator = bed.person({ operator: true });
  });

  afterAll(() => bed.stop());

  const cluster = (name: string) => ({ name, purpose: 'Razem', municipality: 'Łódź' });
  const textOf = (body: string | Uint8Array) => (typeof body === 'string' ? body : Buffer.from(body).toString());
  const done = (name: string) => bed.rows('SELECT id FROM membership.done WHERE name = $1', [name]);

  it('makes fifty at once one: done once, told once, answered alike', async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 50 }, () => operator.send(createCluster, createCluster.request.parse(cluster('Pięćdziesiąt')), { idempotencyKey: key })));
    const granted = answers.map((answer) => ('body' in answer ? answer : undefined));
    expect(granted).not.toContain(undefined);
    expect(new Set(granted.map((answer) => textOf(answer!.body))).size).toBe(1);
    expect(granted.filter((answer) => !answer!.replayed)).toHaveLength(1);
    expect(new Set(granted.map((answer) => answer!.location)).size).toBe(1);
    expect(await done('Pięćdziesiąt')).toHaveLength(1);
    expect(await bed.rows('SELECT 1 FROM membership.journal WHERE subject = $1', [(JSON.parse(textOf(granted[0]!.body)) as { id: string }).id])).toHaveLength(1);
  });

  it('stands for one request: another body is refused, and nothing of it is done', async () => {
    const key = newId();
    await operator.get(createCluster, cluster('Pierwszy'), { idempotencyKey: key });
    expect(await operator.call(createCluster, cluster('Drugi'), { idempotencyKey: key })).toMatchObject({ refused: 'idempotency-key-reused' });
    expect(await done('Drugi')).toHaveLength(0);
  });

  it('is each account’s own', async () => {
    const key = newId();
    await operator.get(createCluster, cluster('Własny'), { idempotencyKey: key });
    await bed.person({ operator: true }).get(createCluster, cluster('Cudzy'), { idempotencyKey: key });
    expect(await done('Cudzy')).toHaveLength(1);
  });

  it('stands for one operation', async () => {
    const key = newId();
    await operator.get(createCluster, cluster('Operacja'), { idempotencyKey: key });
    expect(await operator.call(createCluster, cluster('Inna operacja'), { idempotencyKey: key })).toMatchObject({ refused: 'idempotency-key-reused' });
    expect(bringIdea.service).not.toBe(createCluster.service);
  });

  it('is remembered over a restart', async () => {
    const key = newId();
    const first = await operator.get(createCluster, cluster('Trwały'), { idempotencyKey: key });
    await bed.restart(membership, replicas[0]!);
    const again = await operator.send(createCluster, createCluster.request.parse(cluster('Trwały')), { idempotencyKey: key });
    expect(again).toMatchObject({ replayed: true });
    expect('body' in again && JSON.parse(textOf(again.body))).toEqual(first);
    expect(await done('Trwały')).toHaveLength(1);
  });

  it('left out, makes every request its own', async () => {
    await Promise.all([1, 2].map(() => operator.get(createCluster, cluster('Bez klucza'))));
    expect(await done('Bez klucza')).toHaveLength(2);
  });

  it('is not spent on a refusal', async () => {
    const key = newId();
    const person = bed.person();
    expect(await person.call(createCluster, cluster('Odmowa'), { idempotencyKey: key })).toMatchObject({ refused: 'forbidden' });
    expect(await bed.rows('SELECT 1 FROM membership.idempotency WHERE account_id = $1', [person.accountId])).toHaveLength(0);
  });
});
