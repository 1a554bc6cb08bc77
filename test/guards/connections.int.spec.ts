import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formInitiative, listInitiatives, MandateGranted, MemberAdmitted, NotFound, readInitiative, refuse } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { directorySchema } from '@klaster/service-kit';
import { answering, type Caller, standIn, Testbed } from '@klaster/testing';

class DirectoryOnly {
  readonly name = 'DirectoryOnly1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(directorySchema('initiatives'));
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

const connections = 4;

/** Operations that lock hold a connection; whoever is refused, and however, must leave it behind. */
describe('a connection that an operation holds', () => {
  let bed: Testbed;
  let member: Caller;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    const initiatives = standIn(
      'initiatives',
      [
        answering(formInitiative, async (_, call) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          call.work.hold();
          await call.work.query('SELECT 1 AS one');
          await call.member;
          return refuse(NotFound);
        }),
        answering(readInitiative, async (_, call) => {
          await call.work.query('SELECT pg_terminate_backend(pg_backend_pid())');
          return refuse(NotFound);
        }),
        answering(listInitiatives, async (_, call) => {
          await call.work.query('SELECT 1 AS one');
          return { items: [], nextCursor: null };
        }),
      ],
      { keepsDirectory: true, migrations: [DirectoryOnly as never] },
    );
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { config: { DATABASE_CONNECTIONS: connections } });
    member = bed.person();
    const [partyId, memberId, mandateId] = [newId(), newId(), newId()];
    const now = bed.clock.now();
    await bed.tell('membership', { subject: partyId, happenings: [MandateGranted.of({ mandateId, partyId, accountId: member.accountId, scopes: ['represent'], validFrom: now, validUntil: null })] });
    await bed.tell('membership', { clusterId, subject: memberId, happenings: [MemberAdmitted.of({ memberId, clusterId, partyId, partyName: null, partyKind: 'person', sphere: 'social', seatId: newId(), admittedAt: now })] });
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const stillAnswers = async () => expect(await member.get(listInitiatives, { clusterId }, { timeoutMs: 2_000 })).toEqual({ items: [], nextCursor: null });

  it('is given back by strangers who are refused while the operation is under way', async () => {
    const stranger = bed.person();
    for (let turn = 0; turn < 5; turn += 1) {
      const refused = await Promise.all(Array.from({ length: connections }, () => stranger.call(formInitiative, { clusterId, initiativeId: newId() }, { timeoutMs: 2_000 })));
      expect(refused).toEqual(refused.map(() => ({ refused: 'forbidden' })));
    }
    await stillAnswers();
  });

  it('is given back by members whom a rule refuses', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const refused = await Promise.all(Array.from({ length: connections }, () => member.call(formInitiative, { clusterId, initiativeId: newId() }, { timeoutMs: 2_000 })));
      expect(refused).toEqual(refused.map(() => ({ refused: 'not-found' })));
    }
    await stillAnswers();
  });

  it('is replaced when the server ends it', async () => {
    await stillAnswers();
    await bed.rows(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'initiatives' AND datname = current_database()`);
    await new Promise((resolve) => setImmediate(resolve));
    const answers = await Promise.all(Array.from({ length: 20 }, () => member.call(listInitiatives, { clusterId }, { timeoutMs: 5_000 })));
    expect(answers.filter((answer) => 'items' in answer).length).toBeGreaterThan(0);
    await stillAnswers();
  });

  it('takes no more with it when it is lost than the request that it carried', async () => {
    await stillAnswers();
    // What the platform asks beside the operation is lost with it: nobody waits for that, and it must not end the process.
    const lost = await Promise.all(Array.from({ length: connections }, () => member.call(readInitiative, { clusterId, initiativeId: newId() }, { timeoutMs: 5_000 })));
    expect(lost).toEqual(lost.map(() => ({ refused: 'overloaded' })));
    await stillAnswers();
  });
});
