import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  abandonInitiative, acceptSettlement, acknowledgeBenefit, addBenefit, addTask, beginClosing, bringIdea, closeInitiative, dropTask, finishTask, MemberLeft, proposeSettlement, readInitiative, readReadiness,
  recordCost, recordLesson, reopenTask, stateBenefits,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { Money } from '../testing/money.js';
import { promise, release } from '../testing/promises.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';
import { SharedInitiative } from '../testing/shared-initiative.js';

/** How initiatives end, in a service with two replicas: what is missing, and what races with the end. */
describe('an initiative', () => {
  let bed: Testbed;
  let one: Member, two: Member, stranger: Member;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    [one, two, stranger] = (await admitAll(bed, clusterId, 3)) as [Member, Member, Member];
  });

  afterAll(() => bed.stop());

  const learn = (here: InInitiative) => one.person.get(recordLesson, { ...here, title: 'Zacznijcie wiosną', text: 'Ziemia jest wtedy miękka.' });
  const stateNone = async (here: InInitiative, ...by: Member[]) => {
    for (const { person } of by) await person.get(stateBenefits, { ...here, none: true });
  };
  /** Nothing is missing any more. */
  const finish = async (here: InInitiative): Promise<void> => {
    await two.person.get(beginClosing, here);
    await learn(here);
    await stateNone(here, one, two);
  };
  const ready = async (): Promise<InInitiative> => {
    const here = await run(clusterId, [one, two]);
    await finish(here);
    return here;
  };
  const close = (here: InInitiative, { person }: Member = one) => person.call(closeInitiative, here);
  const missing = async (here: InInitiative) => (await stranger.person.get(readReadiness, here)).missing.map(({ code }) => code);
  const stateOf = async (here: InInitiative) => (await one.person.get(readInitiative, here)).state;
  const task = (here: InInitiative, title = 'Przekopać') => one.person.get(addTask, { ...here, title, responsible: [one.memberId], accountable: two.memberId });

  it('says all that is missing before its end at once, and is closed when nothing is', async () => {
    const here = await run(clusterId, [one, two]);
    const money = new Money(bed, here);
    const [dig, sow] = [await task(here), await task(here, 'Posiać')];
    const pledgeId = await promise(bed, here, two);
    await money.pays(one, 1_000);
    await bed.settle();
    expect(await stranger.person.get(readReadiness, here)).toEqual({ state: 'running', next: 'closing', missing: [] });
    expect(await close(here)).toEqual({ refused: 'initiative-wrong-state', parameters: { state: 'running', needed: 'closing' } });
    expect(await stranger.person.call(beginClosing, here)).toEqual({ refused: 'not-partner' });
    expect(await two.person.get(beginClosing, here)).toMatchObject({ state: 'closing', closingAt: expect.any(String) as unknown, endedAt: null });
    const path = `/v1/clusters/${clusterId}/initiatives/${here.initiativeId}`;
    const both = [one.memberId, two.memberId];
    expect(await stranger.person.get(readReadiness, here)).toEqual({
      state: 'closing', next: 'closed',
      missing: [
        { code: 'tasks', count: 2, memberIds: [one.memberId], names: ['Przekopać', 'Posiać'], path: `${path}/tasks` },
        { code: 'promises', count: 1, memberIds: [], names: [], path: `${path}/progress` },
        { code: 'costs', count: 1, memberIds: [], names: [], path: `${path}/settlement` },
        { code: 'benefits', count: 2, memberIds: both, names: ['Podmiot', 'Podmiot'], path: `${path}/benefit-statements` },
        { code: 'lessons', count: 1, memberIds: [], names: [], path: `${path}/lessons` },
      ],
    });
    expect(await close(here)).toEqual({ refused: 'tasks-open', parameters: { missing: 'Przekopać, Posiać' } });
    await one.person.get(finishTask, { ...here, taskId: dig.id });
    await one.person.get(dropTask, { ...here, taskId: sow.id, reason: 'Za późno' });
    expect(await close(here)).toEqual({ refused: 'promises-open', parameters: { count: 1 } });
    await release(bed, here, pledgeId);
    await bed.settle();
    expect(await close(here)).toEqual({ refused: 'costs-unsettled', parameters: { count: 1 } });
    const { number } = await one.person.get(proposeSettlement, here);
    expect(await close(here)).toMatchObject({ refused: 'settlement-open', parameters: { number: 1, state: 'proposed', missing: 'Podmiot, Podmiot' } });
    for (const { person } of [one, two]) await person.get(acceptSettlement, { ...here, number });
    expect(await close(here)).toMatchObject({ refused: 'settlement-open', parameters: { state: 'accepted', missing: 'Podmiot' } });
    await money.paid([one, two], await money.settlement(one));
    await stateNone(here, two);
    expect(await close(here)).toEqual({ refused: 'benefits-unstated', parameters: { missing: 'Podmiot' } });
    await stateNone(here, one);
    expect(await close(here)).toEqual({ refused: 'lessons-missing' });
    await learn(here);
    expect(await missing(here)).toEqual([]);
    expect(await close(here, stranger)).toEqual({ refused: 'not-partner' });
    expect(await close(here, two)).toMatchObject({ state: 'closed', endedAt: expect.any(String) as unknown });
    expect(await stranger.person.get(readReadiness, here)).toEqual({ state: 'closed', next: null, missing: [] });
    const told = await bed.rows<{ data: object }>(`SELECT envelope::jsonb -> 'data' AS data FROM initiatives.journal WHERE subject = $1 AND type = 'initiatives.initiative.closed.v1'`, [here.initiativeId]);
    expect(told).toMatchObject([{ data: { settlements: 1, benefits: 0, lessons: 1 } }]);
  });

  it('says what is missing before its start', async () => {
    const { id: initiativeId } = await one.person.get(bringIdea, { clusterId, title: 'Sad', summary: 'Wspólny', novelty: 'Stare odmiany' });
    const here = { clusterId, initiativeId };
    expect(await stranger.person.get(readReadiness, here)).toEqual({ state: 'idea', next: 'forming', missing: [] });
    expect(await stranger.person.call(readReadiness, { clusterId, initiativeId: newId() })).toEqual({ refused: 'not-found' });
  });

  it('hears of released promises before it is told that they are open', async () => {
    for (let round = 0; round < 5; round += 1) {
      const here = await ready();
      const pledgeId = await promise(bed, here, two);
      await bed.settle();
      await release(bed, here, pledgeId);
      expect(await close(here)).toMatchObject({ state: 'closed' });
    }
  });

  it('is closed once by twenty at once', async () => {
    const here = await ready();
    expect(outcomes(await atOnce(20, (turn) => close(here, turn % 2 ? one : two)))).toEqual({ granted: 1, 'initiative-wrong-state': 19 });
    const told = await bed.rows(`SELECT FROM initiatives.journal WHERE subject = $1 AND type LIKE '%.closed.%'`, [here.initiativeId]);
    expect(told).toHaveLength(1);
  });

  it('takes in nothing any more while it is just being closed: no cost, no task, no benefit, no statement', async () => {
    const here = await run(clusterId, [one, two]);
    const { id: done } = await task(here);
    await one.person.get(finishTask, { ...here, taskId: done });
    await finish(here);
    const benefit = await one.person.get(addBenefit, { ...here, memberId: two.memberId, kind: 'know-how', description: 'Szczepienie drzew' });
    const blocker = await bed.database.admin.connect();
    const waiting = (count: number) => async () =>
      (await bed.rows(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = 'initiatives' AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '100 ms'`)).length >= count || undefined;
    try {
      // It has seen everything, and waits with its commit.
      await blocker.query('BEGIN; LOCK TABLE initiatives.journal IN SHARE MODE');
      const closing = close(here);
      await eventually(waiting(1), () => 'it is not being closed');
      const late = Promise.all([
        one.person.call(recordCost, new Money(bed, here).said(100)),
        one.person.call(reopenTask, { ...here, taskId: done }),
        two.person.call(acknowledgeBenefit, { ...here, benefitId: benefit.id }),
        one.person.call(addBenefit, { ...here, kind: 'reach', description: 'Ogród' }),
        two.person.call(stateBenefits, { ...here, none: true }),
      ]);
      await eventually(waiting(6), () => 'somebody does not wait');
      await blocker.query('COMMIT');
      expect(await closing).toMatchObject({ state: 'closed' });
      expect(outcomes(await late)).toEqual({ 'initiative-wrong-state': 5 });
    } finally {
      blocker.release();
    }
  });

  it('never has an unsettled cost or an open task once it is closed, whoever is quicker', async () => {
    for (let round = 0; round < 10; round += 1) {
      const here = await run(clusterId, [one, two]);
      const { id: taskId } = await task(here);
      await one.person.get(finishTask, { ...here, taskId });
      await finish(here);
      const [cost, reopened, closed] = await Promise.all([two.person.call(recordCost, new Money(bed, here).said(100)), two.person.call(reopenTask, { ...here, taskId }), close(here)]);
      const cameIn = [cost, reopened].some((answer) => !('refused' in answer));
      expect('refused' in closed).toBe(cameIn);
      expect(await stateOf(here)).toBe(cameIn ? 'closing' : 'closed');
    }
  });

  it('is closed by nobody before every partner has stated its benefits, not by the hand of the database’s owner either', async () => {
    const here = await run(clusterId, [one, two]);
    await two.person.get(beginClosing, here);
    await stateNone(here, one);
    const byHand = () => bed.rows(`SET LOCAL search_path = initiatives; UPDATE initiative SET state = 'closed', ended_at = now() WHERE id = '${here.initiativeId}'`);
    await expect(byHand()).rejects.toThrow(/has not stated its benefits/);
    await stateNone(here, two);
    await byHand();
    expect(await stateOf(here)).toBe('closed');
  });

  it('is given up by its coordinator; where that has gone, by any partner', async () => {
    const here = await run(clusterId, [one, two]);
    const giveUp = ({ person }: Member) => person.call(abandonInitiative, { ...here, reason: 'Zabrakło rąk' });
    expect(outcomes(await Promise.all([giveUp(two), giveUp(stranger)]))).toEqual({ 'not-coordinator': 1, 'not-partner': 1 });
    expect(await giveUp(one)).toMatchObject({ state: 'abandoned', reason: 'Zabrakło rąk', endedAt: expect.any(String) as unknown });
    expect(await giveUp(one)).toMatchObject({ refused: 'initiative-wrong-state' });
    expect(await one.person.get(readReadiness, here)).toEqual({ state: 'abandoned', next: null, missing: [] });
    const told = await bed.rows<{ envelope: string }>(`SELECT envelope FROM initiatives.journal WHERE subject = $1 AND type LIKE '%.abandoned.%'`, [here.initiativeId]);
    expect(JSON.parse(told[0]!.envelope)).toMatchObject({ data: { was: 'running', abandonedBy: one.memberId } });
    expect(told[0]!.envelope).not.toContain('rąk');

    const [leaver] = (await admitAll(bed, clusterId, 1)) as [Member];
    const next = await run(clusterId, [leaver, two]);
    await bed.tell('membership', { clusterId, subject: leaver.memberId, version: 2, happenings: [MemberLeft.of({ memberId: leaver.memberId, partyId: newId(), clusterId, endedAt: bed.clock.now() })] });
    await bed.settle();
    expect(await two.person.call(abandonInitiative, { ...next, reason: 'Sami nie damy rady' })).toMatchObject({ state: 'abandoned' });
  });

  it('is ended by partners of other clusters as well, under their own path', async () => {
    const shared = await SharedInitiative.of(bed);
    await shared.run();
    const { anna, bartek, celina } = shared.seats;
    expect(await shared.call(celina, beginClosing)).toEqual({ refused: 'not-found' });
    expect(await shared.get(bartek, beginClosing)).toMatchObject({ state: 'closing', clusterId: shared.home });
    const benefit = await shared.get(bartek, addBenefit, { kind: 'reach', description: 'Dwa osiedla' });
    expect(await shared.get(anna, acknowledgeBenefit, { benefitId: benefit.id })).toMatchObject({ clusterId: shared.home, state: 'acknowledged' });
    for (const seat of [anna, bartek]) await shared.get(seat, stateBenefits, { none: false });
    expect((await shared.get(bartek, readReadiness)).missing).toMatchObject([{ code: 'lessons', path: `/v1/clusters/${shared.guest}/initiatives/${shared.initiativeId}/lessons` }]);
    await shared.get(bartek, recordLesson, { title: 'Razem łatwiej', text: 'Dwa klastry to więcej rąk.' });
    expect(await shared.get(bartek, closeInitiative)).toMatchObject({ state: 'closed' });
    expect(new Set([...(await shared.told()), ...(await shared.told(benefit.id))].map(({ cluster_id: told }) => told))).toEqual(new Set([shared.home]));
  });
});
