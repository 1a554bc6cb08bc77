import { z } from 'zod';
import { operation } from '../core/operation.js';
import { CivilDate, Id, Instant, page, pageRequest, ResourceKind } from '../core/values.js';
import { Benefit, BenefitStatement } from './benefits.js';
import { InitiativeCluster } from './clusters.js';
import { BudgetLine, Cost } from './costs.js';
import { Goal } from './goals.js';
import { Initiative } from './initiatives.js';
import { Partner } from './partners.js';
import { Missing } from './readiness.js';
import { Risk } from './risks.js';
import { Settlement } from './settlements.js';
import { Task } from './tasks.js';

/* An initiative at one look: what people open first. */

const inInitiative = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}' as const;

const measured = { kind: ResourceKind, unit: z.string().meta({ description: 'Unit; for money the currency' }), value: z.string().meta({ description: 'Exact decimal; for money in minor units' }) };

export const InitiativeProgress = z
  .strictObject({
    needs: z.array(z.strictObject({ id: Id, kind: ResourceKind, category: z.string(), state: z.string(), needed: z.string(), promised: z.string(), given: z.string(), unit: z.string(), until: CivilDate.nullable() })).meta({ description: 'What it needs, newest first: how much of it is promised and given; of many the newest 200' }),
    promises: z.strictObject({ proposed: z.int(), accepted: z.int(), fulfilled: z.int(), ended: z.int() }).meta({ description: 'How many' }),
    given: z.array(z.strictObject(measured)).meta({ description: 'What was given and confirmed: each kind and unit by itself, never added up across them' }),
    partners: z.array(z.strictObject({ memberId: Id, ...measured })).meta({ description: 'The same by partner, in the order in which they joined' }),
    waiting: z.int().meta({ description: 'Contributions that wait to be confirmed, or are disputed' }),
  })
  .meta({ id: 'InitiativeProgress', description: 'What an initiative needs, was promised and was given, as resources has told it' });
export type InitiativeProgress = z.output<typeof InitiativeProgress>;

export const readProgress = operation({
  name: 'initiatives.progress.get',
  summary: 'What an initiative needs, was promised and was given',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/progress` },
  request: z.strictObject(inInitiative),
  reply: InitiativeProgress,
});

export const InitiativeOverview = z
  .strictObject({
    initiative: Initiative,
    partners: z.array(Partner),
    clusters: z.array(InitiativeCluster),
    agreement: z.strictObject({ inForce: z.int().nullable(), newest: z.int().nullable(), missing: z.array(Id).meta({ description: 'Whose signature the newest version lacks' }) }),
    goals: z.array(Goal),
    tasks: z.array(Task).meta({ description: 'Up to 500: open ones first, by their day' }),
    taskCounts: z.strictObject({ 'to-do': z.int(), doing: z.int(), done: z.int(), dropped: z.int() }),
    budget: z.strictObject({ currency: z.string(), plannedMinor: z.int(), spentMinor: z.int(), overMinor: z.int(), lines: z.array(BudgetLine) }),
    costs: z.strictObject({ entries: z.int(), totalMinor: z.int(), unsettled: z.int(), newest: z.array(Cost).meta({ description: 'Up to 50' }) }),
    risks: z.array(Risk).meta({ description: 'Open ones and those that have occurred' }),
    settlement: Settlement.nullable().meta({ description: 'The newest' }),
    benefits: z.array(Benefit),
    statements: z.array(BenefitStatement),
    missing: z.array(Missing).meta({ description: 'What keeps it from its next step' }),
  })
  .meta({ id: 'InitiativeOverview', description: 'An initiative at one look. Lists are cut at 200 where nothing else is said, and earlier where they are long; each has its own path.' });
export type InitiativeOverview = z.output<typeof InitiativeOverview>;

export const readOverview = operation({
  name: 'initiatives.overviews.get',
  summary: 'An initiative at one look: partners, agreement, goals, tasks, money, risks, benefits, and what is missing next',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/overview` },
  request: z.strictObject(inInitiative),
  reply: InitiativeOverview,
});

export const InitiativeJournalEntry = z
  .strictObject({
    id: Id.meta({ description: 'Of the event' }),
    type: z.string(),
    subject: Id,
    at: Instant,
    memberId: Id.nullable().meta({ description: 'Who did it; null for the platform' }),
    mandateId: Id.nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'InitiativeJournalEntry', description: 'Something that happened in an initiative' });

export const listInitiativeJournal = operation({
  name: 'initiatives.journals.list',
  summary: 'What happened in an initiative, newest first: who did what, when',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/journal` },
  request: z.strictObject({ ...inInitiative, ...pageRequest }),
  reply: page(InitiativeJournalEntry),
});
