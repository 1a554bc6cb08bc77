import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, prose, Quantity, Version } from '../core/values.js';
import { BenefitKind } from './agreement-terms.js';
import { NotPartner, WrongState } from './initiatives.js';

/* What partners gain (F12): expected in the agreement, delivered, acknowledged by who benefits. */

const inInitiative = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}' as const;
const benefitPath = `${base}/benefits/{benefitId}` as const;
const one = { ...inInitiative, benefitId: Id };

export const benefitStates = ['expected', 'delivered', 'acknowledged'] as const;

export const Benefit = z
  .strictObject({
    id: Id,
    version: Version,
    ...inInitiative,
    memberId: Id.nullable().meta({ description: 'The partner that benefits; null for a benefit of all' }),
    kind: BenefitKind,
    description: z.string(),
    quantity: Quantity.nullable(),
    agreementNumber: z.int().nullable().meta({ description: 'The version of the agreement that expects it; null for what came unexpectedly' }),
    state: z.enum(benefitStates),
    enteredAt: Instant,
    delivered: z.strictObject({ by: Id, at: Instant, note: z.string().nullable(), quantity: Quantity.nullable() }).nullable(),
    acknowledged: z.strictObject({ by: Id, at: Instant }).nullable(),
  })
  .meta({ id: 'Benefit', description: 'What a partner, or all of them, gain' });
export type Benefit = z.output<typeof Benefit>;

export const BenefitStatement = z
  .strictObject({ ...inInitiative, memberId: Id, none: z.boolean(), note: z.string().nullable(), acknowledged: z.int().meta({ description: 'How many acknowledged benefits it counts: its own, and those of all; zero where it says that there are none' }), statedAt: Instant })
  .meta({ id: 'BenefitStatement', description: 'A partner says that its benefits are stated: its own and those of all that are acknowledged, or none' });
export type BenefitStatement = z.output<typeof BenefitStatement>;

export const BenefitWrongState = problem({
  slug: 'benefit-wrong-state',
  status: 409,
  title: { en: 'Not in this state of the benefit', pl: 'Nie w tym stanie korzyści' },
  detail: { en: 'It is {state}.', pl: 'Jej stan: {state}.' },
});
export const NotBeneficiary = problem({
  slug: 'not-beneficiary',
  status: 403,
  title: { en: 'Who benefits acknowledges it', pl: 'Potwierdza ten, kto korzysta' },
  detail: { en: 'A benefit of one partner is acknowledged by that partner; one of all by a partner other than the one that reported it.', pl: 'Korzyść jednego partnera potwierdza ten partner; wspólną — inny partner niż ten, który ją zgłosił.' },
});
export const BeneficiaryUnfit = problem({
  slug: 'beneficiary-unfit',
  status: 422,
  title: { en: 'Only a partner of this initiative benefits', pl: 'Korzyść odnosi tylko partner tej inicjatywy' },
  detail: { en: 'Name a member that takes part in it, or leave memberId out for a benefit of all.', pl: 'Wskaż członka, który bierze w niej udział, albo pomiń memberId, jeśli korzystają wszyscy.' },
});
export const StatementUnfit = problem({
  slug: 'statement-unfit',
  status: 422,
  title: { en: 'This does not fit what is recorded', pl: 'To nie zgadza się z zapisami' },
  detail: {
    en: 'The partner has acknowledged {byItself} benefits itself: “none” fits zero. Of its own and of all {concerning} are acknowledged: anything else fits one or more.',
    pl: 'Partner sam potwierdził korzyści: {byItself}; „brak” pasuje do zera. Potwierdzonych korzyści jego i wspólnych jest: {concerning}; każda inna odpowiedź pasuje do co najmniej jednej.',
  },
});

