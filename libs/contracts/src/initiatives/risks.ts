import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Id, Instant, line, Money, page, pageRequest, prose, Version } from '../core/values.js';
import { Evidence } from '../resources/measures.js';
import { KeyName } from './agreement-terms.js';
import { CostUnfit, costProblems } from './costs.js';
import { NotPartner, WrongState } from './initiatives.js';

/* Risks: what could go wrong, who answers for it, and the key by which a loss is shared. */

const inInitiative = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}' as const;
export const riskStates = ['open', 'closed', 'occurred'] as const;
export const riskResponses = ['avoid', 'reduce', 'share', 'accept'] as const;
const degree = z.int().min(1).max(5);
const riskSaid = {
  title: line(160),
  description: prose(4000).optional(),
  likelihood: degree.meta({ description: '1 rare to 5 almost certain' }),
  impact: degree.meta({ description: '1 slight to 5 severe' }),
  exposure: Money.optional().meta({ description: 'What it could cost at most' }),
  owner: Id.meta({ description: 'The partner that watches it' }),
  response: z.enum(riskResponses),
  measures: prose(4000).optional().meta({ description: 'What is done about it' }),
  key: KeyName.default('risks').meta({ description: 'By which key of the agreement a loss is shared' }),
};
const riskPath = `${base}/risks/{riskId}` as const;
const oneRisk = { ...inInitiative, riskId: Id };

export const Risk = z
  .strictObject({
    id: Id,
    version: Version,
    ...inInitiative,
    title: z.string(),
    description: z.string().nullable(),
    likelihood: degree,
    impact: degree,
    exposure: Money.nullable(),
    owner: Id,
    response: z.enum(riskResponses),
    measures: z.string().nullable(),
    key: KeyName,
    state: z.enum(riskStates),
    namedBy: Id,
    namedAt: Instant,
    endedAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was closed, or what has occurred' }),
    costId: Id.nullable().meta({ description: 'The loss that it became, where money was lost' }),
  })
  .meta({ id: 'Risk', description: 'What could go wrong, and by which key a loss would be shared' });
export type Risk = z.output<typeof Risk>;

export const RiskEnded = problem({
  slug: 'risk-ended',
  status: 409,
  title: { en: 'The risk is over', pl: 'To ryzyko jest już zamknięte' },
  detail: { en: 'It is {state}.', pl: 'Jego stan: {state}.' },
});

export const nameRisk = operation({
  name: 'initiatives.risks.name',
  summary: 'A partner names a risk',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/risks`, location: `${base}/risks/{id}` },
  request: z.strictObject({ ...inInitiative, ...riskSaid }),
  reply: Risk,
  problems: [NotPartner, WrongState, CostUnfit],
});
export const changeRisk = operation({
  name: 'initiatives.risks.change',
  summary: 'A partner changes an open risk',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path: riskPath },
  request: z.strictObject({ ...oneRisk, ...riskSaid }),
  reply: Risk,
  problems: [NotPartner, WrongState, CostUnfit, RiskEnded],
});
export const closeRisk = operation({
  name: 'initiatives.risks.close',
  summary: 'A partner closes a risk that threatens no more',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${riskPath}/closure` },
  request: z.strictObject({ ...oneRisk, reason: prose(2000) }),
  reply: Risk,
  problems: [NotPartner, WrongState, RiskEnded],
});
export const recordOccurrence = operation({
  name: 'initiatives.risks.occur',
  summary: 'A risk has occurred: the loss, where there is one, is shared by the key of the agreement that was in force that day',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${riskPath}/occurrence` },
  request: z.strictObject({
    ...oneRisk, occurredOn: CivilDate, reason: prose(2000).meta({ description: 'What has happened' }),
    loss: Money.optional(), paidBy: Id.optional().meta({ description: 'The partner that bore the loss; the acting member, when left out' }), document: line(200).optional(), evidence: z.array(Evidence).max(20).default([]),
  }),
  reply: Risk,
  problems: [...costProblems, RiskEnded],
});
export const listRisks = operation({
  name: 'initiatives.risks.list',
  summary: 'The risks of an initiative, in the order in which they were named',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/risks` },
  request: z.strictObject({ ...inInitiative, state: z.enum(riskStates).optional(), ...pageRequest }),
  reply: page(Risk),
});
export const readRisk = operation({
  name: 'initiatives.risks.get',
  summary: 'One risk',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: riskPath },
  request: z.strictObject(oneRisk),
  reply: Risk,
});

export const RiskNamed = event({
  name: 'initiatives.risk.named',
  version: 1,
  summary: 'A risk was named, or judged anew',
  data: z.strictObject({ ...oneRisk, likelihood: degree, impact: degree, exposure: Money.nullable(), owner: Id, response: z.enum(riskResponses), key: KeyName, namedBy: Id, namedAt: Instant }),
});
export const RiskConcluded = event({
  name: 'initiatives.risk.concluded',
  version: 1,
  summary: 'A risk is over: it was closed, or it has occurred',
  data: z.strictObject({ ...oneRisk, how: z.enum(['closed', 'occurred']), occurredOn: CivilDate.nullable(), costId: Id.nullable(), concludedAt: Instant }),
});
