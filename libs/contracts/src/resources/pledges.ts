import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Decimal, Id, Instant, page, pageRequest, prose, ResourceKind, Version } from '../core/values.js';
import { CategoryCode } from './categories.js';
import { GiverIsReceiver, HoursPerDay, measure, measured, NotASide, Progress, Receiver, Span, UnknownCategory, UnknownGiver, UnknownReceiver, WrongMeasure, WrongTimes } from './measures.js';
import { NeedWrongState } from './needs.js';
import { OfferWrongState } from './offers.js';

export const pledgeStates = ['proposed', 'accepted', 'partly-fulfilled', 'fulfilled', 'declined', 'cancelled', 'lapsed'] as const;
export const PledgeState = z.enum(pledgeStates);

export const Pledge = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    giver: Id.meta({ description: 'The member that promises' }),
    receiver: Receiver,
    needId: Id.nullable(),
    offerId: Id.nullable(),
    kind: ResourceKind,
    category: z.string(),
    ...measured,
    hoursPerDay: Decimal.nullable(),
    atOnce: Decimal.nullable().meta({ description: 'Of an offer that is counted: how much at a time' }),
    spans: z.array(Span).meta({ description: 'Of an offer that is shared by time: when' }),
    by: CivilDate.meta({ description: 'The last day on which it is to be given' }),
    note: z.string().nullable(),
    state: PledgeState,
    given: Progress.meta({ description: 'What confirmed contributions have given of it, in its unit; for money in minor units' }),
    proposedBy: Id.meta({ description: 'The member that proposed it: one of the giver’s or of the receiver’s side' }),
    proposedAt: Instant,
    acceptedBy: Id.nullable(),
    acceptedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was declined or cancelled' }),
  })
  .meta({ id: 'Pledge', description: 'A promise: so much of a resource by a day, to an initiative or a member' });
export type Pledge = z.output<typeof Pledge>;

export const PledgeWrongState = problem({
  slug: 'pledge-wrong-state',
  status: 409,
  title: { en: 'The pledge is not at that point', pl: 'Deklaracja nie jest na tym etapie' },
  detail: { en: 'It is {state}.', pl: 'Jej stan: {state}.' },
});
export const OwnProposal = problem({
  slug: 'own-proposal',
  status: 403,
  title: { en: 'The other side answers', pl: 'Odpowiada druga strona' },
  detail: { en: 'Your side proposed this pledge: you can cancel it.', pl: 'Tę deklarację zaproponowała Twoja strona: możesz ją odwołać.' },
});
export const CapacityTaken = problem({
  slug: 'capacity-taken',
  status: 409,
  title: { en: 'So much is not free', pl: 'Tyle nie jest wolne' },
  detail: { en: 'Others hold it in that time, or it is used up. See …/availability of the offer and ask for another time, or for less.', pl: 'W tym czasie zajęli to inni albo już się skończyło. Zobacz …/availability oferty i poproś o inny termin albo o mniej.' },
});
export const OutsideAvailability = problem({
  slug: 'outside-availability',
  status: 422,
  title: { en: 'The offer is not to be had then', pl: 'Oferta nie jest wtedy dostępna' },
  detail: { en: 'See …/availability of the offer and name times within it.', pl: 'Zobacz …/availability oferty i podaj terminy, które się w niej mieszczą.' },
});
export const PledgeUnfit = problem({
  slug: 'pledge-unfit',
  status: 422,
  title: { en: 'The pledge does not fit', pl: 'Deklaracja nie pasuje' },
  detail: {
    en: 'See {field}. Of an offer its member promises, in its category: what is shared by time at spans that follow each other and end with the day of by, what is counted also with atOnce; a stock without them, in a unit that is converted into its own. For a need one promises to who needs it, in a unit that is converted into its own.',
    pl: 'Sprawdź pole {field}. Z oferty obiecuje jej członek, w jej kategorii: to, co udostępnia się na czas – w terminach spans, które następują po sobie i kończą się najpóźniej w dniu by, a gdy liczy się sztuki, także z atOnce; z zapasu – bez nich, w jednostce, którą da się przeliczyć. Na potrzebę obiecuje się temu, kto ją zgłosił, w jednostce, którą da się przeliczyć.',
  },
});
export const InitiativeEnded = problem({
  slug: 'initiative-ended',
  status: 422,
  title: { en: 'The initiative is over', pl: 'Inicjatywa się zakończyła' },
  detail: { en: 'Nothing is promised to one that is closing, closed or abandoned.', pl: 'Inicjatywie zamykanej, zamkniętej lub zaniechanej niczego się nie obiecuje.' },
});

const base = '/v1/clusters/{clusterId}/pledges' as const;
const one = { clusterId: Id, pledgeId: Id };

export const proposePledge = operation({
  name: 'resources.pledges.propose',
  summary: 'A member promises a resource, or asks for one that is offered; what it takes of an offer is reserved at once',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({
    clusterId: Id,
    giver: Id.optional().meta({ description: 'Who promises; left out: the member that offers, or without an offer the acting member' }),
    receiver: Receiver.optional().meta({ description: 'Left out: who needs it' }),
    needId: Id.optional(),
    offerId: Id.optional(),
    category: CategoryCode.optional().meta({ description: 'Left out: that of the offer, or of the need' }),
    ...measure,
    hoursPerDay: HoursPerDay.optional(),
    atOnce: Decimal.refine((value) => /[1-9]/.test(value), 'more than zero').optional().meta({ description: 'For an offer that is counted: how much at a time' }),
    spans: z.array(Span).max(200).default([]).meta({ description: 'For an offer that is shared by time: when' }),
    by: CivilDate,
    note: prose(1000).optional(),
  }),
  reply: Pledge,
  problems: [
    UnknownCategory, WrongMeasure, WrongTimes, UnknownGiver, UnknownReceiver, GiverIsReceiver, NotASide, InitiativeEnded, OfferWrongState, NeedWrongState, PledgeUnfit, OutsideAvailability, CapacityTaken,
  ],
});

export const listPledges = operation({
  name: 'resources.pledges.list',
  summary: 'The pledges of a cluster, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, giver: Id.optional(), memberId: Id.optional().meta({ description: 'The receiving member' }), initiativeId: Id.optional(), needId: Id.optional(), offerId: Id.optional(), state: PledgeState.optional(), ...pageRequest }),
  reply: page(Pledge),
});

export const readPledge = operation({
  name: 'resources.pledges.get',
  summary: 'One pledge',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{pledgeId}` },
  request: z.strictObject(one),
  reply: Pledge,
});

export const acceptPledge = operation({
  name: 'resources.pledges.accept',
  summary: 'The other side accepts a pledge',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{pledgeId}/acceptance` },
  request: z.strictObject(one),
  reply: Pledge,
  problems: [NotASide, OwnProposal, PledgeWrongState, InitiativeEnded],
});

export const declinePledge = operation({
  name: 'resources.pledges.decline',
  summary: 'The other side declines a pledge, with the reason; what it held is free again',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{pledgeId}/decline` },
  request: z.strictObject({ ...one, reason: prose(1000) }),
  reply: Pledge,
  problems: [NotASide, OwnProposal, PledgeWrongState],
});

export const cancelPledge = operation({
  name: 'resources.pledges.cancel',
  summary: 'One side takes back its proposal, or either side cancels what is not given yet of an accepted pledge, with the reason',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{pledgeId}/cancellation` },
  request: z.strictObject({ ...one, reason: prose(1000) }),
  reply: Pledge,
  problems: [NotASide, PledgeWrongState],
});
