import { z } from 'zod';
import { event } from '../core/event.js';
import { Id, Instant, Sha256, TableId } from '../core/values.js';
import { effects } from './ballots.js';
import { About, matterKinds } from './matters.js';
import { Choice, CountingRules, Counts, Majority, outcomes, VotingMethod } from './voting.js';

/* Texts of people may name people: events carry their hashes. Choices are told only when voting has closed. */

const told = { matterId: Id, clusterId: TableId };

export const MatterPut = event({
  name: 'membership.matter.put',
  version: 1,
  summary: 'A matter was put on the table',
  data: z.strictObject({ ...told, kind: z.enum(matterKinds), about: About, method: VotingMethod, majority: Majority, secret: z.boolean(), textSha256: Sha256, putBy: Id, putAt: Instant }),
});
export const MatterRevised = event({
  name: 'membership.matter.revised',
  version: 1,
  summary: 'A matter was amended',
  data: z.strictObject({ ...told, revision: z.int(), textSha256: Sha256, revisedBy: Id, takenFrom: Id.nullable(), revisedAt: Instant }),
});
export const CommentMade = event({
  name: 'membership.comment.made',
  version: 1,
  summary: 'A seat spoke in a deliberation',
  data: z.strictObject({ ...told, commentId: Id, memberId: Id, textSha256: Sha256, amendment: z.boolean(), saidAt: Instant }),
});
export const DeliberationOpened = event({
  name: 'membership.matter.deliberated',
  version: 1,
  summary: 'The deliberation of a matter is open',
  data: z.strictObject({ ...told, votingOpensAt: Instant, votingClosesAt: Instant }),
});
export const StatementMade = event({
  name: 'membership.statement.made',
  version: 1,
  summary: 'The member whose exclusion is on the table was heard',
  data: z.strictObject({ ...told, memberId: Id, textSha256: Sha256, heardAt: Instant }),
});
export const VotingOpened = event({
  name: 'membership.voting.opened',
  version: 1,
  summary: 'Voting is open: text, rules and electorate are frozen',
  data: z.strictObject({
    ...told,
    revision: z.int(),
    textSha256: Sha256,
    charterNumber: z.int().nullable(),
    rules: CountingRules,
    secret: z.boolean(),
    electorate: z.int(),
    votingClosesAt: Instant,
  }),
});
export const VotingPostponed = event({
  name: 'membership.voting.postponed',
  version: 1,
  summary: 'Voting could not open at its time: the reason is named and the matter is a draft again',
  data: z.strictObject({ ...told, problem: z.string() }),
});
export const BallotCast = event({
  name: 'membership.ballot.cast',
  version: 1,
  summary: 'A seat has voted; what it chose is told when voting has closed',
  data: z.strictObject({ ...told, memberId: Id, castBy: Id, castAt: Instant, decidedBy: Id.nullable().meta({ description: 'At the table of the federation: the decision of the own table' }) }),
});
export const BallotTokenIssued = event({
  name: 'membership.ballot-token.issued',
  version: 1,
  summary: 'Of a secret vote: a seat had its token signed',
  data: z.strictObject({ ...told, memberId: Id, issuedTo: Id }),
});
export const BallotsPublished = event({
  name: 'membership.ballots.published',
  version: 1,
  summary: 'The ballots as they were counted, in parts; reasons are left out',
  data: z.strictObject({
    ...told,
    part: z.int().min(1),
    parts: z.int().min(1),
    ballots: z.array(z.strictObject({ memberId: Id.nullable(), token: z.string().nullable(), choice: Choice })).max(500),
  }),
});
export const MatterDecided = event({
  name: 'membership.matter.decided',
  version: 1,
  summary: 'Voting has closed and the ballots are counted',
  data: z.strictObject({ ...told, kind: z.enum(matterKinds), about: About, outcome: z.enum(outcomes), rules: CountingRules, counts: Counts, secret: z.boolean(), turnout: z.int(), effect: z.enum(effects), decidedAt: Instant }),
});
export const MatterWithdrawn = event({
  name: 'membership.matter.withdrawn',
  version: 1,
  summary: 'A matter was taken back before voting opened',
  data: z.strictObject({ ...told, withdrawnAt: Instant }),
});
