import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { CivilDate, Id, Instant, line, Money, page, pageRequest, prose, Quantity, ResourceKind, Sha256, Version } from '../core/values.js';
import {
  AlreadyReversed, AlreadySettled, GiverIsReceiver, InitiativeNotRunning, NotASide, OwnContribution, ReversalOfReversal, UnknownCategory, UnknownGiver, UnknownReceiver, WrongMeasure, WrongPeriod,
} from './contribution-problems.js';

export const Category = z
  .strictObject({
    code: z.string(),
    kind: ResourceKind,
    name: z.strictObject({ pl: z.string(), en: z.string() }),
    units: z.array(z.string()).meta({ description: 'Allowed units; empty for money' }),
  })
  .meta({ id: 'Category', description: 'A category of a resource, with its allowed units' });
export type Category = z.output<typeof Category>;

export const listCategories = operation({
  name: 'resources.categories.list',
  summary: 'The categories of resources under the four kinds',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/categories' },
  request: z.strictObject({ kind: ResourceKind.optional(), ...pageRequest }),
  reply: page(Category),
});

export const contributionStates = ['recorded', 'confirmed', 'disputed', 'voided'] as const;
export const ContributionState = z.enum(contributionStates);

export const Receiver = z
  .union([z.strictObject({ initiativeId: Id }), z.strictObject({ memberId: Id })])
  .meta({ id: 'Receiver', description: 'An initiative or a member' });
export type Receiver = z.output<typeof Receiver>;

export const Evidence = z
  .strictObject({ name: line(200), sha256: Sha256 })
  .meta({ id: 'Evidence', description: 'A document that shows the contribution, by name and hash' });

/** What was given: a quantity of work, knowledge or things, or an amount of money. */
const given = {
  category: z.string().regex(/^[a-z][a-z0-9-]{0,49}$/).meta({ description: 'Code of the category' }),
  quantity: Quantity.optional().meta({ description: 'For human, informational and material resources' }),
  amount: Money.optional().meta({ description: 'For financial resources' }),
  givenOn: CivilDate,
  givenUntil: CivilDate.optional().meta({ description: 'Last day, when it was given over a period' }),
  description: prose(1000).optional(),
  evidence: z.array(Evidence).max(20).default([]),
};

export const Contribution = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    kind: ResourceKind,
    category: z.string(),
    quantity: Quantity.nullable(),
    amount: Money.nullable(),
    giver: Id.meta({ description: 'The member that gave' }),
    receiver: Receiver,
    givenOn: CivilDate,
    givenUntil: CivilDate.nullable(),
    description: z.string().nullable(),
    evidence: z.array(Evidence),
    state: ContributionState,
    recordedBy: Id.meta({ description: 'The member that recorded it' }),
    recordedAt: Instant,
    confirmedBy: Id.nullable().meta({ description: 'The member of the other side that confirmed it' }),
    confirmedAt: Instant.nullable(),
    reversalOf: Id.nullable().meta({ description: 'This entry takes that one back' }),
    corrects: Id.nullable().meta({ description: 'This entry stands in place of that one' }),
    reversedBy: Id.nullable().meta({ description: 'The entry that takes this one back' }),
  })
  .meta({ id: 'Contribution', description: 'What was really given. Never edited, never deleted: a correction is a reversal and a new entry.' });
export type Contribution = z.output<typeof Contribution>;

const base = '/v1/clusters/{clusterId}/contributions';
const one = { clusterId: Id, contributionId: Id };

export const recordContribution = operation({
  name: 'resources.contributions.record',
  summary: 'A member records what it gave, or what it was given',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({
    clusterId: Id,
    giver: Id.optional().meta({ description: 'The member that gave; left out: the acting member' }),
    receiver: Receiver,
    ...given,
  }),
  reply: Contribution,
  problems: [UnknownCategory, WrongMeasure, WrongPeriod, GiverIsReceiver, UnknownReceiver, UnknownGiver, InitiativeNotRunning, NotASide],
});

export const listContributions = operation({
  name: 'resources.contributions.list',
  summary: 'The contributions of a cluster, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({
    clusterId: Id,
    kind: ResourceKind.optional(),
    state: ContributionState.optional(),
    giver: Id.optional(),
    initiativeId: Id.optional(),
    ...pageRequest,
  }),
  reply: page(Contribution),
});

export const readContribution = operation({
  name: 'resources.contributions.get',
  summary: 'One contribution',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{contributionId}` },
  request: z.strictObject(one),
  reply: Contribution,
});

export const confirmContribution = operation({
  name: 'resources.contributions.confirm',
  summary: 'The other side confirms a contribution',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{contributionId}/confirmation` },
  request: z.strictObject(one),
  reply: Contribution,
  problems: [NotASide, OwnContribution, AlreadySettled],
});

export const reverseContribution = operation({
  name: 'resources.contributions.reverse',
  summary: 'The side that recorded it takes a contribution back, and may put a corrected entry in its place',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{contributionId}/reversal`, location: `${base}/{id}` },
  request: z.strictObject({ ...one, reason: prose(1000), correction: z.strictObject(given).optional() }),
  reply: Contribution.extend({
    correction: Id.nullable().meta({ description: 'The corrected entry, where one was given' }),
  }).meta({ id: 'Reversal', description: 'The reversing entry, with the corrected one beside it' }),
  problems: [NotASide, AlreadySettled, AlreadyReversed, ReversalOfReversal, UnknownCategory, WrongMeasure, WrongPeriod],
});

const told = { contributionId: Id, clusterId: Id };

export const ContributionRecorded = event({
  name: 'resources.contribution.recorded',
  version: 1,
  summary: 'A contribution, or the reversal of one, was recorded. Free text stays in resources: it may name persons.',
  data: z.strictObject({
    ...told,
    kind: ResourceKind,
    category: z.string(),
    quantity: Quantity.nullable(),
    amount: Money.nullable(),
    giver: Id,
    receiver: Receiver,
    givenOn: CivilDate,
    givenUntil: CivilDate.nullable(),
    recordedBy: Id,
    recordedAt: Instant,
    evidence: z.array(Evidence),
    reversalOf: Id.nullable(),
    corrects: Id.nullable(),
  }),
});
export const ContributionConfirmed = event({
  name: 'resources.contribution.confirmed',
  version: 1,
  summary: 'The other side confirmed a contribution',
  data: z.strictObject({ ...told, confirmedBy: Id, confirmedAt: Instant }),
});
export const ContributionVoided = event({
  name: 'resources.contribution.voided',
  version: 1,
  summary: 'An unconfirmed contribution was taken back before it counted',
  data: z.strictObject({ ...told, reversedBy: Id, voidedAt: Instant }),
});
export const ContributionReversed = event({
  name: 'resources.contribution.reversed',
  version: 1,
  summary: 'A confirmed contribution is to be taken back by the entry named, once that is confirmed',
  data: z.strictObject({ ...told, reversedBy: Id }),
});
