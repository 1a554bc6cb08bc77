import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  allOperations, catchUpInbox, changeCluster, changeParty, ClusterChanged, listInitiatives, MandateGranted, MemberAdmitted, type Operation, PartyChanged,
} from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { directorySchema, type Reaction, ReactsTo, type RunningService, type Told } from '@klaster/service-kit';
import { answering, type Caller, sampleCluster, standIn, TestBus, Testbed } from '@klaster/testing';
import { connect } from '@nats-io/transport-node';

class DirectoryOnly {
  readonly name = 'DirectoryOnly1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(directorySchema('initiatives'));
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** Two decisions that take a person's standing away: one stands with the cluster, the other with the federation. */
const decisions = [changeCluster, changeParty] as const;
// The catalogue of this file alone.
for (const decision of decisions) (allOperations as Map<string, Operation>).set(decision.name, { ...decision, everywhere: true });

@ReactsTo(ClusterChanged)
class LoseMembers implements Reaction<typeof ClusterChanged> {
  async apply(events: readonly Told<typeof ClusterChanged>[], work: Work): Promise<void> {
    for (const { data } of events) await work.query(`UPDATE directory_member SET state = 'left' WHERE cluster_id = $1`, [data.clusterId]);
  }
}

@ReactsTo(PartyChanged)
class LoseMandates implements Reaction<typeof PartyChanged> {
  async apply(events: readonly Told<typeof PartyChanged>[], work: Work): Promise<void> {
    for (const { data, time } of events) await work.query('UPDATE directory_mandate SET valid_until = $2 WHERE party_id = $1', [data.partyId, time]);
  }
}

const membership = standIn('membership', [
  answering(changeCluster, ({ clusterId }, { work, now }) => {
    work.tell(newId(), 1, [ClusterChanged.of({ clusterId, name: 'Nasz' })]);
    return sampleCluster({ id: clusterId, createdAt: now });
  }),
  answering(changeParty, ({ partyId }, { work, now }) => {
    work.tell(newId(), 1, [PartyChanged.of({ partyId, name: null })]);
    return { id: partyId, version: 1, kind: 'person', sphere: 'social', name: 'Ona', municipality: 'Łódź', nip: null, regon: null, krs: null, legalForm: null, register: 'none', activities: [], patronPartyId: null, patronConfirmedAt: null, createdAt: now };
  }),
]);

/** Which replicas were asked. */
const asked = new Set<string>();
const replica = (label: string) => {
  const answers = [answering(listInitiatives, () => {
    asked.add(label);
    return { items: [], nextCursor: null };
  })];
  return standIn('initiatives', answers, { keepsDirectory: true, migrations: [DirectoryOnly as never], reactions: [LoseMembers, LoseMandates] });
};


/** An operation that is answered when it holds everywhere: the very next request, whoever answers it, is judged by it. */
describe('what holds everywhere', () => {
  let bed: Testbed;
  let source: RunningService;
  let followers: RunningService[];
  let member: Caller;
  let clusterId: string;
  let partyId: string;

  const serveFollowers = async () => [...(await bed.serve(replica('first'))), ...(await bed.serve(replica('second')))];

  beforeAll(async () => {
    bed = await Testbed.start();
    [source] = (await bed.serve(membership)) as [RunningService];
    await bed.serve(standIn('resources'));
    followers = await serveFollowers();
    // As if all of it had been handed over: the courier brings nothing, and the followers notice once a second at most.
    await bed.rows('UPDATE membership.relay_mark SET position = 1000000');
  });

  afterAll(() => bed.stop());

  beforeEach(async () => {
    member = bed.person();
    [clusterId, partyId] = [newId(), newId()];
    const memberId = newId();
    const now = bed.clock.now();
    await bed.tell('membership', { subject: partyId, happenings: [MandateGranted.of({ mandateId: newId(), partyId, accountId: member.accountId, scopes: ['represent'], validFrom: now, validUntil: null })] });
    await bed.tell('membership', { clusterId, subject: memberId, happenings: [MemberAdmitted.of({ memberId, clusterId, partyId, partyName: null, partyKind: 'person', sphere: 'social', seatId: newId(), admittedAt: now })] });
    await bed.settle();
  });

  const granted = { items: [], nextCursor: null };
  const forbidden = { refused: 'forbidden' };
  /** Asks so often at once that both replicas are among those who answer. */
  const askAll = async () => {
    asked.clear();
    const answers = await Promise.all(Array.from({ length: 30 }, () => member.call(listInitiatives, { clusterId })));
    expect([...asked].toSorted()).toEqual(['first', 'second']);
    return answers;
  };
  const decide = (decision: (typeof decisions)[number], caller = bed.person({ operator: true }), idempotencyKey = newId()) => {
    const details = { expectedVersion: 1, idempotencyKey };
    return decision === changeCluster ? caller.get(changeCluster, { clusterId }, details) : caller.get(changeParty, { partyId }, details);
  };
  /** Takes a service's requests and answers none, as a process that hangs does. */
  const hang = async (service: string) => {
    const connection = await connect({ servers: bed.bus.url, user: TestBus.operator, pass: 'test' });
    connection.subscribe(`${service}.>`, { queue: service, callback: () => undefined });
    await connection.flush();
    return { end: () => connection.close() };
  };
  const timed = async (act: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await act();
    return performance.now() - startedAt;
  };

  it.each(decisions.map((decision) => [decision.name, decision] as const))('is known to every replica of a follower when %s is answered', async (_, decision) => {
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => granted));
    await decide(decision);
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => forbidden));
  });

  it.each(decisions.map((decision) => [decision.name, decision] as const))('is known when the first of several repetitions of %s is answered', async (_, decision) => {
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => granted));
    const [caller, key] = [bed.person({ operator: true }), newId()];
    const repetitions = Array.from({ length: 10 }, () => decide(decision, caller, key));
    await Promise.any(repetitions);
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => forbidden));
    await Promise.all(repetitions);
  });

  it('waits for a follower that hangs until its deadline, and for the others no less', async () => {
    const reporting = await hang('reporting');
    const tookMs = await timed(() => decide(changeCluster));
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => forbidden));
    await reporting.end();
    expect(tookMs).toBeGreaterThan(1_900);
    expect(tookMs).toBeLessThan(4_000);
  });

  it('does not wait for a follower that does not run; it catches up before it serves again', async () => {
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => granted));
    for (const follower of followers) await bed.end(follower);
    const tookMs = await timed(() => decide(changeParty));
    expect(tookMs).toBeLessThan(1_900);
    followers = await serveFollowers();
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => forbidden));
  });

  it('does not keep a follower from starting: neither a source that is gone nor one that hangs', async () => {
    await bed.end(source);
    for (const follower of followers) await bed.end(follower);
    const tookMs = await timed(async () => bed.end((await bed.serve(replica('alone')))[0]!));
    expect(tookMs).toBeLessThan(4_000);
    const membershipHangs = await hang('membership');
    const lateMs = await timed(async () => {
      followers = await serveFollowers();
    });
    expect(lateMs).toBeGreaterThan(3_900);
    expect(lateMs).toBeLessThan(8_000);
    expect(await askAll()).toEqual(Array.from({ length: 30 }, () => granted));
    await membershipHangs.end();
    [source] = (await bed.serve(membership)) as [RunningService];
    await bed.serve(standIn('resources'));
  });

  it('is asked for by those alone who tell it', async () => {
    expect(await bed.person({ operator: true }).call(catchUpInbox('initiatives'), { source: 'membership', shards: [0] })).toEqual(forbidden);
    const reporting = await bed.process('reporting');
    await expect(reporting.call(catchUpInbox('initiatives'), { source: 'membership', shards: [0] }, { requestId: newId(), timeoutMs: 500 })).rejects.toThrow(/Permissions Violation/);
    const neighbour = await bed.process('membership');
    expect(await neighbour.call(catchUpInbox('initiatives'), { source: 'membership', shards: [0, 15] }, { requestId: newId() })).toEqual({});
    expect(await neighbour.call(catchUpInbox('initiatives'), { source: 'identity', shards: [0] }, { requestId: newId() })).toEqual({});
  });
});
