import { describe, expect, it } from '@jest/globals';
import { type Category, isRefusal, type Refusal } from '@klaster/contracts';
import { Big } from 'big.js';
import fc from 'fast-check';
import { federationCategories } from '../categories/categories.js';
import type { Circumstances, Sides } from '../contributions/contribution.js';
import type { Need } from '../needs/need.js';
import type { Offer } from '../offers/offer.js';
import { acceptProposal, type Between, cancel, cancelAfterwards, count, declineProposal, fits, holdingsOf, lapse, type Pledge, progressBetween, type Proposal, propose, shownGiven } from './pledge.js';

const [giver, taker, partner, stranger, clusterId, offerId, needId, initiativeId] = ['1', '2', '3', '4', '5', '6', '7', '8'].map((digit) => `01900000-0000-7000-8000-00000000000${digit}`) as [string, string, string, string, string, string, string, string];
const pledgeId = '01900000-0000-7000-8000-0000000000d1';
const categoryOf = (code: string): Category => federationCategories.find((category) => category.code === code)!;
const on = (today: string, member = giver): Circumstances => ({ clusterId, ownClusterId: clusterId, member, now: `${today}T10:00:00.000Z`, today });
const by = (member: string) => on('2026-03-01', member);
const sides: Sides = { giverIsMember: true, receiverIsMember: true, initiativeState: 'running', partners: [giver, partner], giverClusterId: null, guests: [] };
const hours: Proposal = { quantity: { value: '6', unit: 'h' }, spans: [], by: '2026-03-31' };
const toMember: Between = { giver, receiver: { memberId: taker }, offer: undefined, need: undefined };
const refusal = (decision: object) => (decision as Refusal).refused;
const tell = (decision: object) => (isRefusal(decision) ? [decision.refused, ...Object.values(decision.parameters ?? {})].join(' ') : 'accepted');

const proposed = (proposal: Partial<Proposal> = {}, between: Partial<Between> = {}, circumstances = by(giver), code = 'driving') =>
  propose(pledgeId, categoryOf(code), { ...hours, ...proposal }, { ...toMember, ...between }, sides, circumstances);
const pledge = (changes: Partial<Pledge> = {}, ...from: Parameters<typeof proposed>): Pledge => {
  const decision = proposed(...from);
  if (isRefusal(decision)) throw new Error(tell(decision));
  return { ...decision.state, version: 1, ...changes };
};
const accepted = (changes: Partial<Pledge> = {}) => pledge({ state: 'accepted', acceptedBy: taker, acceptedAt: '2026-03-01T11:00:00.000Z', ...changes });

const offer = (changes: Partial<Offer> = {}): Offer => ({
  id: offerId, version: 2, clusterId, memberId: giver, kind: 'material', category: 'minibus', title: 'Bus', description: null, sharing: 'exclusive', quantity: null, amount: null, hoursPerDay: null,
  from: '2026-03-01', until: '2026-04-30', windows: [], conditions: null, municipality: null, visibility: 'cluster', state: 'published', createdAt: '2026-01-01T00:00:00.000Z', publishedAt: '2026-01-01T00:00:00.000Z', ...changes,
});
const need = (changes: Partial<Need> = {}): Need => ({
  id: needId, version: 1, clusterId, receiver: { memberId: taker }, raisedBy: taker, kind: 'human', category: 'driving', title: 'Kierowca', description: null, quantity: { value: '8', unit: 'h' }, amount: null,
  hoursPerDay: null, from: null, until: null, windows: [], municipality: null, visibility: 'cluster', state: 'open', promised: '0', given: '0', raisedAt: '2026-01-01T00:00:00.000Z', reason: null, ...changes,
});
const span = (from: string, until: string) => ({ from: `2026-03-${from}:00.000Z`, until: `2026-03-${until}:00.000Z` });
const aDay = { quantity: { value: '1', unit: 'day' }, spans: [span('10T08:00', '10T16:00')] };

