import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, InstantInput, page, pageRequest, prose, Version } from '../core/values.js';
import { MatterResult, Undecided, VotingNotOpen } from './ballots.js';
import { Comment } from './deliberation.js';
import { Matter, matterFields, matterStates, MatterUnfit, MatterWrongState, NobodyMayVote, NotYours, TooEarly } from './matters.js';
import { Choice } from './voting.js';

/*
 * The table of the federation: the clusters sit at it, with one seat each. Who speaks there speaks for a cluster, and
 * names it; a ballot there says what the cluster's own table has decided, and by which matter.
 */

const base = '/v1/federation/matters' as const;
const path = `${base}/{matterId}` as const;
const forCluster = Id.meta({ description: 'The cluster for which the acting member speaks' });
const speaking = { clusterId: forCluster, matterId: Id };
const reading = { matterId: Id };

export const ClusterNotSeated = problem({
  slug: 'cluster-not-seated',
  status: 403,
  title: { en: 'This cluster has no seat at the table of the federation', pl: 'Ten klaster nie ma miejsca przy stole federacji' },
  detail: { en: 'The active clusters sit there: those with two members at least.', pl: 'Zasiadają przy nim klastry aktywne, czyli takie, które mają co najmniej dwóch członków.' },
});

export const putFederationMatter = operation({
  name: 'membership.federation-matters.put',
  summary: 'A cluster puts a matter on the table of the federation',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: forCluster, kind: z.enum(['resolution', 'advice']).default('resolution'), ...matterFields }),
  reply: Matter,
  problems: [MatterUnfit, ClusterNotSeated],
});

export const listFederationMatters = operation({
  name: 'membership.federation-matters.list',
  summary: 'The matters on the table of the federation, newest first',
  access: { who: 'account' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ state: z.enum(matterStates).optional(), ...pageRequest }),
  reply: page(Matter),
});

export const readFederationMatter = operation({
  name: 'membership.federation-matters.get',
  summary: 'One matter on the table of the federation',
  access: { who: 'account' },
  http: { method: 'GET', path },
  request: z.strictObject(reading),
  reply: Matter,
});

export const deliberateFederationMatter = operation({
  name: 'membership.federation-matters.deliberate',
  summary: 'The cluster that put a matter on the table of the federation opens its deliberation, and says when voting opens and closes',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/deliberation` },
  request: z.strictObject({
    ...speaking,
    votingOpensAt: InstantInput.optional().meta({ description: 'In 14 days, when left out: the clusters decide at their own tables first' }),
    votingClosesAt: InstantInput.optional().meta({ description: '14 days after it opens, when left out' }),
  }),
  reply: Matter,
  problems: [MatterWrongState, NotYours, TooEarly],
});

export const openFederationVoting = operation({
  name: 'membership.federation-matters.open-voting',
  summary: 'Opens voting at the table of the federation now: the active clusters are the electorate',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/voting` },
  request: z.strictObject({ ...speaking, votingClosesAt: InstantInput.optional() }),
  reply: Matter,
  problems: [MatterWrongState, NotYours, TooEarly, NobodyMayVote],
});

export const closeFederationVoting = operation({
  name: 'membership.federation-matters.close-voting',
  summary: 'Closes voting at the table of the federation now, when every cluster has voted',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/closing` },
  request: z.strictObject(speaking),
  reply: Matter,
  problems: [MatterWrongState, NotYours, TooEarly],
});

export const withdrawFederationMatter = operation({
  name: 'membership.federation-matters.withdraw',
  summary: 'The cluster that put a matter on the table of the federation takes it back before voting opens',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/withdrawal` },
  request: z.strictObject({ ...speaking, reason: prose(2_000) }),
  reply: Matter,
  problems: [MatterWrongState, NotYours],
});