export const addBenefit = operation({
  name: 'initiatives.benefits.add',
  summary: 'A partner reports a benefit that came unexpectedly: it is delivered, and waits to be acknowledged',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/benefits`, location: `${base}/benefits/{id}` },
  request: z.strictObject({ ...inInitiative, memberId: Id.optional().meta({ description: 'The partner that benefits; left out: all' }), kind: BenefitKind, description: line(500), quantity: Quantity.optional() }),
  reply: Benefit,
  problems: [NotPartner, WrongState, BeneficiaryUnfit],
});
export const deliverBenefit = operation({
  name: 'initiatives.benefits.deliver',
  summary: 'A partner reports that an expected benefit was delivered',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${benefitPath}/delivery` },
  request: z.strictObject({ ...one, note: prose(2000).optional(), quantity: Quantity.optional().meta({ description: 'How much it came to' }) }),
  reply: Benefit,
  problems: [NotPartner, WrongState, BenefitWrongState],
});
export const acknowledgeBenefit = operation({
  name: 'initiatives.benefits.acknowledge',
  summary: 'Who benefits acknowledges what was delivered',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${benefitPath}/acknowledgement` },
  request: z.strictObject(one),
  reply: Benefit,
  problems: [NotPartner, NotBeneficiary, WrongState, BenefitWrongState],
});
export const listBenefits = operation({
  name: 'initiatives.benefits.list',
  summary: 'The benefits of an initiative: expected, delivered, acknowledged',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/benefits` },
  request: z.strictObject({ ...inInitiative, state: z.enum(benefitStates).optional(), memberId: Id.optional(), ...pageRequest }),
  reply: page(Benefit),
});
export const readBenefit = operation({
  name: 'initiatives.benefits.get',
  summary: 'One benefit',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: benefitPath },
  request: z.strictObject(one),
  reply: Benefit,
});
export const stateBenefits = operation({
  name: 'initiatives.benefits.state',
  summary: 'The acting partner says that its benefits are stated, or that there are none; it may do so anew until the initiative is closed',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/benefit-statements`, location: `${base}/benefit-statements/{memberId}` },
  request: z.strictObject({ ...inInitiative, none: z.boolean(), note: prose(2000).optional() }),
  reply: BenefitStatement,
  problems: [NotPartner, WrongState, StatementUnfit],
});
export const listBenefitStatements = operation({
  name: 'initiatives.benefits.list-statements',
  summary: 'Which partners have stated their benefits',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/benefit-statements` },
  request: z.strictObject({ ...inInitiative, ...pageRequest }),
  reply: page(BenefitStatement),
});
export const readBenefitStatement = operation({
  name: 'initiatives.benefits.get-statement',
  summary: 'What one partner has stated',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/benefit-statements/{memberId}` },
  request: z.strictObject({ ...inInitiative, memberId: Id }),
  reply: BenefitStatement,
});

/* Descriptions and notes stay here: they may name persons. */
export const BenefitExpected = event({
  name: 'initiatives.benefit.expected',
  version: 1,
  summary: 'An agreement that is in force expects a benefit',
  data: z.strictObject({ ...one, memberId: Id.nullable(), kind: BenefitKind, quantity: Quantity.nullable(), agreementNumber: z.int() }),
});
export const BenefitDelivered = event({
  name: 'initiatives.benefit.delivered',
  version: 1,
  summary: 'A partner reports that a benefit was delivered, expected or not',
  data: z.strictObject({ ...one, memberId: Id.nullable(), kind: BenefitKind, quantity: Quantity.nullable(), agreementNumber: z.int().nullable(), deliveredBy: Id, deliveredAt: Instant }),
});
export const BenefitAcknowledged = event({
  name: 'initiatives.benefit.acknowledged',
  version: 1,
  summary: 'Who benefits acknowledges it',
  data: z.strictObject({ ...one, memberId: Id.nullable(), acknowledgedBy: Id, acknowledgedAt: Instant }),
});
export const BenefitsStated = event({
  name: 'initiatives.benefits.stated',
  version: 1,
  summary: 'A partner says that its benefits are stated, or that there are none',
  data: z.strictObject({ ...inInitiative, memberId: Id, none: z.boolean(), acknowledged: z.int(), statedAt: Instant }),
});