describe('proposing a pledge', () => {
  it('is for the giver, or for who receives', () => {
    expect(pledge()).toMatchObject({ state: 'proposed', proposedBy: giver, given: '0', acceptedBy: null });
    expect(pledge({}, {}, {}, by(taker))).toMatchObject({ proposedBy: taker });
    expect(pledge({}, {}, { receiver: { initiativeId } }, by(partner))).toMatchObject({ proposedBy: partner });
    for (const receiver of [{ memberId: taker }, { initiativeId }]) expect(tell(proposed({}, { receiver }, by(stranger)))).toBe('not-a-side');
    expect(tell(proposed({}, { receiver: { memberId: giver } }))).toBe('giver-is-receiver');
  });

  it('is between members, or for an initiative that is not over: also before it runs', () => {
    const within = (changes: Partial<Sides>, receiver: Between['receiver'] = { initiativeId }) => tell(propose(pledgeId, categoryOf('driving'), hours, { ...toMember, receiver }, { ...sides, ...changes }, by(giver)));
    expect(within({ giverIsMember: false })).toBe('unknown-giver');
    expect(within({ receiverIsMember: false }, { memberId: taker })).toBe('unknown-receiver');
    expect(within({ initiativeState: null })).toBe('unknown-receiver');
    for (const initiativeState of ['closing', 'closed', 'abandoned']) expect(within({ initiativeState })).toBe('initiative-ended');
    for (const initiativeState of ['idea', 'forming', 'running']) expect(within({ initiativeState })).toBe('accepted');
  });

  it('says how much and by when: not in the past, and not in a far future', () => {
    expect(tell(proposed({ quantity: undefined }))).toMatch(/^wrong-measure/);
    expect(tell(proposed({ amount: { amountMinor: 1, currency: 'PLN' } }))).toMatch(/^wrong-measure/);
    expect(tell(proposed({ by: '2026-02-28' }))).toBe('wrong-times');
    expect(tell(proposed({ by: '2026-03-01' }))).toBe('accepted');
    expect(tell(proposed({ by: '2036-03-01' }))).toBe('accepted');
    expect(tell(proposed({ by: '2036-03-02' }))).toBe('pledge-unfit by');
  });

  it('names times only for what is shared by time, and how much at once only for what is counted', () => {
    expect(tell(proposed(aDay))).toBe('pledge-unfit spans');
    expect(tell(proposed({ atOnce: '1' }))).toBe('pledge-unfit atOnce');
    const flour = offer({ category: 'food', sharing: 'stock', quantity: { value: '10', unit: 'kg' } });
    const kilo = { quantity: { value: '1', unit: 'kg' } };
    expect(tell(proposed(kilo, { offer: flour }, by(taker), 'food'))).toBe('accepted');
    expect(tell(proposed({ ...aDay, ...kilo }, { offer: flour }, by(taker), 'food'))).toBe('pledge-unfit spans');
    expect(tell(proposed({ quantity: { value: '1', unit: 'piece' } }, { offer: flour }, by(taker), 'food'))).toBe('pledge-unfit quantity');
    expect(tell(proposed({ ...aDay, spans: [] }, { offer: offer() }, by(taker), 'minibus'))).toBe('pledge-unfit spans');
    const tents = offer({ category: 'tent', sharing: 'counted', quantity: { value: '3', unit: 'piece' } });
    expect(tell(proposed(aDay, { offer: tents }, by(taker), 'tent'))).toBe('pledge-unfit atOnce');
    expect(tell(proposed({ ...aDay, atOnce: '2' }, { offer: tents }, by(taker), 'tent'))).toBe('accepted');
  });

  describe('of an offer', () => {
    const ofOffer = (changes: Partial<Offer>, proposal: Partial<Proposal> = {}, between: Partial<Between> = {}) => tell(proposed({ ...aDay, ...proposal }, { offer: offer(changes), ...between }, by(taker), 'minibus'));

    it('is by the member that offers, in its category, while it is published', () => {
      expect(ofOffer({})).toBe('accepted');
      expect(ofOffer({ memberId: stranger })).toBe('pledge-unfit giver');
      expect(ofOffer({ category: 'car' })).toBe('pledge-unfit category');
      for (const state of ['draft', 'paused', 'withdrawn', 'exhausted', 'expired'] as const) expect(ofOffer({ state })).toBe(`offer-wrong-state ${state}`);
      expect(ofOffer({ until: '2026-02-28' })).toBe('offer-wrong-state expired');
    });

    it('is at times at which it is to be had, one after the other, from today until the day of the pledge', () => {
      const at = (...spans: Proposal['spans']) => ofOffer({ windows: [{ start: '2026-03-10T08:00', minutes: 600, rule: 'FREQ=WEEKLY', except: [] }] }, { spans });
      expect(at(span('10T07:00', '10T17:00'), span('17T09:00', '17T10:00'))).toBe('accepted');
      expect(at(span('10T06:00', '10T17:00'))).toBe('outside-availability');
      expect(at(span('11T09:00', '11T10:00'))).toBe('outside-availability');
      expect(at(span('17T09:00', '17T10:00'), span('10T07:00', '10T17:00'))).toBe('pledge-unfit spans');
      expect(at(span('10T07:00', '10T10:00'), span('10T09:00', '10T12:00'))).toBe('pledge-unfit spans');
      expect(at(span('10T10:00', '10T10:00'))).toBe('wrong-times');
      expect(ofOffer({ from: null }, { spans: [{ from: '0000-01-01T00:00:00.000Z', until: '2026-03-10T10:00:00.000Z' }] })).toBe('wrong-times');
      expect(ofOffer({}, { spans: [span('31T08:00', '31T22:00')] })).toBe('accepted');
      expect(ofOffer({}, { spans: [{ from: '2026-03-31T08:00:00.000Z', until: '2026-03-31T22:00:01.000Z' }] })).toBe('pledge-unfit spans');
    });

    it('takes each time once, of what is counted so much at once, of a stock what is promised, of knowledge nothing', () => {
      const taken = (changes: Partial<Offer>, from: Partial<Pledge>) => holdingsOf(pledge(from), offer(changes)).map(({ span: when, quantity }) => [when?.from ?? null, quantity.toFixed()]);
      expect(taken({}, aDay)).toEqual([[aDay.spans[0]!.from, '1']]);
      expect(taken({ sharing: 'counted', quantity: { value: '3', unit: 'piece' } }, { ...aDay, atOnce: '2.5' })).toEqual([[aDay.spans[0]!.from, '2.5']]);
      expect(taken({ sharing: 'stock', quantity: { value: '10', unit: 'kg' } }, { quantity: { value: '2.5', unit: 'kg' } })).toEqual([[null, '2500']]);
      expect(taken({ sharing: 'stock', quantity: { value: '2', unit: 'day' }, hoursPerDay: '8' }, { quantity: { value: '1', unit: 'day' }, hoursPerDay: '8' })).toEqual([[null, '480']]);
      expect(taken({ sharing: 'unlimited' }, {})).toEqual([]);
    });
  });

  it('for a need is to who needs it, while it is looked for, in a unit that is converted into its own', () => {
    const forNeed = (changes: Partial<Need>, proposal: Partial<Proposal> = {}) => tell(proposed(proposal, { need: need(changes) }));
    expect(forNeed({})).toBe('accepted');
    expect(forNeed({ state: 'partly-met' })).toBe('accepted');
    for (const state of ['met', 'cancelled', 'expired'] as const) expect(forNeed({ state })).toBe(`need-wrong-state ${state}`);
    expect(forNeed({ until: '2026-02-28' })).toBe('need-wrong-state expired');
    expect(forNeed({ receiver: { memberId: stranger } })).toBe('pledge-unfit receiver');
    expect(forNeed({ quantity: { value: '1', unit: 'day' } })).toBe('pledge-unfit quantity');
    expect(forNeed({}, { quantity: { value: '90', unit: 'min' } })).toBe('accepted');
    // Days are hours as the need says, where nobody else does.
    expect(pledge({}, { quantity: { value: '1', unit: 'day' } }, { need: need({ hoursPerDay: '8' }) })).toMatchObject({ hoursPerDay: '8' });
  });
});

