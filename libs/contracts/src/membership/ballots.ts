import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest, Sha256, TableId, Version } from '../core/values.js';
import { outcomes, Choice, CountingRules, Counts } from './voting.js';

export const Ballot = z
  .strictObject({
    matterId: Id,
    memberId: Id.meta({ description: 'The seat whose ballot it is' }),
    version: Version.meta({ description: '1 while it is blank' }),
    choice: Choice.nullable(),
    castBy: Id.nullable().meta({ description: 'The member that cast it: another one where the seat is represented' }),
    castAt: Instant.nullable(),
  })
  .meta({ id: 'Ballot', description: 'The one ballot of a seat in a matter: it can be changed until voting closes' });
export type Ballot = z.output<typeof Ballot>;

export const VotingNotOpen = problem({
  slug: 'voting-not-open',
  status: 409,
  title: { en: 'Voting is not open', pl: 'Głosowanie nie trwa' },
  detail: { en: 'The matter is {state}.', pl: 'Stan sprawy: {state}.' },
});
export const NotInElectorate = problem({
  slug: 'not-in-electorate',
  status: 403,
  title: { en: 'This seat has no vote here', pl: 'To miejsce nie ma tu głosu' },
  detail: { en: 'The electorate was frozen when voting opened.', pl: 'Krąg głosujących ustalono w chwili otwarcia głosowania.' },
});
export const NotRepresented = problem({
  slug: 'not-represented',
  status: 403,
  title: { en: 'You do not represent this seat', pl: 'Nie reprezentujesz tego miejsca' },
  detail: { en: 'It has delegated its vote to nobody, or to somebody else.', pl: 'Nie przekazało głosu nikomu albo przekazało go komuś innemu.' },
});
export const ChoiceUnfit = problem({
  slug: 'choice-unfit',
  status: 422,
  title: { en: 'The ballot does not fit this vote', pl: 'Głos nie pasuje do tego głosowania' },
  detail: { en: 'The method is {method}. Correct what errors names.', pl: 'Metoda: {method}. Popraw to, co wskazuje errors.' },
});
export const VoteIsSecret = problem({
  slug: 'vote-is-secret',
  status: 409,
  title: { en: 'This vote is secret', pl: 'To głosowanie jest tajne' },
  detail: { en: 'Have a blinded token signed at …/token, then cast at …/secret-ballots without signing in.', pl: 'Uzyskaj podpis zaślepionego żetonu w …/token, a potem oddaj głos w …/secret-ballots bez logowania.' },
});
export const VoteIsOpen = problem({
  slug: 'vote-is-open',
  status: 409,
  title: { en: 'This vote is not secret', pl: 'To głosowanie jest jawne' },
  detail: { en: 'Cast at …/ballot.', pl: 'Oddaj głos w …/ballot.' },
});
export const TokenIssued = problem({
  slug: 'token-issued',
  status: 409,
  title: { en: 'This seat has had its token signed', pl: 'To miejsce otrzymało już podpisany żeton' },
  detail: { en: 'Each seat gets one. Send the same blinded token to get the same signature again.', pl: 'Każde miejsce dostaje jeden. Wyślij ten sam zaślepiony żeton, aby otrzymać ten sam podpis.' },
});
export const TokenInvalid = problem({
  slug: 'token-invalid',
  status: 403,
  title: { en: 'This token is not valid here', pl: 'Ten żeton jest tu nieważny' },
  detail: { en: 'Its signature was not made for this vote.', pl: 'Jego podpis nie powstał na potrzeby tego głosowania.' },
});
export const Undecided = problem({
  slug: 'undecided',
  status: 409,
  title: { en: 'Nothing is decided yet', pl: 'Jeszcze nic nie postanowiono' },
  detail: { en: 'The matter is {state}. Counts are shown to nobody before voting closes.', pl: 'Stan sprawy: {state}. Przed końcem głosowania nikt nie widzi wyników.' },
});

const one = { clusterId: Id, matterId: Id };
const path = '/v1/clusters/{clusterId}/matters/{matterId}' as const;
const seat = Id.optional().meta({ description: 'The member whose seat is represented by delegation; left out, the acting member’s own' });

export const castBallot = operation({
  name: 'membership.ballots.cast',
  summary: 'Casts or changes the ballot of a seat, until voting closes',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path: `${path}/ballot` },
  request: z.strictObject({ ...one, choice: Choice, seat }),
  reply: Ballot,
  problems: [VotingNotOpen, NotInElectorate, NotRepresented, ChoiceUnfit, VoteIsSecret],
});

