import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, InstantInput, line, page, pageRequest, prose, TableId, Version } from '../core/values.js';
import { ClusterDissolved } from './clusters.js';
import { RoleName } from './roles.js';
import { Majority, MatterOption, mostOptions, OptionKey, outcomes, VotingMethod } from './voting.js';

export const matterKinds = ['resolution', 'admission', 'exclusion', 'charter', 'election', 'initiative', 'advice'] as const;
export const matterStates = ['draft', 'deliberation', 'voting', 'decided', 'withdrawn'] as const;
/** What a resolution about a member or the cluster does when it is adopted. */
export const resolutionEffects = ['suspension', 'reinstatement', 'dissolution', 'initiative-acceptance', 'initiative-departure'] as const;

/** What a matter is about, as its kind needs it. */
const about = {
  memberId: Id.optional().meta({ description: 'admission, exclusion; a resolution about a member' }),
  charterNumber: z.int().min(1).max(100_000).optional().meta({ description: 'charter' }),
  role: RoleName.optional().meta({ description: 'election' }),
  initiativeId: Id.optional().meta({ description: 'initiative: its partners decide; a resolution by which the cluster accepts, or leaves, an initiative across clusters' }),
  federationMatterId: Id.optional().meta({ description: 'A resolution by which the cluster decides how it votes at the table of the federation' }),
  effect: z.enum(resolutionEffects).optional().meta({ description: 'A resolution that changes something by itself' }),
};
export const About = z.strictObject(about).meta({ id: 'About', description: 'What a matter is about' });
export type About = z.output<typeof About>;

export const Hearing = z
  .strictObject({ memberId: Id, until: Instant.nullable().meta({ description: 'Voting waits for the statement until then; null before the deliberation' }), statement: z.string().nullable(), heardAt: Instant.nullable() })
  .meta({ id: 'Hearing', description: 'The right of the member concerned to be heard before voting opens' });

export const Matter = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: TableId,
    kind: z.enum(matterKinds),
    state: z.enum(matterStates),
    outcome: z.enum(outcomes).nullable(),
    revision: z.int().min(1),
    title: z.string(),
    text: z.string(),
    options: z.array(MatterOption).meta({ description: 'What can be chosen; candidates stand under the ids of their members' }),
    places: z.int().min(1),
    method: VotingMethod,
    majority: Majority,
    secret: z.boolean(),
    tallyKey: z.string().nullable().meta({ description: 'Of a secret vote, while it runs and after: the public key that tokens are made with' }),
    about: About,
    hearing: Hearing.nullable(),
    putBy: Id.meta({ description: 'The member that put it on the table; at the table of the federation the cluster' }),
    putAt: Instant,
    deliberationFrom: Instant.nullable(),
    votingOpensAt: Instant.nullable(),
    votingClosesAt: Instant.nullable(),
    decidedAt: Instant.nullable(),
    withdrawnAt: Instant.nullable(),
    withdrawalReason: z.string().nullable(),
  })
  .meta({ id: 'Matter', description: 'Something on the table: deliberated, then decided' });
export type Matter = z.output<typeof Matter>;

export const MatterWrongState = problem({
  slug: 'matter-wrong-state',
  status: 409,
  title: { en: 'Not in this state of the matter', pl: 'Nie w tym stanie sprawy' },
  detail: { en: 'It is {state}; needed is {needed}.', pl: 'Jej stan: {state}; wymagany: {needed}.' },
});
export const NotYours = problem({
  slug: 'not-for-you-to-do',
  status: 403,
  title: { en: 'Somebody else does this', pl: 'To należy do kogoś innego' },
  detail: { en: 'It is up to the member that put the matter on the table, or to an animator.', pl: 'Może to zrobić członek, który wniósł sprawę, albo animator.' },
});
export const TooEarly = problem({
  slug: 'too-early',
  status: 409,
  title: { en: 'Not yet', pl: 'Jeszcze nie teraz' },
  detail: { en: 'The charter allows it from {from}.', pl: 'Karta pozwala na to od {from}.' },
});
export const HearingOpen = problem({
  slug: 'hearing-open',
  status: 409,
  title: { en: 'The member has not been heard', pl: 'Członek nie został jeszcze wysłuchany' },
  detail: { en: 'Voting waits for its statement until {until}.', pl: 'Głosowanie czeka na jego wyjaśnienie do {until}.' },
});
export const SecretNeedsThree = problem({
  slug: 'secret-needs-three',
  status: 409,
  title: { en: 'A secret vote needs at least three voters', pl: 'Głosowanie tajne wymaga co najmniej trzech głosujących' },
  detail: { en: 'There are {voters}. Vote openly, or wait for others to join.', pl: 'Jest ich {voters}. Głosujcie jawnie albo poczekajcie na kolejnych członków.' },
});
export const NobodyMayVote = problem({
  slug: 'nobody-may-vote',
  status: 409,
  title: { en: 'Nobody could vote on this', pl: 'Nikt nie mógłby nad tym głosować' },
  detail: { en: 'No seat at this table takes part in it.', pl: 'Żadne miejsce przy tym stole nie bierze w tym udziału.' },
});
export const MatterUnfit = problem({
  slug: 'matter-unfit',
  status: 422,
  title: { en: 'The matter does not fit together', pl: 'Sprawa jest niespójna' },
  detail: { en: 'Correct the fields named in errors.', pl: 'Popraw pola wskazane w errors.' },
});
export const NotConcerned = problem({
  slug: 'not-concerned',
  status: 403,
  title: { en: 'The matter is not about you', pl: 'Ta sprawa Cię nie dotyczy' },
  detail: { en: 'Only the member whose exclusion is on the table makes a statement.', pl: 'Wyjaśnienie składa tylko członek, którego wykluczenie jest przedmiotem obrad.' },
});