describe('answering a proposal', () => {
  const forInitiative = pledge({}, {}, { receiver: { initiativeId } }, by(partner));

  it('is for the other side, never for the side that made it', () => {
    expect(acceptProposal(pledge(), sides, by(taker))).toMatchObject({ state: { state: 'accepted', acceptedBy: taker }, events: [{ type: 'resources.pledge.accepted.v1' }] });
    expect(acceptProposal(forInitiative, sides, by(giver))).toMatchObject({ state: { acceptedBy: giver } });
    expect(acceptProposal(pledge({}, {}, { receiver: { initiativeId } }), sides, by(partner))).toMatchObject({ state: { acceptedBy: partner } });
    for (const answer of [acceptProposal(pledge(), sides, by(giver)), declineProposal(pledge(), [], 'x', by(giver))]) expect(refusal(answer)).toBe('own-proposal');
    // Another partner of the side that proposed.
    expect(refusal(acceptProposal(forInitiative, { ...sides, partners: [partner, taker] }, by(taker)))).toBe('own-proposal');
    for (const answer of [acceptProposal(pledge(), sides, by(stranger)), declineProposal(pledge(), [], 'x', by(stranger)), cancel(pledge(), [], 'x', by(stranger))]) expect(refusal(answer)).toBe('not-a-side');
  });

  it('comes once, before its day has passed, and while the initiative is not over', () => {
    for (const state of ['accepted', 'partly-fulfilled', 'fulfilled', 'declined', 'cancelled', 'lapsed'] as const) {
      expect(tell(acceptProposal(pledge({ state }), sides, by(taker)))).toBe(`pledge-wrong-state ${state}`);
      expect(tell(declineProposal(pledge({ state }), [], 'x', by(taker)))).toBe(`pledge-wrong-state ${state}`);
    }
    expect(tell(acceptProposal(pledge(), sides, on('2026-04-01', taker)))).toBe('pledge-wrong-state lapsed');
    expect(refusal(acceptProposal(forInitiative, { ...sides, initiativeState: 'abandoned' }, by(giver)))).toBe('initiative-ended');
  });

  it('says why it is declined, and which side did', () => {
    expect(declineProposal(pledge(), [], 'Nie trzeba', by(taker))).toMatchObject({ state: { state: 'declined', reason: 'Nie trzeba', endedAt: by(taker).now }, events: [{ data: { how: 'declined', by: 'receiver' } }] });
    expect(declineProposal(forInitiative, sides.partners, 'x', by(giver))).toMatchObject({ events: [{ data: { by: 'giver' } }] });
  });
});

