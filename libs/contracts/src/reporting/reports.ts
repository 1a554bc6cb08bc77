import { z } from 'zod';
import { operation } from '../core/operation.js';
import { Id, Instant, InstantInput, page, pageRequest, ResourceKind, Sha256 } from '../core/values.js';

const Line = z.strictObject({
  memberId: Id,
  memberName: z.string().nullable(),
  kind: ResourceKind,
  category: z.string(),
  unit: z.string().meta({ description: 'Unit code, or the currency for money (then in minor units)' }),
  recorded: z.string().meta({ description: 'Exact decimal: everything recorded and not taken back' }),
  confirmed: z.string().meta({ description: 'Exact decimal: what the other side confirmed' }),
  entries: z.int(),
});

export const ContributionsReport = z
  .strictObject({
    clusterId: Id,
    asOf: Instant.meta({ description: 'The instant of which the report tells' }),
    lines: z.array(Line).meta({ description: 'By kind in its standing order, then by member as they joined: never by the amount given' }),
  })
  .meta({ id: 'ContributionsReport', description: "A cluster's contributions by kind and member" });
export type ContributionsReport = z.output<typeof ContributionsReport>;

export const reportContributions = operation({
  name: 'reporting.contributions.report',
  summary: "The cluster's contributions by kind and member, as of any instant",
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/reports/contributions' },
  request: z.strictObject({ clusterId: Id, asOf: InstantInput.optional() }),
  reply: ContributionsReport,
});

export const RegisterEntry = z
  .strictObject({
    index: z.int().min(0).meta({ description: 'Place in the register of the cluster: 0, 1, 2 …' }),
    eventId: z.uuid(),
    type: z.string(),
    subject: z.uuid(),
    time: Instant,
    source: z.string(),
    position: z.int().meta({ description: 'Place in the journal of the service that it comes from' }),
    chain: Sha256.meta({ description: 'Chain hash of that journal at this place' }),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'RegisterEntry', description: 'A fact in the register' });

export const listRegisterEntries = operation({
  name: 'reporting.register.list',
  summary: 'The register of a cluster: every fact, in order, from the beginning',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/register/entries' },
  request: z.strictObject({ clusterId: Id, ...pageRequest }),
  reply: page(RegisterEntry),
});
