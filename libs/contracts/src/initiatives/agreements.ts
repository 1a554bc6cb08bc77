import { z } from 'zod';
import { Document } from '../core/document.js';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest, prose, Sha256 } from '../core/values.js';
import { AgreementTerms } from './agreement-terms.js';
import { NotPartner, WrongState } from './initiatives.js';

const one = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}/agreement/versions' as const;
const versionPath = `${base}/{number}` as const;
const number = z.coerce.number().int().min(1).max(100_000);

export const Signature = z
  .strictObject({ memberId: Id, mandateId: Id.nullable().meta({ description: 'The mandate by which it was signed' }), signedAt: Instant, sha256: Sha256 })
  .meta({ id: 'Signature', description: 'A partner signed what has this hash, by a mandate, at a time' });
export type Signature = z.output<typeof Signature>;

export const AgreementVersion = z
  .strictObject({
    initiativeId: Id,
    number: z.int().min(1),
    terms: AgreementTerms,
    text: z.string(),
    sha256: Sha256.meta({ description: 'SHA-256 of the canonical form (RFC 8785) of { initiativeId, number, terms, text }: what a signature binds' }),
    proposedBy: Id,
    proposedAt: Instant,
    signatories: z.array(Id).meta({ description: 'Who signs: every partner, and who joins by this version; not who is leaving' }),
    signatures: z.array(Signature),
    missing: z.array(Id).meta({ description: 'Whose signature is missing' }),
    inForceSince: Instant.nullable().meta({ description: 'Since when every signatory has signed' }),
    inForce: z.boolean().meta({ description: 'It is in force, and no later one is' }),
  })
  .meta({ id: 'AgreementVersion', description: 'A version of the partners’ agreement with its signatures' });
export type AgreementVersion = z.output<typeof AgreementVersion>;

export const AlreadySigned = problem({
  slug: 'already-signed',
  status: 409,
  title: { en: 'The partner has signed this version already', pl: 'Partner już podpisał tę wersję' },
  detail: { en: 'One signature of each partner is enough.', pl: 'Wystarczy jeden podpis każdego partnera.' },
});
export const OtherText = problem({
  slug: 'agreement-other-text',
  status: 422,
  title: { en: 'This is not the text you read', pl: 'To nie jest tekst, który został przeczytany' },
  detail: { en: 'The version has the SHA-256 {sha256}. Read it and sign that.', pl: 'Ta wersja ma SHA-256 {sha256}. Przeczytaj ją i podpisz tę wartość.' },
});
export const TermsUnfit = problem({
  slug: 'terms-unfit',
  status: 422,
  title: { en: 'The terms do not fit together', pl: 'Warunki są niespójne' },
  detail: { en: 'Correct the fields named in errors.', pl: 'Popraw pola wskazane w errors.' },
});
export const VersionOutdated = problem({
  slug: 'agreement-version-outdated',
  status: 409,
  title: { en: 'The partnership has changed since', pl: 'Partnerstwo zmieniło się od tego czasu' },
  detail: { en: 'Version {number} does not name who takes part now, or a later one is in force. Propose a new version.', pl: 'Wersja {number} nie wymienia obecnych uczestników albo obowiązuje już nowsza. Zaproponuj nową wersję.' },
});
export const NotSignatory = problem({
  slug: 'not-signatory',
  status: 403,
  title: { en: 'This version is not for you to sign', pl: 'Ta wersja nie jest do podpisania przez Ciebie' },
  detail: { en: 'It is signed by the partners, and by those who join by it.', pl: 'Podpisują ją partnerzy oraz ci, którzy na jej mocy dołączają.' },
});
export const AgreementTooLong = problem({
  slug: 'agreement-too-long',
  status: 422,
  title: { en: 'Too long for a PDF', pl: 'Zbyt długie na PDF' },
  detail: { en: 'This version is more than a PDF holds here. Read it as it is.', pl: 'Tej wersji nie pomieści dokument PDF. Przeczytaj ją bezpośrednio.' },
});

export const proposeAgreement = operation({
  name: 'initiatives.agreements.propose',
  summary: 'A partner proposes a version of the agreement, or an amendment of the one in force; terms left out are those of plain equal partners',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: versionPath },
  request: z.strictObject({ ...one, text: prose(100_000), terms: AgreementTerms.optional() }),
  reply: AgreementVersion,
  problems: [WrongState, NotPartner, TermsUnfit],
});

