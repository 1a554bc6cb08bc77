import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptPledge, cancelNeed, cancelPledge, changeNeed, confirmContribution, type Contribution, declinePledge, listNeeds, listPledges, makeOffer, type Need, type Pledge, proposePledge, raiseNeed, readNeed, readOffer,
  readPledge, recordContribution, type RequestInputOf, reverseContribution,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay } from '@klaster/service-kit';
import { atOnce, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';
import { endOfDay } from '../times/zone.js';

/** From a need and a promise to what is given, with two replicas of the service. */
describe('pledges', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let giver: Side;
  let taker: Side;
  let third: Side;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    [giver, taker, third] = [await cluster.admit(), await cluster.admit(), await cluster.admit()];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const day = (later: number) => civilDay(new Date(Date.parse(bed.clock.now()) + later * 86_400_000).toISOString());
  const hours = (value: string) => ({ value, unit: 'h' });
  const here = () => ({ clusterId: cluster.id });
  const raise = (asked: Partial<RequestInputOf<typeof raiseNeed>> = {}): Promise<Need> => taker.person.get(raiseNeed, { ...here(), category: 'driving', title: 'Kierowca', quantity: hours('8'), ...asked });
  const promise = (asked: Partial<RequestInputOf<typeof proposePledge>> = {}, by = giver) => by.person.call(proposePledge, { ...here(), quantity: hours('6'), by: day(30), ...asked });
  const promised = async (...asked: Parameters<typeof promise>): Promise<Pledge> => {
    const answer = await promise(...asked);
    if ('refused' in answer) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const accept = (pledgeId: string, by = taker) => by.person.call(acceptPledge, { ...here(), pledgeId });
  const cancel = (pledgeId: string, by = giver) => by.person.call(cancelPledge, { ...here(), pledgeId, reason: 'zmiana planów' });
  const give = (pledgeId: string, quantity = hours('2')): Promise<Contribution> =>
    giver.person.get(recordContribution, { ...here(), pledgeId, category: 'driving', receiver: { memberId: taker.memberId }, quantity, givenOn: day(0) });
  const confirm = (contributionId: string, by = taker) => by.person.call(confirmContribution, { ...here(), contributionId });
  const need = async (needId: string) => {
    const { state, promised: toCome, given } = await taker.person.get(readNeed, { ...here(), needId });
    return [state, toCome, given];
  };
  const pledge = async (pledgeId: string) => {
    const { state, given } = await taker.person.get(readPledge, { ...here(), pledgeId });
    return [state, given];
  };
  const timers = (subject: string) => bed.rows<{ name: string }>(`SELECT name FROM resources.timer WHERE subject = $1 AND name <> 'matches-sought'`, [subject]);

  it('move a need from what is promised to what is given, and back', async () => {
    const { id: needId } = await raise();
    const { id, category, receiver } = await promised({ needId });
    expect([category, receiver]).toEqual(['driving', { memberId: taker.memberId }]);
    expect(await need(needId)).toEqual(['open', '0', '0']);
    await accept(id);
    expect(await need(needId)).toEqual(['open', '6', '0']);
    const first = await give(id, { value: '90', unit: 'min' });
    await confirm(first.id);
    expect([await pledge(id), await need(needId)]).toEqual([['partly-fulfilled', '1.5'], ['partly-met', '4.5', '1.5']]);
    await confirm((await give(id, hours('6.5'))).id);
    expect([await pledge(id), await need(needId)]).toEqual([['fulfilled', '8'], ['met', '0', '8']]);
    expect(await timers(id)).toEqual([]);
    expect(await promise({ needId })).toMatchObject({ refused: 'need-wrong-state', parameters: { state: 'met' } });
    const reversal = await giver.person.get(reverseContribution, { ...here(), contributionId: first.id, reason: 'pomyłka' });
    expect(await pledge(id)).toEqual(['fulfilled', '8']);
    await confirm(reversal.id);
    expect([await pledge(id), await need(needId)]).toEqual([['fulfilled', '6.5'], ['partly-met', '0', '6.5']]);
  });

  it('that are cancelled promise nothing any more, and what was recorded before counts all the same', async () => {
    const { id: needId } = await raise();
    const { id } = await promised({ needId });
    await accept(id);
    const [before, later] = [await give(id), await give(id, hours('1'))];
    await confirm(before.id);
    expect(await cancel(id, taker)).toMatchObject({ state: 'cancelled', given: '2', reason: 'zmiana planów' });
    expect(await need(needId)).toEqual(['partly-met', '0', '2']);
    await confirm(later.id);
    expect([await pledge(id), await need(needId)]).toEqual([['cancelled', '3'], ['partly-met', '0', '3']]);
    expect(await giver.person.call(recordContribution, { ...here(), pledgeId: id, category: 'driving', receiver: { memberId: taker.memberId }, quantity: hours('1'), givenOn: day(0) })).toMatchObject({ refused: 'pledge-other' });
    expect(await timers(id)).toEqual([]);
  });

  it('count all that is confirmed at the same moment, of one pledge or of several for one need', async () => {
    const { id: needId } = await raise({ quantity: hours('100') });
    const [one, other] = [await promised({ needId }), await promised({ needId })];
    await Promise.all([accept(one.id), accept(other.id)]);
    expect(await need(needId)).toEqual(['open', '12', '0']);
    const given = await Promise.all([give(one.id, hours('1')), give(one.id, hours('0.5')), give(other.id, hours('0.25')), give(other.id, hours('8'))]);
    expect(outcomes(await Promise.all(given.map(({ id }) => confirm(id))))).toEqual({ granted: 4 });
    expect([await pledge(one.id), await pledge(other.id), await need(needId)]).toEqual([['partly-fulfilled', '1.5'], ['fulfilled', '8.25'], ['partly-met', '4.5', '9.75']]);
  });

  it('are answered once, whoever is quicker', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { id: needId } = await raise();
      const { id } = await promised({ needId });
      const answers = await Promise.all([
        ...Array.from({ length: 10 }, () => accept(id)),
        taker.person.call(declinePledge, { ...here(), pledgeId: id, reason: 'nie trzeba' }),
      ]);
      expect(outcomes(answers)).toEqual({ granted: 1, 'pledge-wrong-state': 10 });
      const { state } = await taker.person.get(readPledge, { ...here(), pledgeId: id });
      expect(await need(needId)).toEqual(['open', state === 'accepted' ? '6' : '0', '0']);
    }
  });

  it('are for the two sides alone; another partner of the side that proposed does not answer for it', async () => {
    const initiativeId = await cluster.initiative({ partners: [taker, third] });
    const { id } = await promised({ giver: giver.memberId, receiver: { initiativeId }, category: 'driving' }, taker);
    expect(await accept(id, third)).toEqual({ refused: 'own-proposal' });
    expect(await accept(id, taker)).toEqual({ refused: 'own-proposal' });
    const { id: between } = await promised({ receiver: { memberId: taker.memberId }, category: 'driving' });
    expect(await accept(between, third)).toEqual({ refused: 'not-a-side' });
    expect(await accept(between, giver)).toEqual({ refused: 'own-proposal' });
    expect(await promise({ giver: giver.memberId, receiver: { memberId: taker.memberId }, category: 'driving' }, third)).toEqual({ refused: 'not-a-side' });
    expect(await accept(id, giver)).toMatchObject({ state: 'accepted', acceptedBy: giver.memberId });
  });

  it('use up a stock: when all of it is given, in however many parts at once, the offer is over', async () => {
    const offer = await giver.person.get(makeOffer, { ...here(), category: 'driving', title: 'Dyżur', quantity: hours('8'), publish: true });
    const parts = await Promise.all([1, 2, 3, 4].map(() => promised({ offerId: offer.id, quantity: hours('2') }, taker)));
    await Promise.all(parts.map(({ id }) => accept(id, giver)));
    const given = await Promise.all(parts.map(({ id }) => give(id)));
    const state = async () => (await giver.person.get(readOffer, { ...here(), offerId: offer.id })).state;
    await confirm(given[0]!.id);
    expect(await state()).toBe('published');
    await Promise.all(given.slice(1).map(({ id }) => confirm(id)));
    expect(await state()).toBe('exhausted');
    expect(await promise({ offerId: offer.id, quantity: hours('1') }, taker)).toMatchObject({ refused: 'offer-wrong-state', parameters: { state: 'exhausted' } });
  });

  it('that end hold of a stock what was given, and no more', async () => {
    const offer = await giver.person.get(makeOffer, { ...here(), category: 'driving', title: 'Dyżur', quantity: hours('8'), publish: true });
    const { id } = await promised({ offerId: offer.id, quantity: hours('8') }, taker);
    await accept(id, giver);
    const given = await give(id);
    await confirm(given.id);
    await cancel(id);
    const reserved = async () => (await bed.rows<{ reserved: string }>('SELECT trim_scale(reserved)::text AS reserved FROM resources.offer_capacity WHERE offer_id = $1', [offer.id]))[0]!.reserved;
    expect(await reserved()).toBe('120');
    await confirm((await giver.person.get(reverseContribution, { ...here(), contributionId: given.id, reason: 'pomyłka' })).id);
    expect(await reserved()).toBe('0');
    expect(await promise({ offerId: offer.id, quantity: hours('8') }, taker)).toMatchObject({ state: 'proposed' });
  });

  it('are listed by who gives, who receives, of what, for what and how far they are', async () => {
    const listed = await cluster.admit();
    const initiativeId = await cluster.initiative({ partners: [taker, third] });
    const { id: needId } = await listed.person.get(raiseNeed, { ...here(), category: 'tent', title: 'Namiot', quantity: { value: '2', unit: 'piece' } });
    const { id: offerId } = await giver.person.get(makeOffer, { ...here(), category: 'tent', title: 'Namioty', quantity: { value: '9', unit: 'piece' }, publish: true });
    const piece = { quantity: { value: '1', unit: 'piece' } };
    const [first, second] = [await promised({ needId, offerId, ...piece }, listed), await promised({ receiver: { initiativeId }, category: 'tent', ...piece }, listed)];
    await accept(second.id, third);
    const list = async (filter: Partial<RequestInputOf<typeof listPledges>>) => (await third.person.get(listPledges, { ...here(), ...filter })).items.map(({ id }) => id);
    expect(await list({ giver: listed.memberId })).toEqual([second.id]);
    for (const filter of [{ memberId: listed.memberId }, { needId }, { offerId }, { offerId, state: 'proposed' as const }]) expect(await list(filter)).toEqual([first.id]);
    for (const filter of [{ initiativeId }, { initiativeId, state: 'accepted' as const }]) expect(await list(filter)).toEqual([second.id]);
    expect(await list({ needId, state: 'accepted' })).toEqual([]);
    const needs = async (filter: Partial<RequestInputOf<typeof listNeeds>>) => (await third.person.get(listNeeds, { ...here(), ...filter })).items.map(({ id }) => id);
    for (const filter of [{ memberId: listed.memberId }, { category: 'tent' }, { kind: 'material' as const, state: 'open' as const }]) expect(await needs(filter)).toEqual([needId]);
    expect((await third.person.get(listPledges, { ...here(), limit: 2 })).items).toHaveLength(2);
  });

  it('and needs of other clusters are not there', async () => {
    const other = new Cluster(bed);
    const [stranger, elsewhere] = [await other.admit(), { clusterId: other.id }];
    const { id: needId } = await raise();
    const { id: pledgeId } = await promised({ needId });
    const draft = await giver.person.get(makeOffer, { ...here(), category: 'hall', title: 'Szkic' });
    const asks = [
      stranger.person.call(readNeed, { ...elsewhere, needId }), stranger.person.call(readPledge, { ...elsewhere, pledgeId }), stranger.person.call(acceptPledge, { ...elsewhere, pledgeId }),
      stranger.person.call(cancelNeed, { ...elsewhere, needId }), stranger.person.call(proposePledge, { ...elsewhere, needId, quantity: hours('1'), by: day(3) }),
      promise({ offerId: draft.id, quantity: hours('1') }, taker), promise({ needId: newId() }),
    ];
    for (const answer of await Promise.all(asks)) expect(answer).toEqual({ refused: 'not-found' });
    expect(await stranger.person.get(listPledges, elsewhere)).toEqual({ items: [], nextCursor: null });
  });

  it('a need is raised by a partner who has just joined, changed by version, and cancelled with a reason', async () => {
    const newcomer = await cluster.admit();
    const initiativeId = await cluster.initiative({ partners: [newcomer, third] });
    const raised = await newcomer.person.get(raiseNeed, { ...here(), initiativeId, category: 'hall', title: 'Sala', quantity: hours('4'), until: day(5) });
    expect(raised.receiver).toEqual({ initiativeId });
    const anew = { ...here(), needId: raised.id, title: 'Sala z kuchnią', quantity: hours('5') };
    expect(await third.person.call(changeNeed, anew, { expectedVersion: 7 })).toEqual({ refused: 'stale-version' });
    expect(await third.person.call(changeNeed, anew, { expectedVersion: 1 })).toMatchObject({ title: 'Sala z kuchnią', until: null, version: 2 });
    expect(await timers(raised.id)).toEqual([]);
    expect(await giver.person.call(cancelNeed, { ...here(), needId: raised.id })).toEqual({ refused: 'not-needing' });
    expect(await newcomer.person.get(cancelNeed, { ...here(), needId: raised.id, reason: 'Mamy już' })).toMatchObject({ state: 'cancelled', reason: 'Mamy już' });
    expect(outcomes(await atOnce(3, () => promise({ needId: raised.id })))).toEqual({ 'need-wrong-state': 3 });
  });

  /** Turns the clock: what stands here is last. */
  it('lapse at midnight in Warsaw after their day, and needs expire; what is held is free again', async () => {
    const offer = await giver.person.get(makeOffer, { ...here(), category: 'minibus', title: 'Bus', publish: true });
    const spans = [{ from: `${day(2)}T08:00:00.000Z`, until: `${day(2)}T16:00:00.000Z` }];
    const { id: needId } = await raise({ until: day(2) });
    const [asked, agreed, done, longer] = [
      await promised({ offerId: offer.id, quantity: { value: '1', unit: 'day' }, spans, by: day(2) }, taker), await promised({ needId, by: day(2) }), await promised({ needId, by: day(2) }), await promised({ needId, by: day(3) }),
    ];
    await Promise.all([accept(agreed.id), accept(done.id), accept(longer.id)]);
    await confirm((await give(done.id, hours('6'))).id);
    const states = () => Promise.all([asked, agreed, done, longer].map(async ({ id }) => (await pledge(id))[0]));
    const minutesToMidnight = Math.floor((endOfDay(day(2)) - Date.parse(bed.clock.now())) / 60_000);
    bed.clock.turn({ minutes: minutesToMidnight - 1 });
    expect(await accept(asked.id, giver)).toMatchObject({ state: 'accepted' });
    bed.clock.turn({ minutes: 2 });
    expect(await cancel(agreed.id)).toMatchObject({ refused: 'pledge-wrong-state', parameters: { state: 'lapsed' } });
    await eventually(async () => ((await states()).join() === 'lapsed,lapsed,fulfilled,accepted' ? true : undefined), () => 'not all have lapsed');
    await eventually(async () => ((await need(needId)).join() === 'expired,6,6' ? true : undefined), () => 'the need has not expired');
    expect(await bed.rows('SELECT 1 FROM resources.timer WHERE subject = ANY ($1)', [[asked.id, agreed.id, done.id, needId]])).toEqual([]);
    // Its time is over: it was used, or not.
    expect(await bed.rows('SELECT 1 FROM resources.reservation WHERE pledge_id = $1', [asked.id])).toHaveLength(1);
    expect(await bed.rows(`SELECT type FROM resources.journal WHERE subject = $1 ORDER BY subject_version`, [agreed.id])).toEqual(['proposed.v1', 'accepted.v1', 'ended.v2'].map((what) => ({ type: `resources.pledge.${what}` })));
  }, 30_000);
});
