import { z } from 'zod';
import { operation } from '../core/operation.js';
import { CivilDate, Id, Instant, page, pageRequest, prose, ResourceKind, Version } from '../core/values.js';
import { CategoryCode } from './categories.js';
import {
  ActionUnfit, AlreadyReversed, AlreadySettled, CannotTakeBack, InitiativeNotRunning, NotOnLoan, OwnContribution, PledgeOther, ReversalOfReversal, WrongPeriod,
} from './contribution-problems.js';
import {
  Action, Conditions, ConditionsMisplaced, ConditionsNeeded, Evidence, GiverIsReceiver, measure, measured, NotASide, Receiver, UnknownCategory, UnknownGiver, UnknownReceiver, WrongMeasure,
} from './measures.js';
import { DeclaredValue, NoRate } from './rate-tables.js';

export const contributionStates = ['recorded', 'confirmed', 'disputed', 'voided'] as const;
export const ContributionState = z.enum(contributionStates);

/** What was given: a quantity of work, knowledge or things, or an amount of money. */
const given = {
  category: CategoryCode,
  ...measure,
  action: Action.optional().meta({ description: 'Left out: work, a transfer of money, a service for knowledge measured in time and else a copy, use of what is measured in time or distance and else a transfer' }),
  returnBy: CivilDate.optional().meta({ description: 'For a loan (transferCustody): the day by which it comes back' }),
  givenOn: CivilDate,
  givenUntil: CivilDate.optional().meta({ description: 'Last day, when it was given over a period' }),
  description: prose(1000).optional(),
  evidence: z.array(Evidence).max(20).default([]),
  conditions: Conditions.optional().meta({ description: 'For knowledge that is copied or cited: the licence; left out with a pledge of an offer, its licence counts' }),
  rateTableId: Id.optional().meta({ description: 'Declares a value by this rate table, for grant reports' }),
};

/** What one line of a batch says. */
export const ContributionLine = z.strictObject({
  giver: Id.optional().meta({ description: 'The member that gave; left out: the acting member' }),
  receiver: Receiver,
  pledgeId: Id.optional().meta({ description: 'The pledge that it fulfils' }),
  ...given,
});

export const Contribution = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    kind: ResourceKind,
    category: z.string(),
    ...measured,
    action: Action,
    giver: Id.meta({ description: 'The member that gave' }),
    receiver: Receiver,
    pledgeId: Id.nullable(),
    givenOn: CivilDate,
    givenUntil: CivilDate.nullable(),
    description: z.string().nullable(),
    evidence: z.array(Evidence),
    conditions: Conditions.nullable(),
    declaredValue: DeclaredValue.nullable(),
    returnBy: CivilDate.nullable(),
    returnedOn: CivilDate.nullable().meta({ description: 'The day on which a loan came back' }),
    state: ContributionState,
    recordedBy: Id.meta({ description: 'The member that recorded it' }),
    recordedAt: Instant,
    confirmBy: Instant.nullable().meta({ description: 'While it waits: the instant from which silence confirms it, by the charter’s window' }),
    confirmedBy: Id.nullable().meta({ description: 'The member of the other side that confirmed it; null where silence did' }),
    confirmedAt: Instant.nullable(),
    bySilence: z.boolean().meta({ description: 'Confirmed because the other side did not speak within the charter’s window' }),
    disputedBy: Id.nullable().meta({ description: 'The member of the other side that disputes it, or did' }),
    disputedAt: Instant.nullable(),
    reversalOf: Id.nullable().meta({ description: 'This entry takes that one back' }),
    corrects: Id.nullable().meta({ description: 'This entry stands in place of that one' }),
    reversedBy: Id.nullable().meta({ description: 'The entry that takes this one back' }),
  })
  .meta({ id: 'Contribution', description: 'What was really given. Never edited, never deleted: a correction is a reversal and a new entry.' });
export type Contribution = z.output<typeof Contribution>;

/** What a line can be refused for. */
export const lineProblems = [
  UnknownCategory, WrongMeasure, WrongPeriod, ActionUnfit, ConditionsNeeded, ConditionsMisplaced, NoRate, GiverIsReceiver, UnknownReceiver, UnknownGiver, InitiativeNotRunning, NotASide, PledgeOther,
] as const;

const base = '/v1/clusters/{clusterId}/contributions';
const one = { clusterId: Id, contributionId: Id };

export const recordContribution = operation({
  name: 'resources.contributions.record',
  summary: 'A member records what it gave, or what it was given',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: Id, ...ContributionLine.shape }),
  reply: Contribution,
  problems: [...lineProblems],
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
    memberId: Id.optional().meta({ description: 'The receiving member' }),
    initiativeId: Id.optional(),
    pledgeId: Id.optional(),
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
  summary: 'The other side confirms a contribution, also one that it has disputed',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{contributionId}/confirmation` },
  request: z.strictObject(one),
  reply: Contribution,
  problems: [NotASide, OwnContribution, AlreadySettled, CannotTakeBack],
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
  problems: [
    NotASide, AlreadySettled, AlreadyReversed, ReversalOfReversal, UnknownCategory, WrongMeasure, WrongPeriod, ActionUnfit, ConditionsNeeded, ConditionsMisplaced, NoRate,
  ],
});

export const returnLoan = operation({
  name: 'resources.contributions.return',
  summary: 'The giver says that a loan has come back',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{contributionId}/return` },
  request: z.strictObject({ ...one, returnedOn: CivilDate }),
  reply: Contribution,
  problems: [NotASide, NotOnLoan, WrongPeriod],
});
