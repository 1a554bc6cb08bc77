import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  abandonInitiative, acknowledgeBenefit, addBenefit, addTask, beginClosing, closeInitiative, dropTask, listBenefits, listInitiativeObligations, MemberLeft, PledgeEnded, PledgeProposed, readInitiative, readReadiness,
  recordCost, recordLesson, stateBenefits,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { Partnership } from '../testing/partnership.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';

/** How an initiative ends, in a service with two replicas: nothing slips in while it is closed. */
describe('the end of an initiative', () => {
  let bed: Testbed;
  let [one, two]: Member[] = [] as never;
  const clusterId = newId();
  const cost = () => ({ amount: { amountMinor: 4_000, currency: 'PLN' }, incurredOn: bed.clock.now().slice(0, 10), description: 'Paliki' });

  /** Of which only what is asked for is missing. */
  async function closing({ stated = true, lesson = true } = {}): Promise<InInitiative> {
    const here = await run(clusterId, [one!, two!]);
    await one!.person.get(beginClosing, here);
    if (lesson) await one!.person.get(recordLesson, { ...here, title: 'Paliki', text: 'Wbijać głębiej.' });
    if (stated) for (const { person } of [one!, two!]) await person.get(stateBenefits, { ...here, none: true });
    return here;
  }
  const pledgedTo = async ({ initiativeId }: InInitiative) => {
    const told = { pledgeId: newId(), clusterId };
    const proposed = PledgeProposed.of({
      ...told, giver: two!.memberId, receiver: { initiativeId }, needId: null, offerId: null, kind: 'human', category: 'care', quantity: { value: '2', unit: 'h' }, amount: null, spans: [], by: '2030-01-01',
      proposedBy: two!.memberId, proposedAt: bed.clock.now(),
    });
    await bed.tell('resources', { clusterId, subject: told.pledgeId, happenings: [proposed] });
    return told;
  };

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    [one, two] = await admitAll(bed, clusterId, 2);
  });

  afterAll(() => bed.stop());

  it('waits for all that is missing, and says so at once', async () => {
    const here = await run(clusterId, [one!, two!]);
    const task = await one!.person.get(addTask, { ...here, title: 'Zagrabić', responsible: [one!.memberId], accountable: two!.memberId });
    await one!.person.get(recordCost, { ...here, ...cost() });
    await one!.person.get(beginClosing, here);
    const told = await pledgedTo(here);
    await bed.settle();
    expect((await two!.person.get(readReadiness, here)).missing.map(({ code, count }) => [code, count])).toEqual([['tasks', 1], ['promises', 1], ['costs', 1], ['benefits', 2], ['lessons', 1]]);
    expect(await one!.person.call(closeInitiative, here)).toEqual({ refused: 'tasks-open', parameters: { missing: 'Zagrabić' } });
    expect(await one!.person.call(addTask, { ...here, title: 'Jeszcze', responsible: [one!.memberId], accountable: two!.memberId })).toMatchObject({ refused: 'initiative-wrong-state' });
    await one!.person.get(dropTask, { ...here, taskId: task.id, reason: 'Już nie trzeba' });
    expect(await one!.person.call(closeInitiative, here)).toEqual({ refused: 'promises-open', parameters: { count: 1 } });
    // Told, and not handed over: whoever closes catches up.
    await bed.tell('resources', { clusterId, subject: told.pledgeId, version: 2, happenings: [PledgeEnded.of({ ...told, how: 'cancelled', by: 'initiative', endedAt: bed.clock.now() })] });
    expect(await one!.person.call(closeInitiative, here)).toMatchObject({ refused: 'costs-unsettled' });
  });

  it('comes once, whoever asks for it', async () => {
    const here = await closing();
    expect(outcomes(await atOnce(20, (turn) => (turn % 2 ? one! : two!).person.call(closeInitiative, here)))).toEqual({ granted: 1, 'initiative-wrong-state': 19 });
    expect(await one!.person.get(readInitiative, here)).toMatchObject({ state: 'closed' });
  });

  it('never leaves a cost behind that nobody settles, nor a task', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const here = await closing();
      const [closed, spent] = await Promise.all([two!.person.call(closeInitiative, here), one!.person.call(recordCost, { ...here, ...cost() })]);
      expect(['refused' in closed, 'refused' in spent]).toContain(true);
      const [{ costs }] = (await bed.rows<{ costs: number }>(`SELECT count(*)::int AS costs FROM initiatives.cost WHERE initiative_id = $1`, [here.initiativeId])) as [{ costs: number }];
      expect(costs).toBe('refused' in spent ? 0 : 1);
      if (costs > 0) expect(await one!.person.get(readInitiative, here)).toMatchObject({ state: 'closing' });
    }
  });

  it('is kept from coming before every partner has stated its benefits by the database too', async () => {
    const here = await closing({ stated: false });
    await expect(bed.rows(`SET LOCAL search_path = initiatives; UPDATE initiative SET state = 'closed', ended_at = now() WHERE id = '${here.initiativeId}'`)).rejects.toThrow(/stated its benefits/);
  });

  it('asks each partner: a benefit acknowledged by twenty at once is one, and “none” no longer fits', async () => {
    const here = await closing({ stated: false });
    const { id: benefitId } = await two!.person.get(addBenefit, { ...here, memberId: one!.memberId, kind: 'know-how', description: 'Umiemy szczepić' });
    await one!.person.get(stateBenefits, { ...here, none: true });
    expect(outcomes(await atOnce(20, () => one!.person.call(acknowledgeBenefit, { ...here, benefitId })))).toEqual({ granted: 1, 'benefit-wrong-state': 19 });
    expect(await one!.person.call(stateBenefits, { ...here, none: true })).toEqual({ refused: 'statement-unfit', parameters: { byItself: 1, concerning: 1 } });
    await one!.person.get(stateBenefits, { ...here, none: false });
    expect(await one!.person.call(closeInitiative, here)).toEqual({ refused: 'benefits-unstated', parameters: { missing: 'Podmiot' } });
    await two!.person.get(stateBenefits, { ...here, none: true });
    expect(await one!.person.get(closeInitiative, here)).toMatchObject({ state: 'closed' });
  });

  it('lets the benefits that an agreement expects stand from the day it is in force', async () => {
    const { here } = await Partnership.running(clusterId, [one!, two!], { expectedBenefits: [{ memberId: two!.memberId, kind: 'reach', description: 'Nowi goście', quantity: null }] });
    expect((await one!.person.get(listBenefits, here)).items).toMatchObject([{ memberId: two!.memberId, kind: 'reach', state: 'expected', agreementNumber: 1 }]);
  });

  it('can come early, by the coordinator', async () => {
    const here = await run(clusterId, [one!, two!]);
    expect(await two!.person.call(abandonInitiative, { ...here, reason: 'Nie ma sensu' })).toEqual({ refused: 'not-coordinator' });
    expect(await one!.person.get(abandonInitiative, { ...here, reason: 'Zalało ogród' })).toMatchObject({ state: 'abandoned', reason: 'Zalało ogród' });
    expect(await one!.person.call(beginClosing, here)).toMatchObject({ refused: 'initiative-wrong-state' });
  });

  it('of a membership is the end of its partnerships; what is open is told before', async () => {
    const [, leaver] = await admitAll(bed, clusterId, 2) as [Member, Member];
    const here = await run(clusterId, [leaver, one!]);
    await one!.person.get(addTask, { ...here, title: 'Kompost', responsible: [leaver.memberId], accountable: one!.memberId });
    const membership = await bed.process('membership');
    const open = await membership.call(listInitiativeObligations, { clusterId, memberId: leaver.memberId }, { requestId: newId() });
    expect(open).toMatchObject({ items: [{ kind: 'partnership' }, { kind: 'task', title: 'Kompost' }] });
    await bed.tell('membership', { clusterId, subject: leaver.memberId, version: 2, happenings: [MemberLeft.of({ memberId: leaver.memberId, clusterId, partyId: newId(), endedAt: bed.clock.now() } as never)] });
    await bed.settle();
    const rows = await bed.rows('SELECT state, coordinator FROM initiatives.initiative_partner WHERE initiative_id = $1 ORDER BY place', [here.initiativeId]);
    expect(rows).toEqual([{ state: 'left', coordinator: false }, { state: 'partner', coordinator: false }]);
  });
});