export const readBallot = operation({
  name: 'membership.ballots.get',
  summary: 'The ballot of the own seat, or of one that is represented',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/ballot` },
  request: z.strictObject({ ...one, seat }),
  reply: Ballot,
  problems: [NotInElectorate, NotRepresented, VoteIsSecret],
});

const base64url = (longest: number) => z.string().max(longest).regex(/^[A-Za-z0-9_-]+$/, 'base64url');

export const issueToken = operation({
  name: 'membership.ballot-tokens.issue',
  summary: 'Of a secret vote: signs a blinded token for the seat, once (RFC 9474); whose token it is cannot be told from it afterwards',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/token` },
  request: z.strictObject({ ...one, blinded: base64url(700).meta({ description: 'The blinded token' }), seat }),
  reply: z.strictObject({ matterId: Id, memberId: Id, blindSignature: z.string() }).meta({ id: 'SignedToken', description: 'The signature of a blinded token' }),
  problems: [VotingNotOpen, NotInElectorate, NotRepresented, TokenIssued, TokenInvalid, VoteIsOpen],
  confidential: true,
});

export const castSecretBallot = operation({
  name: 'membership.secret-ballots.cast',
  summary: 'Of a secret vote: casts or changes the ballot of a token. Send it without signing in: the token is all that counts, and a sign-in that comes along is not looked at',
  access: { who: 'anyone' },
  unrecorded: true,
  http: { method: 'POST', path: `${path}/secret-ballots` },
  request: z.strictObject({ ...one, token: base64url(200), signature: base64url(700), choice: Choice }),
  reply: z.strictObject({ matterId: Id, token: z.string() }).meta({ id: 'SecretBallotTaken', description: 'The ballot will be counted: look its token up among the ballots when voting has closed' }),
  problems: [VotingNotOpen, TokenInvalid, ChoiceUnfit, VoteIsOpen],
});

export const PublishedBallot = z
  .strictObject({
    memberId: Id.nullable().meta({ description: 'The seat; null in a secret vote' }),
    castBy: Id.nullable(),
    token: z.string().nullable().meta({ description: 'Of a secret vote: each voter knows its own' }),
    choice: Choice,
    interest: z.string().nullable().meta({ description: 'The interest that the seat has declared in the matter' }),
  })
  .meta({ id: 'PublishedBallot', description: 'A counted ballot, shown when voting has closed' });

export const listBallots = operation({
  name: 'membership.ballots.list',
  summary: 'The ballots as they were counted, when voting has closed: anybody can count them again',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/ballots` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(PublishedBallot),
  problems: [Undecided],
});

export const effects = ['none', 'done', 'impossible'] as const;

export const MatterResult = z
  .strictObject({
    matterId: Id,
    clusterId: TableId,
    outcome: z.enum(outcomes),
    revision: z.int(),
    textSha256: Sha256,
    charterNumber: z.int().nullable().meta({ description: 'The charter in force when voting opened; null at the table of the federation' }),
    rules: CountingRules,
    counts: Counts,
    secret: z.boolean(),
    turnout: z.int().meta({ description: 'Seats that cast a ballot, or in a secret vote had their token signed' }),
    effect: z.enum(effects).meta({ description: 'Whether what follows from the decision was done at once; impossible where it was overtaken' }),
    decidedAt: Instant,
  })
  .meta({ id: 'MatterResult', description: 'The result with everything that a recount needs' });
export type MatterResult = z.output<typeof MatterResult>;

export const readResult = operation({
  name: 'membership.results.get',
  summary: 'The result of a matter, with the rule and the counts',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/result` },
  request: z.strictObject(one),
  reply: MatterResult,
  problems: [Undecided],
});

export const Elector = z
  .strictObject({
    memberId: Id,
    partyName: z.string(),
    hasVoted: z.boolean(),
    representedBy: Id.nullable(),
    interest: z.string().nullable(),
  })
  .meta({ id: 'Elector', description: 'A seat that may vote in a matter, and whether it has' });

export const listElectorate = operation({
  name: 'membership.electorates.list',
  summary: 'Who may vote in a matter, frozen when voting opened, and who has voted',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/electorate` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Elector),
});
