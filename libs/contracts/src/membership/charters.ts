import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest, prose, Sha256, Version } from '../core/values.js';
import { Majority, Share, VotingMethod } from './voting.js';

export const admissionRules = ['open', 'consent', 'vote'] as const;
const published = ['members', 'decisions', 'assemblies', 'initiatives', 'contributions', 'reports'] as const;

const rules = {
  admission: z.enum(admissionRules).meta({ description: 'open: on accepting the charter; consent: unless somebody objects; vote: by a matter on the table' }),
  objectionDays: z.int().min(1).max(90).meta({ description: 'Admission by consent: days in which a seat may object' }),
  noticeDays: z.int().min(0).max(365).meta({ description: 'Days between the announcement of a departure and its end' }),
  hearingDays: z.int().min(0).max(90).meta({ description: 'Exclusion: days in which the member may make its statement; voting waits for it until then' }),
  quorum: Share.meta({ description: 'Share of the electorate that must cast a ballot' }),
  method: VotingMethod.meta({ description: 'How the table decides where a matter does not say otherwise' }),
  majority: Majority,
  deliberationHours: z.int().min(0).max(8_760).meta({ description: 'Deliberation lasts at least so long' }),
  votingHours: z.int().min(0).max(8_760).meta({ description: 'Voting lasts at least so long' }),
  delegationsPerHolder: z.int().min(0).max(10).meta({ description: 'Seats that one member may represent beside its own; 0 where delegation is not allowed' }),
  confirmationDays: z.int().min(1).max(90).meta({ description: 'Silence for so many days confirms a contribution' }),
  termMonths: z.int().min(1).max(60).meta({ description: 'How long a role is held' }),
  publishes: z.array(z.enum(published)).max(published.length).meta({ description: 'What anybody may read' }),
};

export const CharterRules = z.strictObject(rules).meta({ id: 'CharterRules', description: 'The rules that the software obeys' });
export type CharterRules = z.output<typeof CharterRules>;

/** Rules as a proposal writes them: what is left out stays as it is. */
export const CharterRulesInput = z.strictObject(rules).partial();

export const CharterText = z
  .strictObject({ pl: prose(100_000).meta({ description: 'Markdown' }), en: prose(100_000).optional().meta({ description: 'Markdown' }) })
  .meta({ id: 'CharterText', description: 'The text of a charter in Polish, and in English where there is one' });
export type CharterText = z.output<typeof CharterText>;

export const charterStates = ['draft', 'in-deliberation', 'adopted', 'superseded'] as const;

export const CharterVersion = z
  .strictObject({
    clusterId: Id,
    number: z.int().min(1),
    version: Version,
    state: z.enum(charterStates),
    text: CharterText,
    rules: CharterRules,
    editorial: z.boolean().meta({ description: 'Changes words only, no rule: nobody is asked to accept it anew' }),
    sha256: Sha256.meta({ description: 'SHA-256 of {"rules", "text"} as canonical JSON (RFC 8785): what an acceptance binds' }),
    proposedBy: Id.nullable().meta({ description: 'The member; null for the founding charter' }),
    proposedAt: Instant,
    adoptedAt: Instant.nullable(),
    supersededAt: Instant.nullable(),
    matterId: Id.nullable().meta({ description: 'The matter by which the table decides on it' }),
  })
  .meta({ id: 'CharterVersion', description: "A version of a cluster's charter" });
export type CharterVersion = z.output<typeof CharterVersion>;

export const RulesUnchanged = problem({
  slug: 'editorial-changes-rules',
  status: 422,
  title: { en: 'An editorial version changes no rule', pl: 'Wersja redakcyjna nie zmienia reguł' },
  detail: { en: 'It would change: {rules}. Propose it as a full version.', pl: 'Zmieniłaby: {rules}. Zaproponuj ją jako pełną wersję.' },
});
export const CharterUndecided = problem({
  slug: 'charter-undecided',
  status: 409,
  title: { en: 'The table has not adopted this version', pl: 'Stół nie przyjął tej wersji' },
  detail: {
    en: 'Put a matter of kind "charter" for version {number} on the table; when it is adopted the version is in force by itself.',
    pl: 'Wnieś pod obrady sprawę rodzaju "charter" dla wersji {number}; gdy zostanie przyjęta, wersja zacznie obowiązywać sama.',
  },
});
export const CharterSettled = problem({
  slug: 'charter-settled',
  status: 409,
  title: { en: 'This version is {state}', pl: 'Stan tej wersji: {state}' },
  detail: { en: 'Propose a new version.', pl: 'Zaproponuj nową wersję.' },
});
export const OtherCharter = problem({
  slug: 'charter-other-text',
  status: 422,
  title: { en: 'This is not the charter in force', pl: 'To nie jest obowiązująca karta' },
  detail: { en: 'In force is version {number} with the SHA-256 {sha256}. Read it and accept that.', pl: 'Obowiązuje wersja {number} o SHA-256 {sha256}. Przeczytaj ją i zaakceptuj tę wartość.' },
});