export const commentFederationMatter = operation({
  name: 'membership.federation-comments.add',
  summary: 'A cluster speaks in a deliberation at the table of the federation',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${path}/comments`, location: `${path}/comments/{id}` },
  request: z.strictObject({ ...speaking, text: prose(10_000) }),
  reply: Comment,
  problems: [MatterWrongState, ClusterNotSeated],
});

export const listFederationComments = operation({
  name: 'membership.federation-comments.list',
  summary: 'A deliberation at the table of the federation, oldest first',
  access: { who: 'account' },
  http: { method: 'GET', path: `${path}/comments` },
  request: z.strictObject({ ...reading, ...pageRequest }),
  reply: page(Comment),
});

export const readFederationComment = operation({
  name: 'membership.federation-comments.get',
  summary: 'One contribution to a deliberation at the table of the federation',
  access: { who: 'account' },
  http: { method: 'GET', path: `${path}/comments/{commentId}` },
  request: z.strictObject({ ...reading, commentId: Id }),
  reply: Comment,
});

export const MandateUnfit = problem({
  slug: 'cluster-mandate-unfit',
  status: 422,
  title: { en: 'This decision does not say how the cluster votes', pl: 'Ta decyzja nie mówi, jak klaster głosuje' },
  detail: {
    en: 'Name the latest decided resolution of the cluster’s own table whose "about.federationMatterId" is this matter: with the same method and options, put to the vote after the deliberation of this matter had opened, and with its quorum reached.',
    pl: 'Wskaż ostatnią rozstrzygniętą uchwałę własnego stołu klastra, której "about.federationMatterId" to ta sprawa: z tą samą metodą i opcjami, poddaną pod głosowanie po otwarciu obrad nad tą sprawą i przy wymaganym kworum.',
  },
});
export const ClusterNotInElectorate = problem({
  slug: 'cluster-not-in-electorate',
  status: 403,
  title: { en: 'This cluster has no vote here', pl: 'Ten klaster nie ma tu głosu' },
  detail: { en: 'The active clusters were the electorate when voting opened.', pl: 'Głosują klastry, które były aktywne w chwili otwarcia głosowania.' },
});

export const ClusterBallot = z
  .strictObject({
    matterId: Id,
    clusterId: Id,
    version: Version.meta({ description: '1 while it is blank' }),
    choice: Choice.nullable(),
    decidedBy: Id.nullable().meta({ description: 'The matter of the cluster’s own table that decided so' }),
    castAt: Instant.nullable(),
  })
  .meta({ id: 'ClusterBallot', description: 'The ballot of a cluster at the table of the federation, bound to a decision of its own table' });
export type ClusterBallot = z.output<typeof ClusterBallot>;

export const castClusterBallot = operation({
  name: 'membership.federation-ballots.cast',
  summary: 'Casts the ballot of a cluster as its own table has decided; the choice follows from that decision',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path: `${path}/ballot` },
  request: z.strictObject({ ...speaking, decidedBy: Id.meta({ description: 'The decided matter of the own table' }) }),
  reply: ClusterBallot,
  problems: [VotingNotOpen, ClusterNotInElectorate, MandateUnfit],
});

export const readClusterBallot = operation({
  name: 'membership.federation-ballots.get',
  summary: 'The ballot of the own cluster at the table of the federation',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/ballot` },
  request: z.strictObject(speaking),
  reply: ClusterBallot,
  problems: [ClusterNotInElectorate],
});

export const listClusterBallots = operation({
  name: 'membership.federation-ballots.list',
  summary: 'The ballots at the table of the federation as they were counted, each with the decision that it is bound to',
  access: { who: 'account' },
  http: { method: 'GET', path: `${path}/ballots` },
  request: z.strictObject({ ...reading, ...pageRequest }),
  reply: page(ClusterBallot),
  problems: [Undecided],
});

export const readFederationResult = operation({
  name: 'membership.federation-results.get',
  summary: 'The result of a matter at the table of the federation, with the rule and the counts',
  access: { who: 'account' },
  http: { method: 'GET', path: `${path}/result` },
  request: z.strictObject(reading),
  reply: MatterResult,
  problems: [Undecided],
});

export const listFederationElectorate = operation({
  name: 'membership.federation-electorates.list',
  summary: 'The clusters that may vote in a matter of the federation, and which of them have',
  access: { who: 'account' },
  http: { method: 'GET', path: `${path}/electorate` },
  request: z.strictObject({ ...reading, ...pageRequest }),
  reply: page(z.strictObject({ clusterId: Id, name: z.string(), hasVoted: z.boolean() }).meta({ id: 'ClusterElector', description: 'A cluster that may vote at the table of the federation' })),
});
