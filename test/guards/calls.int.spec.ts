import { createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCluster, listClusters, listMembers, NotFound, readCluster, readJournal, refuse } from '@klaster/contracts';
import { type CallStatement, OperationClient, pairKey, sha256, signCall } from '@klaster/messaging';
import { newId } from '@klaster/persistence';
import { answering, callKeyOf, standIn, Testbed } from '@klaster/testing';
import { headers } from '@nats-io/transport-node';

/** The header of the bus that carries the signed statement. */
const callHeader = 'Klaster-Call';

/** Who may make a service do something: those whose statement of the call is whole, fresh and meant for this very request. */
describe('a call over the bus', () => {
  let bed: Testbed;
  const ran: string[] = [];
  let release: () => void = () => undefined;
  const concurrency = 4;

  beforeAll(async () => {
    bed = await Testbed.start();
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const membership = standIn('membership', [
      answering(readCluster, ({ clusterId }) => {
        ran.push(clusterId);
        return refuse(NotFound);
      }),
      answering(listClusters, async () => {
        await blocked;
        return { items: [], nextCursor: null };
      }),
    ]);
    await bed.serve(membership, { config: { CONCURRENCY: concurrency } });
  });

  afterAll(async () => {
    release();
    await bed.stop();
  });

  const keyOf = (callee: string, caller: string) => createSecretKey(pairKey(callKeyOf(callee), caller), 'hex');
  const key = keyOf('membership', 'gateway');
  const bodyOf = (request: object) => new TextEncoder().encode(JSON.stringify(request));
  const statement = (body: Uint8Array, changes: Partial<CallStatement> = {}): CallStatement => ({
    requestId: newId(), caller: 'gateway', operation: readCluster.name, deadlineMs: Date.now() + 5_000, bodySha256: sha256(body), ...changes,
  });
  const sendRaw = async (subject: string, body: Uint8Array, signed: string | undefined) => {
    const marked = headers();
    if (signed !== undefined) marked.set(callHeader, signed);
    const answer = await bed.connection.request(subject, body, { timeout: 3_000, headers: marked });
    return answer.json<{ refused: string }>();
  };

  it('runs when its statement is good', async () => {
    const clusterId = newId();
    const body = bodyOf({ clusterId });
    expect(await sendRaw(readCluster.name, body, signCall(key, statement(body)))).toEqual({ refused: 'not-found' });
    expect(ran).toContain(clusterId);
  });

  const clusterId = newId();
  const body = bodyOf({ clusterId });
  const forged: readonly (readonly [string, () => string | undefined])[] = [
    ['without a statement', () => undefined],
    ['with an empty one', () => ''],
    ['with one that is no JSON', () => signCall(key, 'x' as never).slice(3)],
    ['signed with another key', () => signCall(keyOf('resources', 'gateway'), statement(body))],
    ['signed by another process in the gateway’s name', () => signCall(keyOf('membership', 'reporting'), statement(body))],
    ['with a changed actor under the old signature', () => {
      const [, signature] = signCall(key, statement(body)).split('.');
      const text = Buffer.from(JSON.stringify(statement(body, { actor: { accountId: newId(), operator: true, scopes: ['write'] } }))).toString('base64url');
      return `${text}.${signature}`;
    }],
    ['whose deadline has passed', () => signCall(key, statement(body, { deadlineMs: Date.now() - 1 }))],
    ['whose deadline is further away than any caller waits', () => signCall(key, statement(body, { deadlineMs: Date.now() + 3_600_000 }))],
    ['made for another operation', () => signCall(key, statement(body, { operation: listMembers.name }))],
    ['made for another body', () => signCall(key, statement(bodyOf({ clusterId: newId() })))],
  ];
  it.each(forged)('is refused %s, and nothing is started', async (_, signed) => {
    const before = ran.length;
    expect(await sendRaw(readCluster.name, body, signed())).toEqual({ refused: 'forbidden' });
    expect(ran).toHaveLength(before);
  });

  it('is refused when it says nothing that is an operation', async () => {
    expect(await sendRaw('membership.clusters.destroy', body, signCall(key, statement(body, { operation: 'membership.clusters.destroy' })))).toEqual({ refused: 'malformed-request' });
  });

  it('cannot be made by a process of the platform that has no business here', async () => {
    const reporting = await bed.process('reporting');
    const asOperator = { requestId: newId(), actor: { accountId: newId(), operator: true, scopes: ['read', 'write'] as const }, timeoutMs: 500 };
    // The bus does not even let it say so; if it did, the service would refuse.
    await expect(reporting.call(createCluster, { name: 'A', purpose: 'B', municipality: 'C' }, asOperator)).rejects.toThrow(/Permissions Violation/);
    const pretender = new OperationClient(bed.connection, 'reporting', { membership: pairKey(callKeyOf('membership'), 'reporting') });
    expect(await pretender.call(createCluster, { name: 'A', purpose: 'B', municipality: 'C' }, asOperator)).toEqual({ refused: 'forbidden' });
  });

  it('for processes alone is closed to people, however mighty', async () => {
    expect(await bed.person({ operator: true }).call(readJournal('membership'), { shard: 0, after: 0 })).toEqual({ refused: 'forbidden' });
  });

  it('asks for what the contract says: a token for reading cannot write, nobody cannot act', async () => {
    const fields = { name: 'A', purpose: 'B', municipality: 'C' };
    expect(await bed.person({ operator: true, scopes: ['read'] }).call(createCluster, fields)).toEqual({ refused: 'forbidden' });
    expect(await bed.nobody().call(createCluster, fields)).toEqual({ refused: 'unauthenticated' });
  });

  it('beyond what can be in work is told at once to come back, and the others are answered', async () => {
    const person = bed.person();
    const startedAt = Date.now();
    const waiting = Array.from({ length: concurrency }, () => person.call(listClusters, {}));
    await bed.connection.flush();
    const refused = await Promise.all(Array.from({ length: 20 }, () => person.call(readCluster, { clusterId: newId() })));
    expect(refused).toEqual(refused.map(() => ({ refused: 'overloaded' })));
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    release();
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ items: [], nextCursor: null })));
    expect(await person.call(readCluster, { clusterId: newId() })).toEqual({ refused: 'not-found' });
  });

  it('to a service that does not run is answered at once', async () => {
    const startedAt = Date.now();
    const client = new OperationClient(bed.connection, 'gateway', { resources: pairKey(callKeyOf('resources'), 'gateway') });
    expect(await client.call(readJournal('resources'), { shard: 0, after: 0 }, { requestId: newId() })).toEqual({ refused: 'overloaded' });
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });
});