const base = '/v1/clusters/{clusterId}/charter' as const;
const number = z.coerce.number().int().min(1).max(100_000);
const one = { clusterId: Id, number };
const versionPath = `${base}/versions/{number}` as const;

export const readCharter = operation({
  name: 'membership.charters.current',
  summary: 'The charter in force: read it before declaring readiness',
  access: { who: 'account' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id }),
  reply: CharterVersion,
});

export const proposeCharter = operation({
  name: 'membership.charters.propose',
  summary: 'A seat drafts a version of the charter',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/versions`, location: versionPath },
  request: z.strictObject({ clusterId: Id, text: CharterText, rules: CharterRulesInput.default({}), editorial: z.boolean().default(false) }),
  reply: CharterVersion,
  problems: [RulesUnchanged],
});

export const listCharterVersions = operation({
  name: 'membership.charters.list',
  summary: 'The versions of the charter, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/versions` },
  request: z.strictObject({ clusterId: Id, ...pageRequest }),
  reply: page(CharterVersion),
});

export const readCharterVersion = operation({
  name: 'membership.charters.get',
  summary: 'One version of the charter',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: versionPath },
  request: z.strictObject(one),
  reply: CharterVersion,
});

const Passage = z.strictObject({ change: z.enum(['same', 'added', 'removed']), text: z.string() });
export const CharterDifference = z
  .strictObject({
    clusterId: Id,
    from: z.int().meta({ description: 'Number of the version compared with' }),
    to: z.int(),
    rules: z.array(z.strictObject({ rule: z.string(), from: z.unknown(), to: z.unknown() })),
    pl: z.array(Passage),
    en: z.array(Passage),
  })
  .meta({ id: 'CharterDifference', description: 'What a version changes: its rules, and its text line by line' });
export type CharterDifference = z.output<typeof CharterDifference>;

export const compareCharterVersions = operation({
  name: 'membership.charters.compare',
  summary: 'What a version changes, against the one before or another',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${versionPath}/difference` },
  request: z.strictObject({ ...one, from: number.optional() }),
  reply: CharterDifference,
});

export const adoptCharter = operation({
  name: 'membership.charters.adopt',
  summary: 'Brings a version into force while the cluster is being founded; afterwards the table decides',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${versionPath}/adoption` },
  request: z.strictObject(one),
  reply: CharterVersion,
  problems: [CharterUndecided, CharterSettled, RulesUnchanged],
});

export const CharterAcceptance = z
  .strictObject({ clusterId: Id, memberId: Id, number: z.int(), mandateId: Id, sha256: Sha256, acceptedAt: Instant })
  .meta({ id: 'CharterAcceptance', description: 'A member accepted a version of the charter' });
export type CharterAcceptance = z.output<typeof CharterAcceptance>;

export const acceptCharter = operation({
  name: 'membership.charters.accept',
  summary: 'The acting member accepts the version in force, named by its SHA-256',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${versionPath}/acceptances` },
  request: z.strictObject({ ...one, sha256: Sha256 }),
  reply: CharterAcceptance,
  problems: [OtherCharter],
});

export const listCharterAcceptances = operation({
  name: 'membership.charters.acceptances',
  summary: 'Who has accepted a version',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${versionPath}/acceptances` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(CharterAcceptance),
});

const told = { clusterId: Id, number: z.int(), sha256: Sha256 };

export const CharterProposed = event({
  name: 'membership.charter.proposed',
  version: 1,
  summary: 'A version of the charter was drafted',
  data: z.strictObject({ ...told, rules: CharterRules, editorial: z.boolean(), proposedBy: Id.nullable() }),
});
export const CharterDeliberated = event({
  name: 'membership.charter.deliberated',
  version: 1,
  summary: 'A version of the charter came on the table',
  data: z.strictObject({ ...told, matterId: Id }),
});
export const CharterReturned = event({
  name: 'membership.charter.returned',
  version: 1,
  summary: 'The table did not adopt a version of the charter: it is a draft again',
  data: z.strictObject({ ...told, matterId: Id }),
});
export const CharterAdopted = event({
  name: 'membership.charter.adopted',
  version: 1,
  summary: 'A version of the charter came into force',
  data: z.strictObject({ ...told, editorial: z.boolean(), matterId: Id.nullable(), adoptedAt: Instant }),
});
export const CharterSuperseded = event({
  name: 'membership.charter.superseded',
  version: 1,
  summary: 'A version of the charter is no longer in force',
  data: z.strictObject({ ...told, by: z.int(), supersededAt: Instant }),
});
export const CharterAccepted = event({
  name: 'membership.charter.accepted',
  version: 1,
  summary: 'A member accepted a version of the charter',
  data: z.strictObject({ ...told, memberId: Id, mandateId: Id, acceptedAt: Instant }),
});
