import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bringIdea, ContributionConfirmed, ContributionConfirmedV1, ContributionDisputed, ContributionRecorded, ContributionRecordedV1, ContributionReversed, ContributionVoided, formInitiative, type Happening,
  joinInitiative, NeedChanged, NeedEnded, NeedProgressed, NeedRaised, PledgeAccepted, PledgeEnded, PledgeProgressed, PledgeProposed, readProgress,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { RunningService } from '@klaster/service-kit';
import { standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { admit, type Member } from '../testing/members.js';

const now = '2026-03-01T10:00:00.000Z';

/** What resources tells of initiatives, in a service with two replicas. */
describe('progress', () => {
  let bed: Testbed;
  let replicas: RunningService[];
  let first: Member, second: Member, other: Member;
  let initiativeId: string;
  const clusterId = newId();
  const versions = new Map<string, number>();
  const here = () => ({ clusterId, initiativeId });

  const tell = async (subject: string, happenings: readonly Happening[]): Promise<void> => {
    const version = (versions.get(subject) ?? 0) + 1;
    versions.set(subject, version + happenings.length - 1);
    await bed.tell('resources', { clusterId, subject, version, happenings });
  };

  interface Gift {
    readonly giver: Member;
    readonly hours?: string;
    readonly grosze?: number;
    readonly to?: { readonly initiativeId: string } | { readonly memberId: string };
    readonly reversalOf?: string | null;
  }
  const recorded = (contributionId: string, { giver, hours = '1', grosze, to = { initiativeId }, reversalOf = null }: Gift) => ({
    contributionId, clusterId, kind: grosze ? 'financial' as const : 'human' as const, category: grosze ? 'money' : 'care', quantity: grosze ? null : { value: hours, unit: 'h' },
    amount: grosze ? { amountMinor: grosze, currency: 'PLN' } : null, giver: giver.memberId, receiver: to, givenOn: '2026-02-28', givenUntil: null, recordedBy: giver.memberId, recordedAt: now, evidence: [], reversalOf, corrects: null,
  });
  const give = async (gift: Gift, ...later: readonly ((contributionId: string) => Happening)[]): Promise<string> => {
    const id = newId();
    const said = recorded(id, gift);
    const happening = gift.grosze ? ContributionRecordedV1.of(said) : ContributionRecorded.of({ ...said, action: 'work', pledgeId: null, declaredValue: null, returnBy: null, giverClusterId: clusterId });
    await tell(id, [happening, ...later.map((happen) => happen(id))]);
    return id;
  };
  const confirmed = (contributionId: string) => ContributionConfirmed.of({ contributionId, clusterId, confirmedBy: null, bySilence: true, confirmedAt: now });
  const confirmedBefore = (contributionId: string) => ContributionConfirmedV1.of({ contributionId, clusterId, confirmedBy: other.memberId, confirmedAt: now });
  const disputed = (contributionId: string) => ContributionDisputed.of({ contributionId, clusterId, disputedBy: other.memberId, disputedAt: now });
  const voided = (contributionId: string) => ContributionVoided.of({ contributionId, clusterId, reversedBy: contributionId, voidedAt: now });
  const promise = async (...later: readonly ((told: { pledgeId: string; clusterId: string }) => Happening)[]): Promise<void> => {
    const told = { pledgeId: newId(), clusterId };
    const proposed = PledgeProposed.of({
      ...told, giver: second.memberId, receiver: { initiativeId }, needId: null, offerId: null, kind: 'material', category: 'tent', quantity: { value: '1', unit: 'piece' }, amount: null, spans: [], by: '2026-12-01',
      proposedBy: second.memberId, proposedAt: now,
    });
    await tell(told.pledgeId, [proposed, ...later.map((happen) => happen(told))]);
  };
  const accepted = (told: { pledgeId: string; clusterId: string }) => PledgeAccepted.of({ ...told, acceptedBy: first.memberId, acceptedAt: now });
  const need = async (until: string | null, receiver: { initiativeId: string } | { memberId: string } = { initiativeId }): Promise<string> => {
    const needId = newId();
    const said = { needId, clusterId, kind: 'human' as const, category: 'care', quantity: { value: '10', unit: 'h' }, amount: null, from: null, until, visibility: 'cluster' as const };
    await tell(needId, [NeedRaised.of({ ...said, receiver, raisedBy: first.memberId, raisedAt: now })]);
    return needId;
  };

  const read = async () => {
    await bed.settle();
    return first.person.get(readProgress, here());
  };
  const rows = () => Promise.all(['seen_need', 'seen_pledge', 'seen_contribution'].map((table) => bed.rows(`SELECT * FROM initiatives.${table} ORDER BY id`)));

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    replicas = await bed.serve(initiatives, { replicas: 2 });
    [first, second, other] = [await admit(bed, clusterId), await admit(bed, clusterId), await admit(bed, clusterId)];
    await bed.settle();
    ({ id: initiativeId } = await first.person.get(bringIdea, { clusterId, title: 'Aleja', summary: 'Drzewa', novelty: 'Razem' }));
    await first.person.get(formInitiative, here());
    await second.person.get(joinInitiative, here());
  });

  afterAll(() => bed.stop());

  it('is nothing at first, and not found of what is not there', async () => {
    const nothing = { needs: [], promises: { proposed: 0, accepted: 0, fulfilled: 0, ended: 0 }, given: [], partners: [], waiting: 0 };
    expect(await first.person.get(readProgress, here())).toEqual(nothing);
    expect(await first.person.call(readProgress, { clusterId, initiativeId: newId() })).toEqual({ refused: 'not-found' });
  });

  it('shows what was given and confirmed, less what was taken back, each kind by itself and by partner', async () => {
    await give({ giver: second, hours: '2.50' }, confirmed);
    await give({ giver: first, hours: '40' }, disputed, confirmed);
    await give({ giver: second, grosze: 12_345 }, confirmedBefore);
    await give({ giver: other, hours: '0.000001' }, confirmed);
    const wrong = await give({ giver: second, hours: '7' }, confirmed);
    await give({ giver: first, hours: '3' });
    await give({ giver: first, hours: '5' }, disputed);
    await give({ giver: first, hours: '9' }, voided);
    await give({ giver: first, hours: '100', to: { memberId: other.memberId } }, confirmed);
    const before = await read();
    expect(before.given).toEqual([{ kind: 'human', unit: 'h', value: '49.500001' }, { kind: 'financial', unit: 'PLN', value: '12345' }]);
    const reversal = await give({ giver: second, hours: '7', reversalOf: wrong });
    await tell(wrong, [ContributionReversed.of({ contributionId: wrong, clusterId, reversedBy: reversal })]);
    expect((await read()).given).toEqual(before.given);
    await tell(reversal, [confirmed(reversal)]);
    const after = await read();
    expect(after.given).toEqual([{ kind: 'human', unit: 'h', value: '42.500001' }, { kind: 'financial', unit: 'PLN', value: '12345' }]);
    // In the order in which they joined, and whoever is no partner is not among them.
    expect(after.partners).toEqual([
      { memberId: first.memberId, kind: 'human', unit: 'h', value: '40' }, { memberId: second.memberId, kind: 'human', unit: 'h', value: '2.5' }, { memberId: second.memberId, kind: 'financial', unit: 'PLN', value: '12345' },
    ]);
    expect(after.waiting).toBe(2);
  });

  it('shows what is promised and what is needed, as far as it has come', async () => {
    await promise();
    await promise(accepted);
    await promise(accepted, (told) => PledgeProgressed.of({ ...told, state: 'partly-fulfilled', given: '0.5', at: now }));
    await promise(accepted, (told) => PledgeProgressed.of({ ...told, state: 'fulfilled', given: '1', at: now }));
    await promise((told) => PledgeEnded.of({ ...told, how: 'declined', by: 'receiver', endedAt: now }));
    const [open, over] = [await need('2026-12-31'), await need(null)];
    await need(null, { memberId: other.memberId });
    await read();
    await tell(open, [NeedProgressed.of({ needId: open, clusterId, state: 'partly-met', promised: '4', given: '2.5', at: now })]);
    await read();
    await tell(open, [NeedChanged.of({ needId: open, clusterId, category: 'care', quantity: { value: '12', unit: 'h' }, amount: null, from: null, until: null, visibility: 'public', changedAt: now })]);
    await tell(over, [NeedEnded.of({ needId: over, clusterId, how: 'expired', endedAt: now })]);
    const { promises, needs } = await read();
    expect(promises).toEqual({ proposed: 1, accepted: 2, fulfilled: 1, ended: 1 });
    const shown = { kind: 'human', category: 'care', unit: 'h', until: null };
    expect(needs).toEqual([
      { id: over, ...shown, state: 'expired', needed: '10', promised: '0', given: '0' }, { id: open, ...shown, state: 'partly-met', needed: '12', promised: '4', given: '2.5' },
    ]);
  });

  it('counts many at once, whichever replica hears of them, and each once', async () => {
    const { given } = await read();
    await Promise.all(Array.from({ length: 60 }, async (_, index) => {
      const id = await give({ giver: index % 2 ? first : second, hours: '1' }, ...(index % 3 === 0 ? [confirmed] : []));
      if (index % 3 === 1) await tell(id, [confirmed(id)]);
    }));
    const { given: then, waiting } = await read();
    expect(Number(then[0]!.value) - Number(given[0]!.value)).toBe(40);
    expect(waiting).toBe(22);
  });

  it('is seen in its own cluster alone', async () => {
    const service = await bed.sql('initiatives');
    await service.query(`SELECT set_config('klaster.cluster', $1, false)`, [newId()]);
    expect((await service.query('SELECT FROM seen_contribution')).rowCount).toBe(0);
  });

  it('is the same to the last row where all of it is heard again from the beginning', async () => {
    const before = await rows();
    expect(before.map((table) => table.length)).toEqual([2, 5, 69]);
    for (const replica of replicas) await bed.end(replica);
    await bed.rows('TRUNCATE initiatives.seen_need, initiatives.seen_pledge, initiatives.seen_contribution');
    await bed.rows(`DELETE FROM initiatives.cursor WHERE source = 'resources'`);
    await bed.serve(initiatives);
    await bed.settle();
    expect(await rows()).toEqual(before);
    expect(await bed.rows('SELECT reason FROM initiatives.parked_event')).toEqual([]);
  });
});
