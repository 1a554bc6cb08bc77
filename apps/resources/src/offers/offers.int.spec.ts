import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listOffers, makeOffer, MemberExcluded, MemberLeft, MemberSuspended, type Offer, pauseOffer, publishOffer, readAvailability, readOffer, type RequestInputOf, withdrawOffer, changeOffer } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';
import { expiryTimer } from './offers.js';

type Made = Partial<RequestInputOf<typeof makeOffer>>;

/** Offers from the draft to their end, with two replicas of the service. */
describe('an offer', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let provider: Side;
  let other: Side;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    [provider, other] = [await cluster.admit(), await cluster.admit()];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const offer = (fields: Made = {}, { person }: Side = provider, clusterId = cluster.id): Promise<Offer> => person.get(makeOffer, { clusterId, category: 'hall', title: 'Sala gimnastyczna', ...fields });
  const one = ({ id: offerId, clusterId }: Offer) => ({ clusterId, offerId });
  const saidAnew = ({ title }: Offer, fields: Partial<RequestInputOf<typeof changeOffer>> = {}) => ({ title, ...fields });
  const change = (of: Offer, fields: Partial<RequestInputOf<typeof changeOffer>>, expectedVersion = of.version) => provider.person.call(changeOffer, { ...one(of), ...saidAnew(of, fields) }, { expectedVersion });
  const stateOf = async (of: Offer) => (await bed.rows<{ state: string }>('SELECT state FROM resources.offer WHERE id = $1', [of.id]))[0]!.state;
  const comesTo = (of: Offer, state: string) => eventually(async () => ((await stateOf(of)) === state ? true : undefined), () => `${of.id} ${state}`);
  /** The civil day so many days from now. */
  const day = (days: number) => new Date(Date.parse(bed.clock.now()) + days * 86_400_000).toISOString().slice(0, 10);

  it('is its member’s alone while it is a draft, and everybody’s to see when it is published', async () => {
    const draft = await offer();
    expect(draft).toMatchObject({ memberId: provider.memberId, state: 'draft', sharing: 'exclusive', kind: 'material', publishedAt: null, version: 1 });
    expect(await other.person.call(readOffer, one(draft))).toEqual({ refused: 'not-found' });
    expect(await other.person.call(publishOffer, one(draft))).toEqual({ refused: 'not-found' });
    expect(await other.person.call(readAvailability, { ...one(draft), from: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' })).toEqual({ refused: 'not-found' });
    const seen = async ({ person }: Side) => (await person.get(listOffers, { clusterId: cluster.id })).items.some(({ id }) => id === draft.id);
    expect([await seen(provider), await seen(other)]).toEqual([true, false]);
    const published = await provider.person.get(publishOffer, one(draft));
    expect(published).toMatchObject({ state: 'published', version: 2 });
    expect(await other.person.get(readOffer, one(draft))).toEqual(published);
    expect(await other.person.call(pauseOffer, one(draft))).toEqual({ refused: 'not-provider' });
    expect([await seen(provider), await seen(other)]).toEqual([true, true]);
    await provider.person.get(pauseOffer, one(draft));
    expect([await seen(provider), await seen(other)]).toEqual([true, false]);
    expect(await other.person.call(withdrawOffer, one(draft))).toEqual({ refused: 'not-found' });
    expect(await provider.person.get(withdrawOffer, one(draft))).toMatchObject({ state: 'withdrawn' });
    expect(await other.person.get(readOffer, one(draft))).toMatchObject({ state: 'withdrawn' });
    expect(await bed.rows('SELECT type FROM resources.journal WHERE subject = $1 ORDER BY subject_version', [draft.id])).toEqual(
      ['drafted', 'published', 'paused', 'ended'].map((what) => ({ type: `resources.offer.${what}.v1` })),
    );
  });

  it('is not there for another cluster', async () => {
    const [made, elsewhere] = [await offer({ publish: true }), new Cluster(bed)];
    const stranger = await elsewhere.admit();
    expect(await stranger.person.call(readOffer, one(made))).toEqual({ refused: 'forbidden' });
    for (const operation of [readOffer, publishOffer, withdrawOffer]) expect(await stranger.person.call(operation, { ...one(made), clusterId: elsewhere.id })).toEqual({ refused: 'not-found' });
    expect((await stranger.person.get(listOffers, { clusterId: elsewhere.id })).items).toEqual([]);
  });

  it('is listed by kind, category, state and member', async () => {
    const made = await offer({ category: 'tutoring', title: 'Korepetycje', quantity: { value: '12.5', unit: 'h' }, publish: true });
    const listed = async (filter: Partial<RequestInputOf<typeof listOffers>>) => (await other.person.get(listOffers, { clusterId: cluster.id, ...filter })).items.find(({ id }) => id === made.id);
    expect(await listed({ kind: 'human', category: 'tutoring', state: 'published', memberId: provider.memberId })).toEqual(made);
    for (const filter of [{ kind: 'material' }, { category: 'hall' }, { state: 'withdrawn' }, { memberId: other.memberId }] as const) expect(await listed(filter)).toBeUndefined();
  });

  it('is published once by twenty who press at the same moment, and said anew by one of twenty', async () => {
    const made = await offer();
    expect(outcomes(await atOnce(20, () => provider.person.call(publishOffer, one(made))))).toEqual({ granted: 1, 'offer-wrong-state': 19 });
    const answers = await atOnce(20, (turn) => change(made, { title: `Sala ${turn}` }, 2));
    expect(outcomes(answers)).toEqual({ granted: 1, 'stale-version': 19 });
  });

  it('keeps its category, and is refused with what is wrong', async () => {
    const made = await offer();
    expect(await change(made, { sharing: 'unlimited' })).toEqual({ refused: 'sharing-unfit' });
    expect(await change(made, { windows: [{ start: '2026-01-01T10:00', minutes: 60, rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }] })).toEqual({ refused: 'window-never', parameters: { window: 1 } });
    expect(await change(made, { title: 'Aula', municipality: 'Łódź', until: day(30) })).toMatchObject({ title: 'Aula', municipality: 'Łódź', category: 'hall', version: 2, until: day(30) });
  });

  it('ends by the clock after its last day, drafts and pauses too; moved with the day, and not where there is none', async () => {
    const [short, draft, moved, open] = [await offer({ until: day(2), publish: true }), await offer({ until: day(2) }), await offer({ until: day(2), publish: true }), await offer({ publish: true })];
    await change(moved, { until: day(5) });
    const until = short.until;
    bed.clock.turn({ days: 3 });
    await Promise.all([comesTo(short, 'expired'), comesTo(draft, 'expired')]);
    expect([await stateOf(moved), await stateOf(open)]).toEqual(['published', 'published']);
    bed.clock.turn({ days: 3 });
    await comesTo(moved, 'expired');
    expect(await stateOf(open)).toBe('published');
    expect((await bed.rows<{ due: string }>(`SELECT DISTINCT to_char((envelope::json -> 'data' ->> 'endedAt')::timestamptz AT TIME ZONE 'Europe/Warsaw', 'YYYY-MM-DD') > $2 AS due FROM resources.journal WHERE subject = $1 AND type LIKE '%ended%'`, [short.id, until]))).toEqual([{ due: true }]);
    expect(await bed.rows('SELECT FROM resources.timer WHERE name = $1 AND subject = ANY ($2)', [expiryTimer, [short.id, draft.id, moved.id, open.id]])).toEqual([]);
  }, 40_000);

  it('goes with its member: of several clusters, and many at once; one that is suspended offers nothing that others find', async () => {
    const [clusters, now] = [[new Cluster(bed), new Cluster(bed), new Cluster(bed)], bed.clock.now()];
    const members = await Promise.all(clusters.map((its) => its.admit()));
    const made = await Promise.all(clusters.flatMap((its, place) => Array.from({ length: 20 }, (_, turn) => offer({ publish: turn % 2 === 0 }, members[place], its.id))));
    const told = (place: number) => ({ memberId: members[place]!.memberId, clusterId: clusters[place]!.id, partyId: members[place]!.partyId });
    const goings = [MemberLeft.of({ ...told(0), endedAt: now }), MemberExcluded.of({ ...told(1), matterId: newId(), endedAt: now }), MemberSuspended.of({ ...told(2), matterId: null, suspendedAt: now })];
    await Promise.all(goings.map((happening, place) => bed.tell('membership', { clusterId: clusters[place]!.id, subject: members[place]!.memberId, version: 2, happenings: [happening] })));
    for (const of of made) {
      const place = clusters.findIndex(({ id }) => id === of.clusterId);
      await comesTo(of, place < 2 ? 'withdrawn' : of.state === 'published' ? 'paused' : 'draft');
    }
    expect(await bed.rows('SELECT FROM resources.parked_event')).toEqual([]);
  }, 40_000);
});
