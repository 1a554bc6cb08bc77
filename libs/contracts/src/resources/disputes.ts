import { z } from 'zod';
import { operation } from '../core/operation.js';
import { Id, Instant, page, pageRequest, prose } from '../core/values.js';
import { AlreadySettled, NotDisputed, OwnContribution } from './contribution-problems.js';
import { Contribution } from './contributions.js';
import { NotASide } from './measures.js';

/* When the two sides of a contribution do not agree: they talk, until the entry is confirmed or taken back. */

export const Remark = z
  .strictObject({
    id: Id,
    contributionId: Id,
    memberId: Id.meta({ description: 'The member that speaks' }),
    text: z.string(),
    madeAt: Instant,
  })
  .meta({ id: 'Remark', description: 'What a side says about a disputed contribution' });
export type Remark = z.output<typeof Remark>;

const base = '/v1/clusters/{clusterId}/contributions/{contributionId}' as const;
const one = { clusterId: Id, contributionId: Id };

export const disputeContribution = operation({
  name: 'resources.contributions.dispute',
  summary: 'The other side disputes a contribution and says why: silence does not confirm it any more',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/dispute` },
  request: z.strictObject({ ...one, reason: prose(2000) }),
  reply: Contribution,
  problems: [NotASide, OwnContribution, AlreadySettled],
});

export const makeRemark = operation({
  name: 'resources.remarks.make',
  summary: 'One of the two sides speaks about a disputed contribution',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/remarks`, location: `${base}/remarks/{id}` },
  request: z.strictObject({ ...one, text: prose(2000) }),
  reply: Remark,
  problems: [NotASide, NotDisputed],
});

export const listRemarks = operation({
  name: 'resources.remarks.list',
  summary: 'What was said about a disputed contribution, in the order in which it was said; the first is the reason',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/remarks` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Remark),
});

export const readRemark = operation({
  name: 'resources.remarks.get',
  summary: 'One remark about a disputed contribution',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/remarks/{remarkId}` },
  request: z.strictObject({ ...one, remarkId: Id }),
  reply: Remark,
});
