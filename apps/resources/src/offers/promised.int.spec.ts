import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cancelPledge, changeOffer, listReservations, makeOffer, type Offer, type Pledge, proposePledge, readAvailability, type RequestInputOf, withdrawOffer } from '@klaster/contracts';
import { civilDay } from '@klaster/service-kit';
import { outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What is free of offers while pledges hold parts of them, and what can become of an offer then, with two replicas. */
describe('an offer of which something is promised', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let provider: Side;
  let other: Side;
  let startMs: number;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    [provider, other] = [await cluster.admit(), await cluster.admit()];
    await bed.settle();
    startMs = Math.ceil(Date.now() / hourMs) * hourMs + 3 * dayMs;
  });

  afterAll(() => bed.stop());

  const instant = (hour: number) => new Date(startMs + hour * hourMs).toISOString();
  const hours = (from: number, until: number) => ({ from: instant(from), until: instant(until) });
  const by = () => civilDay(instant(400 * 24));
  const offer = (asked: Omit<RequestInputOf<typeof makeOffer>, 'clusterId' | 'title'>): Promise<Offer> =>
    provider.person.get(makeOffer, { clusterId: cluster.id, title: 'Do podziału', publish: true, ...asked });
  const tents = (value: string) => offer({ category: 'tent', sharing: 'counted', quantity: { value, unit: 'piece' } });
  const pledge = (asked: Omit<RequestInputOf<typeof proposePledge>, 'clusterId' | 'by'>): Promise<Pledge> => other.person.get(proposePledge, { clusterId: cluster.id, by: by(), ...asked });
  const aTent = (offerId: string, from: number, until: number, atTime = '1') => ({ offerId, quantity: { value: '1', unit: 'piece' }, atOnce: atTime, spans: [hours(from, until)] });
  const free = ({ id: offerId }: Offer, from = 0, until = 24) => other.person.get(readAvailability, { clusterId: cluster.id, offerId, ...hours(from, until) });
  const change = (of: Offer, fields: Partial<RequestInputOf<typeof changeOffer>>) =>
    provider.person.call(changeOffer, { clusterId: cluster.id, offerId: of.id, title: of.title, ...fields }, { expectedVersion: of.version });

  it('is free where nothing is held, in its windows', async () => {
    // An hour a day by the clock on the wall, and the hour of the test among them.
    const wall = new Date(startMs).toLocaleString('sv-SE', { timeZone: 'Europe/Warsaw' }).replace(' ', 'T').slice(0, 16);
    const hall = await offer({ category: 'hall', windows: [{ start: wall, minutes: 120, rule: 'FREQ=DAILY' }] });
    expect((await free(hall)).items).toEqual([{ ...hours(0, 2), free: '1' }]);
    await pledge({ offerId: hall.id, quantity: { value: '1', unit: 'h' }, spans: [{ from: instant(0.5), until: instant(1) }] });
    expect(await free(hall)).toEqual({ sharing: 'exclusive', unit: null, free: null, items: [{ ...hours(0, 0.5), free: '1' }, { ...hours(1, 2), free: '1' }] });
    expect(await other.person.call(proposePledge, { clusterId: cluster.id, by: by(), offerId: hall.id, quantity: { value: '1', unit: 'h' }, spans: [hours(3, 4)] })).toMatchObject({ refused: 'outside-availability' });
  });

  it('is free by as many as are left at a time', async () => {
    const made = await tents('3');
    await pledge(aTent(made.id, 2, 6, '2'));
    await pledge(aTent(made.id, 4, 8, '0.5'));
    expect(await free(made, 0, 10)).toEqual({
      sharing: 'counted', unit: 'piece', free: null,
      items: [{ ...hours(0, 2), free: '3' }, { ...hours(2, 4), free: '1' }, { ...hours(4, 6), free: '0.5' }, { ...hours(6, 8), free: '2.5' }, { ...hours(8, 10), free: '3' }],
    });
    expect((await other.person.get(listReservations, { clusterId: cluster.id, offerId: made.id })).items).toMatchObject([{ span: hours(2, 6), quantity: '2' }, { span: hours(4, 8), quantity: '0.5' }]);
  });

  it('is free by what is left in all, in its own unit', async () => {
    const flour = await offer({ category: 'food', quantity: { value: '10', unit: 'kg' } });
    await pledge({ offerId: flour.id, quantity: { value: '2.5', unit: 'kg' } });
    expect(await free(flour)).toEqual({ sharing: 'stock', unit: 'kg', free: '7.5', items: [] });
    expect((await other.person.get(listReservations, { clusterId: cluster.id, offerId: flour.id })).items).toMatchObject([{ span: null, quantity: '2.5' }]);
    const money = await offer({ category: 'donation', amount: { amountMinor: 100_001, currency: 'PLN' } });
    await pledge({ offerId: money.id, amount: { amountMinor: 1, currency: 'PLN' } });
    expect(await free(money)).toEqual({ sharing: 'stock', unit: 'PLN', free: '100000', items: [] });
  });

  it('is as free as before where it is knowledge, and not at all where it is over', async () => {
    const text = await offer({ category: 'training-materials', conditions: { licence: 'CC-BY-4.0' } });
    await pledge({ offerId: text.id, quantity: { value: '1', unit: 'piece' } });
    expect(await free(text)).toEqual({ sharing: 'unlimited', unit: null, free: null, items: [{ ...hours(0, 24), free: '1' }] });
    const made = await tents('3');
    await provider.person.get(withdrawOffer, { clusterId: cluster.id, offerId: made.id });
    expect((await free(made)).items).toEqual([]);
  });

  it('tells of 400 days at most, and of some time at least', async () => {
    const made = await tents('3');
    const ask = (from: number, until: number) => other.person.call(readAvailability, { clusterId: cluster.id, offerId: made.id, ...hours(from, until) });
    expect(await ask(0, 400 * 24)).toMatchObject({ items: [{ free: '3' }] });
    for (const [from, until] of [[0, 400 * 24 + 1], [1, 1], [2, 1]] as const) expect(await ask(from, until)).toEqual({ refused: 'wrong-times' });
  });

  it('is not said anew so that a promise could not be kept, and is when it is given back', async () => {
    const made = await tents('3');
    const promised = await pledge(aTent(made.id, 2, 6, '2'));
    const quantity = (value: string) => ({ sharing: 'counted' as const, quantity: { value, unit: 'piece' } });
    for (const fields of [quantity('1.999999'), { ...quantity('3'), until: civilDay(new Date().toISOString()) }, { ...quantity('3'), windows: [{ start: '2199-01-01T10:00', minutes: 60 }], from: '2199-01-01' }, {}, { quantity: { value: '9', unit: 'piece' } }]) {
      expect(await change(made, fields)).toEqual({ refused: 'below-promised' });
    }
    expect(await change(made, quantity('2'))).toMatchObject({ version: 3, quantity: { value: '2', unit: 'piece' } });
    await other.person.get(cancelPledge, { clusterId: cluster.id, pledgeId: promised.id, reason: 'Już nie trzeba' });
    expect(await change({ ...made, version: 3 }, {})).toMatchObject({ sharing: 'exclusive', version: 4 });
  });

  it('keeps every promise, however many are made while it is said anew', async () => {
    for (let turn = 0; turn < 15; turn += 1) {
      const made = await tents('3');
      const [changed, ...answers] = await Promise.all([
        change(made, { sharing: 'counted', quantity: { value: '1', unit: 'piece' } }),
        ...Array.from({ length: 4 }, () => other.person.call(proposePledge, { clusterId: cluster.id, by: by(), ...aTent(made.id, 0, 4) })),
      ]);
      const [row] = await bed.rows<{ capacity: number; held: number }>(
        'SELECT c.capacity::float8 AS capacity, (SELECT count(*)::int FROM resources.reservation r WHERE r.offer_id = c.offer_id) AS held FROM resources.offer_capacity c WHERE c.offer_id = $1',
        [made.id],
      );
      expect(row!.held).toBeLessThanOrEqual(row!.capacity);
      expect(row!.capacity).toBe('refused' in changed ? 3 : 1);
      expect(outcomes(answers)['granted']).toBe(row!.held);
    }
  }, 60_000);

  it('in the database: what is promised is not taken away by a fault in the code either', async () => {
    const made = await tents('3');
    await pledge(aTent(made.id, 2, 6, '2'));
    const runtime = await bed.sql('resources');
    await runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [cluster.id]);
    for (const change of ['capacity = 1', `sharing = 'exclusive', capacity = NULL`, `sharing = 'stock'`]) {
      await expect(runtime.query(`UPDATE offer_capacity SET ${change} WHERE offer_id = $1`, [made.id])).rejects.toThrow(/more than that is promised/);
    }
    await runtime.query('UPDATE offer_capacity SET capacity = 2 WHERE offer_id = $1', [made.id]);
  });
});