describe('the end of a pledge', () => {
  it('is said by who proposed it, and of an accepted one by either side, until it is fulfilled', () => {
    expect(cancel(pledge(), [], 'x', by(giver))).toMatchObject({ state: { state: 'cancelled' }, events: [{ data: { by: 'giver' } }] });
    expect(tell(cancel(pledge(), [], 'x', by(taker)))).toBe('pledge-wrong-state proposed');
    for (const state of ['accepted', 'partly-fulfilled'] as const) {
      expect(cancel(accepted({ state }), [], 'x', by(giver))).toMatchObject({ events: [{ data: { by: 'giver' } }] });
      expect(cancel(accepted({ state }), [], 'x', by(taker))).toMatchObject({ events: [{ data: { by: 'receiver' } }] });
    }
    for (const state of ['fulfilled', 'declined', 'cancelled', 'lapsed'] as const) expect(tell(cancel(accepted({ state }), [], 'x', by(giver)))).toBe(`pledge-wrong-state ${state}`);
  });

  it('comes by the clock after its day, where it is not fulfilled', () => {
    for (const state of ['proposed', 'accepted', 'partly-fulfilled'] as const) {
      expect(lapse(accepted({ state }), '2026-03-31T22:00:00.000Z', '2026-04-01')).toMatchObject({ state: { state: 'lapsed' }, events: [{ data: { how: 'lapsed', by: 'clock' } }] });
      expect(lapse(accepted({ state }), '2026-03-31T21:59:00.000Z', '2026-03-31')).toBe(undefined);
    }
    for (const state of ['fulfilled', 'declined', 'cancelled', 'lapsed'] as const) expect(lapse(accepted({ state }), '2026-04-02T00:00:00.000Z', '2026-04-02')).toBe(undefined);
  });

  it('comes when a side has gone, or the initiative is over', () => {
    expect(cancelAfterwards(accepted(), 'departure', '2026-03-02T00:00:00.000Z')).toMatchObject({ state: { state: 'cancelled', endedAt: '2026-03-02T00:00:00.000Z', reason: null }, events: [{ data: { by: 'departure' } }] });
    expect(cancelAfterwards(accepted(), 'initiative', '2026-03-02T00:00:00.000Z').events).toMatchObject([{ type: 'resources.pledge.ended.v2', data: { how: 'cancelled', by: 'initiative' } }]);
  });
});