export const listAgreementVersions = operation({
  name: 'initiatives.agreements.list',
  summary: 'The versions of the agreement, with their signatures',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(AgreementVersion),
});

export const readAgreementVersion = operation({
  name: 'initiatives.agreements.get',
  summary: 'One version of the agreement, with its signatures',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: versionPath },
  request: z.strictObject({ ...one, number }),
  reply: AgreementVersion,
});

export const readCanonicalAgreement = operation({
  name: 'initiatives.agreements.canonical',
  summary: 'The very bytes whose SHA-256 is signed',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${versionPath}/canonical.json`, document: ['application/json', 'text/plain'] },
  request: z.strictObject({ ...one, number }),
  reply: Document,
});

export const readAgreementPdf = operation({
  name: 'initiatives.agreements.pdf',
  summary: 'A version of the agreement as PDF, with the data of its signatures',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${versionPath}/agreement.pdf`, document: ['application/pdf'] },
  request: z.strictObject({ ...one, number, language: z.enum(['pl', 'en']).default('pl') }),
  reply: Document,
  problems: [AgreementTooLong],
});

const Passage = z.strictObject({ change: z.enum(['kept', 'added', 'removed']), text: z.string() });
export const AgreementDifference = z
  .strictObject({
    initiativeId: Id,
    from: z.int().meta({ description: 'Number of the version compared with' }),
    to: z.int(),
    terms: z.array(z.strictObject({ term: z.string().meta({ description: 'Where in the terms, as a JSON pointer; partners by their id' }), from: z.unknown(), to: z.unknown() })),
    text: z.array(Passage),
  })
  .meta({ id: 'AgreementDifference', description: 'What a version changes: its terms one by one, and its text line by line' });
export type AgreementDifference = z.output<typeof AgreementDifference>;

export const compareAgreementVersions = operation({
  name: 'initiatives.agreements.compare',
  summary: 'What a version changes, against the one before or another',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${versionPath}/difference` },
  request: z.strictObject({ ...one, number, from: number.optional() }),
  reply: AgreementDifference,
});

export const signAgreement = operation({
  name: 'initiatives.agreements.sign',
  summary: 'The acting partner signs what it read, named by its SHA-256; the last signature brings the version into force',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${versionPath}/signatures` },
  request: z.strictObject({ ...one, number, sha256: Sha256 }),
  reply: AgreementVersion,
  problems: [WrongState, NotPartner, NotSignatory, AlreadySigned, OtherText, VersionOutdated],
});

/* As they were told before agreements had terms: nobody tells them any more. */

export const AgreementProposedV1 = event({
  name: 'initiatives.agreement.proposed',
  version: 1,
  summary: 'A version of the agreement was proposed',
  data: z.strictObject({ ...one, number: z.int(), textSha256: Sha256, proposedBy: Id }),
});
export const AgreementSignedV1 = event({
  name: 'initiatives.agreement.signed',
  version: 1,
  summary: 'A partner signed a version of the agreement',
  data: z.strictObject({ ...one, number: z.int(), memberId: Id, textSha256: Sha256, signedAt: Instant, inForce: z.boolean() }),
});

export const AgreementProposed = event({
  name: 'initiatives.agreement.proposed',
  version: 2,
  summary: 'A version of the agreement was proposed; what it says is told by its hash',
  data: z.strictObject({ ...one, number: z.int(), sha256: Sha256, signatories: z.array(Id), proposedBy: Id, proposedAt: Instant }),
});
export const AgreementSigned = event({
  name: 'initiatives.agreement.signed',
  version: 2,
  summary: 'A partner signed a version of the agreement',
  data: z.strictObject({ ...one, number: z.int(), memberId: Id, mandateId: Id, sha256: Sha256, signedAt: Instant }),
});
export const AgreementInForce = event({
  name: 'initiatives.agreement.in-force',
  version: 1,
  summary: 'Every signatory has signed a version: it is in force',
  data: z.strictObject({ ...one, number: z.int(), sha256: Sha256, since: Instant }),
});