const one = { clusterId: Id, matterId: Id };
const base = '/v1/clusters/{clusterId}/matters' as const;
const path = `${base}/{matterId}` as const;

export const matterTitle = line(200);
export const matterText = prose(50_000);
export const matterOptions = z.array(z.strictObject({ key: OptionKey.optional().meta({ description: 'Its number in the list, when left out' }), text: line(300) })).min(1).max(mostOptions);
const candidates = z.array(Id).min(1).max(mostOptions).meta({ description: 'Members that stand for election' });

/** What may be said of a matter when it is put on a table. */
export const matterFields = {
  title: matterTitle,
  text: matterText,
  method: VotingMethod.optional().meta({ description: "The charter's, when left out" }),
  majority: Majority.optional().meta({ description: "The charter's, when left out" }),
  options: matterOptions.optional().meta({ description: 'For approval, score and ranked' }),
  places: z.int().min(1).max(mostOptions).default(1).meta({ description: 'How many options win' }),
};

export const putMatter = operation({
  name: 'membership.matters.put',
  summary: 'A seat puts a matter on the table',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({
    clusterId: Id,
    kind: z.enum(['resolution', 'charter', 'election', 'initiative', 'advice']).default('resolution').meta({ description: 'Admissions and exclusions come on the table by their own operations' }),
    ...matterFields,
    candidates: candidates.optional().meta({ description: 'For an election, instead of options' }),
    secret: z.boolean().default(false),
    about: About.default({}),
  }),
  reply: Matter,
  problems: [MatterUnfit, ClusterDissolved],
});

export const listMatters = operation({
  name: 'membership.matters.list',
  summary: 'The matters of a table, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, state: z.enum(matterStates).optional(), kind: z.enum(matterKinds).optional(), ...pageRequest }),
  reply: page(Matter),
});

export const readMatter = operation({
  name: 'membership.matters.get',
  summary: 'One matter',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path },
  request: z.strictObject(one),
  reply: Matter,
});

export const deliberateMatter = operation({
  name: 'membership.matters.deliberate',
  summary: 'Opens the deliberation of a draft, and says when voting opens and closes: not before the charter allows',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/deliberation` },
  request: z.strictObject({
    ...one,
    votingOpensAt: InstantInput.optional().meta({ description: 'As early as the charter allows, and not within a day, when left out' }),
    votingClosesAt: InstantInput.optional().meta({ description: 'As early as the charter allows, and not within a day of its opening, when left out' }),
  }),
  reply: Matter,
  problems: [MatterWrongState, NotYours, TooEarly, ClusterDissolved],
});

export const openVoting = operation({
  name: 'membership.matters.open-voting',
  summary: 'Opens voting now, where deliberation has lasted long enough: electorate, rules and text are frozen',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/voting` },
  request: z.strictObject({ ...one, votingClosesAt: InstantInput.optional().meta({ description: 'As planned, or later where the charter wants it, when left out' }) }),
  reply: Matter,
  problems: [MatterWrongState, NotYours, TooEarly, HearingOpen, SecretNeedsThree, NobodyMayVote, ClusterDissolved],
});

export const closeVoting = operation({
  name: 'membership.matters.close-voting',
  summary: 'Closes voting now, where it has lasted long enough, and counts: everything that was acknowledged is counted',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/closing` },
  request: z.strictObject(one),
  reply: Matter,
  problems: [MatterWrongState, NotYours, TooEarly],
});

export const withdrawMatter = operation({
  name: 'membership.matters.withdraw',
  summary: 'The member that put a matter on the table takes it back before voting opens',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/withdrawal` },
  request: z.strictObject({ ...one, reason: prose(2_000) }),
  reply: Matter,
  problems: [MatterWrongState, NotYours],
});

export const makeStatement = operation({
  name: 'membership.matters.state',
  summary: 'The member whose exclusion is on the table is heard: its statement stands with the matter before voting opens',
  access: { who: 'member', scope: 'read' },
  http: { method: 'POST', path: `${path}/statement` },
  request: z.strictObject({ ...one, text: prose(20_000) }),
  reply: Matter,
  problems: [MatterWrongState, NotConcerned],
});