describe('fulfilling a pledge', () => {
  const work = (value: string, unit = 'h') => ({ giver, receiver: { memberId: taker }, category: 'driving', quantity: { value, unit }, amount: null });
  const now = by(giver).now;

  it('is for the same in whichever unit, once it is accepted and until it has ended', () => {
    expect(fits(accepted(), work('1'))).toBe(true);
    expect(fits(accepted({ state: 'fulfilled' }), work('90', 'min'))).toBe(true);
    expect(fits(accepted(), work('1', 'day'))).toBe(false);
    expect(fits(accepted({ hoursPerDay: '8' }), work('1', 'day'))).toBe(true);
    for (const other of [{ giver: taker }, { receiver: { memberId: stranger } }, { receiver: { initiativeId } }, { category: 'care' }]) expect(fits(accepted(), { ...work('1'), ...other })).toBe(false);
    expect(fits(pledge(), work('1'))).toBe(false);
    for (const state of ['declined', 'cancelled', 'lapsed'] as const) expect(fits(accepted({ state }), work('1'))).toBe(false);
  });

  it('moves its state by what is given, there and back; more may be given than was promised', () => {
    const after = (...minutes: number[]) => minutes.reduce((state, given) => count(state, new Big(given), false, now).state, accepted());
    expect([after(1), after(359), after(360), after(500), after(360, -1), after(360, -360)].map(({ state }) => state)).toEqual(['partly-fulfilled', 'partly-fulfilled', 'fulfilled', 'fulfilled', 'partly-fulfilled', 'accepted']);
    expect(shownGiven(after(100))).toBe('1.666667');
    expect(count(accepted({ state: 'cancelled', endedAt: now }), new Big(60), false, now)).toMatchObject({ state: { state: 'cancelled', given: '60' }, events: [{ data: { state: 'cancelled', given: '1' } }] });
  });

  it('is not promised anew when it is taken back and the initiative is over', () => {
    const back = (before: Pledge, given: number) => count(before, new Big(given), true, now);
    const fulfilled = accepted({ state: 'fulfilled', given: '360' });
    expect(back(fulfilled, -60)).toMatchObject({ state: { state: 'cancelled', given: '300', endedAt: now }, events: [{ type: 'resources.pledge.progressed.v1' }, { type: 'resources.pledge.ended.v2', data: { by: 'initiative' } }] });
    expect(back(accepted({ state: 'fulfilled', given: '400' }), -30)).toMatchObject({ state: { state: 'fulfilled', given: '370' }, events: [{ data: { state: 'fulfilled' } }] });
    expect(back(accepted({ state: 'lapsed', given: '60', endedAt: now }), -60)).toMatchObject({ state: { state: 'lapsed', given: '0' }, events: [{ data: { state: 'lapsed' } }] });
  });

  it('leaves for the need what is promised and not given yet', () => {
    const between = (before: Pledge, after: Pledge) => {
      const { promised, given } = progressBetween(before, after);
      return [promised.toFixed(), given.toFixed()];
    };
    expect(between(pledge(), accepted())).toEqual(['360', '0']);
    expect(between(accepted(), count(accepted(), new Big(60), false, now).state)).toEqual(['-60', '60']);
    expect(between(accepted(), count(accepted(), new Big(400), false, now).state)).toEqual(['-360', '400']);
    expect(between(accepted({ state: 'partly-fulfilled', given: '60' }), accepted({ state: 'cancelled', given: '60' }))).toEqual(['-300', '0']);
    expect(between(pledge(), pledge({ state: 'declined' }))).toEqual(['0', '0']);
  });

  it('promises nothing in the end, whatever came in which order', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant('back' as const)), { maxLength: 12 });
    fc.assert(fc.property(steps, fc.boolean(), (all, cancelled) => {
      let [state, promised, given] = [accepted(), new Big(360), new Big(0)];
      const kept: number[] = [];
      const turn = (next: Pledge) => {
        const by = progressBetween(state, next);
        [state, promised, given] = [next, promised.plus(by.promised), given.plus(by.given)];
        expect(promised.gte(0)).toBe(true);
      };
      for (const step of all) {
        const amount = step === 'back' ? -(kept.pop() ?? 0) : (kept.push(step), step);
        turn(count(state, new Big(amount), false, now).state);
      }
      if (cancelled && state.state !== 'fulfilled') turn({ ...state, state: 'cancelled' });
      expect(given.toFixed()).toBe(String(kept.reduce((sum, each) => sum + each, 0)));
      expect(promised.toFixed()).toBe(state.state === 'cancelled' ? '0' : String(Math.max(0, 360 - Number(given))));
    }));
  });
});
