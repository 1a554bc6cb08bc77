import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptPledge, cancelPledge, changeOffer, declinePledge, makeOffer, type Offer, pauseOffer, type Pledge, proposePledge, type RequestInputOf } from '@klaster/contracts';
import { civilDay } from '@klaster/service-kit';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** INV: what is offered is never promised beyond what there is, never to two at once where it is exclusive, whatever races: with two replicas. */
describe('what pledges hold of offers', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let provider: Side;
  let others: readonly Side[];
  let startMs: number;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    // So many that all of a race are in it together.
    await bed.serve(resources, { replicas: 2, config: { CONCURRENCY: 600 } });
    cluster = new Cluster(bed);
    provider = await cluster.admit();
    others = await Promise.all(Array.from({ length: 8 }, () => cluster.admit()));
    await bed.settle();
    // An hour of some days ahead, so that none of it is over while the tests run.
    startMs = Math.ceil(Date.now() / hourMs) * hourMs + 3 * dayMs;
  });

  afterAll(() => bed.stop());

  const instant = (ms: number) => new Date(ms).toISOString();
  const hours = (from: number, until: number) => ({ from: instant(startMs + from * hourMs), until: instant(startMs + until * hourMs) });
  const by = () => civilDay(instant(startMs + 20 * dayMs));
  const offer = (asked: Omit<RequestInputOf<typeof makeOffer>, 'clusterId' | 'title'>): Promise<Offer> =>
    provider.person.get(makeOffer, { clusterId: cluster.id, title: 'Do podziału', publish: true, ...asked });
  const bus = () => offer({ category: 'minibus' });
  const tents = (value = '3') => offer({ category: 'tent', sharing: 'counted', quantity: { value, unit: 'piece' } });
  const flour = (value = '10') => offer({ category: 'food', quantity: { value, unit: 'kg' } });

  type Asked = Omit<RequestInputOf<typeof proposePledge>, 'clusterId' | 'by'>;
  const ask = (turn: number, asked: Asked) => others[turn % others.length]!.person.call(proposePledge, { clusterId: cluster.id, by: by(), ...asked });
  const got = async (turn: number, asked: Asked): Promise<Pledge> => {
    const answer = await ask(turn, asked);
    if ('refused' in answer) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const aBus = (offerId: string, from = 0, until = 8): Asked => ({ offerId, quantity: { value: '1', unit: 'day' }, spans: [hours(from, until)] });
  const aTent = (offerId: string, from = 0, until = 8, atOnce = '1'): Asked => ({ offerId, quantity: { value: '1', unit: 'piece' }, atOnce, spans: [hours(from, until)] });
  const kilos = (offerId: string, value: string): Asked => ({ offerId, quantity: { value, unit: 'kg' } });
  const cancel = (turn: number, pledgeId: string) => others[turn % others.length]!.person.get(cancelPledge, { clusterId: cluster.id, pledgeId, reason: 'Już nie trzeba' });
  const held = (offerId: string) => bed.rows<{ quantity: string }>('SELECT quantity FROM resources.reservation WHERE offer_id = $1', [offerId]);

  it('the last place of what is exclusive goes to one of 500, and when it is given back to one of 100', async () => {
    const { id } = await bus();
    const answers = await atOnce(500, (turn) => ask(turn, aBus(id)));
    expect(outcomes(answers)).toEqual({ granted: 1, 'capacity-taken': 499 });
    expect(await held(id)).toHaveLength(1);
    const winner = answers.findIndex((answer) => !('refused' in answer));
    await cancel(winner, (answers[winner] as Pledge).id);
    expect(await held(id)).toEqual([]);
    expect(outcomes(await atOnce(100, (turn) => ask(turn, aBus(id, 1, 2))))).toEqual({ granted: 1, 'capacity-taken': 99 });
  }, 60_000);

  it('the three places of what is counted go to three of 500, and one that is given back to one of 100', async () => {
    const { id } = await tents();
    const answers = await atOnce(500, (turn) => ask(turn, aTent(id, turn % 4, 8)));
    expect(outcomes(answers)).toEqual({ granted: 3, 'capacity-taken': 497 });
    const winner = answers.findIndex((answer) => !('refused' in answer));
    await cancel(winner, (answers[winner] as Pledge).id);
    expect(outcomes(await atOnce(100, (turn) => ask(turn, aTent(id, 4, 5))))).toEqual({ granted: 1, 'capacity-taken': 99 });
  }, 60_000);

  it('ten hours of a driver go to five of 500 that ask for two each, in whichever unit, and two that are given back to one of 100', async () => {
    const { id } = await offer({ category: 'driving', quantity: { value: '10', unit: 'h' } });
    const work = (turn: number) => ({ offerId: id, quantity: turn % 2 ? { value: '2', unit: 'h' } : { value: '120', unit: 'min' } });
    const answers = await atOnce(500, (turn) => ask(turn, work(turn)));
    expect(outcomes(answers)).toEqual({ granted: 5, 'capacity-taken': 495 });
    const winner = answers.findIndex((answer) => !('refused' in answer));
    await cancel(winner, (answers[winner] as Pledge).id);
    expect(outcomes(await atOnce(100, (turn) => ask(turn, work(turn))))).toEqual({ granted: 1, 'capacity-taken': 99 });
    expect(await bed.rows('SELECT reserved::text FROM resources.offer_capacity WHERE offer_id = $1', [id])).toEqual([{ reserved: '600.000000000000' }]);
  }, 60_000);

  it('many times in whatever order are asked for at once without anybody waiting for each other', async () => {
    const [one, other] = await Promise.all([bus(), bus()]);
    const spans = Array.from({ length: 20 }, (_, place) => hours(place * 10, place * 10 + 5));
    // Of those that share a time one wins; nobody is refused for having been slow.
    const answers = await atOnce(120, (turn) => {
      const mine = spans.filter((_, place) => (place + turn) % 3 === 0);
      return ask(turn, { offerId: turn % 2 ? one.id : other.id, quantity: { value: '1', unit: 'day' }, spans: mine });
    });
    expect(outcomes(answers)).toEqual({ granted: 6, 'capacity-taken': 114 });
  }, 60_000);

  it('is all or nothing: one time that is taken leaves the others free', async () => {
    const { id } = await bus();
    await got(0, aBus(id, 10, 12));
    expect(await ask(1, { offerId: id, quantity: { value: '1', unit: 'day' }, spans: [hours(0, 2), hours(11, 13), hours(20, 22)] })).toMatchObject({ refused: 'capacity-taken' });
    expect(await held(id)).toHaveLength(1);
    await got(2, aBus(id, 8, 10));
    await got(3, aBus(id, 12, 14));
  });

  it('is free again when a proposal is declined, and stays held when it is accepted', async () => {
    const { id } = await bus();
    const first = await got(0, aBus(id));
    await provider.person.get(declinePledge, { clusterId: cluster.id, pledgeId: first.id, reason: 'Bus jest w naprawie' });
    const second = await got(1, aBus(id));
    await provider.person.get(acceptPledge, { clusterId: cluster.id, pledgeId: second.id });
    expect(await ask(2, aBus(id))).toMatchObject({ refused: 'capacity-taken' });
  });

  it('is not taken of an offer that was paused, or said anew, by whoever was quicker', async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      const { id, version } = await bus();
      const [answer, change] = await Promise.all([
        ask(turn, aBus(id)),
        turn % 2
          ? provider.person.call(pauseOffer, { clusterId: cluster.id, offerId: id })
          : provider.person.call(changeOffer, { clusterId: cluster.id, offerId: id, title: 'Tylko wczoraj', until: civilDay(instant(startMs - dayMs)) }, { expectedVersion: version }),
      ]);
      if (turn % 2) expect([answer, change]).not.toContainEqual({ refused: 'conflict' });
      // Either the promise was made before, or it is not made.
      else expect(['refused' in answer, 'refused' in change].filter(Boolean)).toHaveLength(1);
      if ('refused' in answer) expect(await held(id)).toEqual([]);
    }
  }, 60_000);

  /** By SQL, in the service's own role, what a fault in the code could try. */
  describe('in the database', () => {
    const attempt = async (text: string, offerId: string) => {
      const runtime = await bed.sql('resources');
      await runtime.query('BEGIN');
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [cluster.id]);
      return runtime.query(text, [offerId]).finally(() => runtime.query('ROLLBACK'));
    };
    const copy = (changes: string) => `INSERT INTO reservation (id, cluster_id, offer_id, pledge_id, sharing, during, quantity)
      SELECT uuidv7(), cluster_id, offer_id, pledge_id, sharing, during, quantity FROM (SELECT (jsonb_populate_record(r, '${changes}')).* FROM reservation r WHERE offer_id = $1 LIMIT 1) AS copied`;

    it('nothing is held twice that is exclusive', async () => {
      const { id } = await bus();
      await got(0, aBus(id));
      await expect(attempt(copy('{}'), id)).rejects.toThrow(/capacity_taken_exclusive/);
    });

    it('no more is held at a time than there is, nor for longer', async () => {
      const { id } = await tents('2');
      await got(0, aTent(id, 0, 8, '2'));
      await expect(attempt(copy('{"quantity": 0.5}'), id)).rejects.toThrow(/not free at that time/);
      await got(1, aTent(id, 8, 9, '2'));
      await expect(attempt(`UPDATE reservation SET during = tstzrange(starts_at, ends_at + interval '1 minute') WHERE offer_id = $1`, id)).rejects.toThrow(/not free at that time/);
    });

    it('no more of a stock than there is, by a new promise or by one that grows', async () => {
      const { id } = await flour('10');
      await got(0, kilos(id, '6'));
      await expect(attempt(copy('{}'), id)).rejects.toThrow(/capacity_taken/);
      await expect(attempt('UPDATE reservation SET quantity = 10001 WHERE offer_id = $1', id)).rejects.toThrow(/capacity_taken/);
    });

    it('nothing is held otherwise than it is shared, nor without an end', async () => {
      const { id } = await bus();
      await got(0, aBus(id));
      await expect(attempt(copy('{"sharing": "counted", "quantity": 1}'), id)).rejects.toThrow(/shared like this/);
      await expect(attempt(copy('{"during": "[2100-01-01,)"}'), id)).rejects.toThrow(/check constraint/);
      await expect(attempt(copy('{"during": null}'), id)).rejects.toThrow(/check constraint/);
    });

    it('who proposed a pledge does not accept it', async () => {
      const { id } = await bus();
      await got(0, aBus(id));
      await expect(attempt(`UPDATE pledge SET state = 'accepted', accepted_by = proposed_by, accepted_at = now() WHERE offer_id = $1`, id)).rejects.toThrow(/check constraint/);
    });
  });
});
