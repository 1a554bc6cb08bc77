import { z } from 'zod';
import { operation } from '../core/operation.js';
import { Id, Instant, page, pageRequest, prose, Sha256, TableId, Version } from '../core/values.js';
import { matterOptions, matterText, matterTitle, MatterUnfit, MatterWrongState, NotYours } from './matters.js';
import { MatterOption } from './voting.js';

const one = { clusterId: Id, matterId: Id };
const path = '/v1/clusters/{clusterId}/matters/{matterId}' as const;

export const Revision = z
  .strictObject({
    matterId: Id,
    number: z.int().min(1),
    title: z.string(),
    text: z.string(),
    textSha256: Sha256.meta({ description: 'SHA-256 of the text in UTF-8' }),
    options: z.array(MatterOption),
    revisedBy: Id,
    revisedAt: Instant,
    takenFrom: Id.nullable().meta({ description: 'The comment whose proposal was taken' }),
  })
  .meta({ id: 'Revision', description: 'A version of what a matter says; the older ones are kept' });
export type Revision = z.output<typeof Revision>;

export const reviseMatter = operation({
  name: 'membership.revisions.add',
  summary: 'Amends a matter before voting opens: a new revision, the old one is kept',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/revisions`, location: `${path}/revisions/{number}` },
  request: z.strictObject({ ...one, title: matterTitle.optional(), text: matterText.optional(), options: matterOptions.optional(), takenFrom: Id.optional().meta({ description: 'The comment whose proposed text is taken' }) }),
  reply: Revision,
  problems: [MatterWrongState, NotYours, MatterUnfit],
});

export const listRevisions = operation({
  name: 'membership.revisions.list',
  summary: 'The revisions of a matter, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/revisions` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Revision),
});

export const readRevision = operation({
  name: 'membership.revisions.get',
  summary: 'One revision of a matter',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/revisions/{number}` },
  request: z.strictObject({ ...one, number: z.coerce.number().int().min(1).max(100_000) }),
  reply: Revision,
});

export const Comment = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: TableId,
    matterId: Id,
    memberId: Id.meta({ description: 'The seat that speaks: a member, at the table of the federation a cluster' }),
    text: z.string(),
    proposes: z.string().nullable().meta({ description: 'An amendment: the whole text as it should be' }),
    repliesTo: Id.nullable(),
    saidAt: Instant,
  })
  .meta({ id: 'Comment', description: 'A contribution to the deliberation' });
export type Comment = z.output<typeof Comment>;

export const commentMatter = operation({
  name: 'membership.comments.add',
  summary: 'A seat speaks in the deliberation of a matter, or proposes an amendment',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${path}/comments`, location: `${path}/comments/{id}` },
  request: z.strictObject({ ...one, text: prose(10_000), proposes: matterText.optional(), repliesTo: Id.optional() }),
  reply: Comment,
  problems: [MatterWrongState],
});

export const listComments = operation({
  name: 'membership.comments.list',
  summary: 'The deliberation of a matter, oldest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/comments` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Comment),
});

export const readComment = operation({
  name: 'membership.comments.get',
  summary: 'One contribution to a deliberation',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/comments/{commentId}` },
  request: z.strictObject({ ...one, commentId: Id }),
  reply: Comment,
});
