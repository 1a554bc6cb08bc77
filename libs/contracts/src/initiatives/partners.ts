import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest, prose, Sha256 } from '../core/values.js';
import { NotPartner, WrongState } from './initiatives.js';

const one = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}';

export const Partner = z
  .strictObject({ initiativeId: Id, memberId: Id, coordinator: z.boolean(), joinedAt: Instant })
  .meta({ id: 'Partner', description: 'A member in an initiative; the coordinator is one of them, a duty and not a rank' });
export type Partner = z.output<typeof Partner>;

export const AlreadyPartner = problem({
  slug: 'already-partner',
  status: 409,
  title: { en: 'The member is a partner already', pl: 'Członek jest już partnerem' },
  detail: { en: 'A member joins an initiative once.', pl: 'Członek dołącza do inicjatywy raz.' },
});

export const joinInitiative = operation({
  name: 'initiatives.partners.join',
  summary: 'The acting member joins an initiative as a partner',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/partners`, location: `${base}/partners/{memberId}` },
  request: z.strictObject(one),
  reply: Partner,
  problems: [WrongState, AlreadyPartner],
});

export const listPartners = operation({
  name: 'initiatives.partners.list',
  summary: 'The partners of an initiative, in the order in which they joined',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/partners` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Partner),
});

export const readPartner = operation({
  name: 'initiatives.partners.get',
  summary: 'One partner of an initiative',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/partners/{memberId}` },
  request: z.strictObject({ ...one, memberId: Id }),
  reply: Partner,
});

export const Signature = z.strictObject({ memberId: Id, signedAt: Instant, textSha256: Sha256 });
export const AgreementVersion = z
  .strictObject({
    initiativeId: Id,
    number: z.int().min(1),
    text: z.string(),
    textSha256: Sha256.meta({ description: 'SHA-256 of the text in UTF-8: what a signature binds' }),
    proposedBy: Id,
    proposedAt: Instant,
    signatures: z.array(Signature),
    inForce: z.boolean().meta({ description: 'Every partner has signed this version and no later one is in force' }),
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
  detail: { en: 'The version has the SHA-256 {textSha256}. Read it and sign that.', pl: 'Ta wersja ma SHA-256 {textSha256}. Przeczytaj ją i podpisz tę wartość.' },
});

const versionPath = `${base}/agreement/versions/{number}` as const;
const number = z.coerce.number().int().min(1).max(100_000);

export const proposeAgreement = operation({
  name: 'initiatives.agreements.propose',
  summary: 'A partner proposes a version of the agreement',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/agreement/versions`, location: versionPath },
  request: z.strictObject({ ...one, text: prose(100_000) }),
  reply: AgreementVersion,
  problems: [WrongState, NotPartner],
});

export const listAgreementVersions = operation({
  name: 'initiatives.agreements.list',
  summary: 'The versions of the agreement, with their signatures',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/agreement/versions` },
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

export const signAgreement = operation({
  name: 'initiatives.agreements.sign',
  summary: 'The acting partner signs the text that it read, named by its SHA-256',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${versionPath}/signatures` },
  request: z.strictObject({ ...one, number, textSha256: Sha256 }),
  reply: AgreementVersion,
  problems: [WrongState, NotPartner, AlreadySigned, OtherText],
});

export const PartnerJoined = event({
  name: 'initiatives.partner.joined',
  version: 1,
  summary: 'A member became a partner of an initiative',
  data: z.strictObject({ ...one, memberId: Id, coordinator: z.boolean(), joinedAt: Instant }),
});
export const AgreementProposed = event({
  name: 'initiatives.agreement.proposed',
  version: 1,
  summary: 'A version of the agreement was proposed',
  data: z.strictObject({ ...one, number: z.int(), textSha256: Sha256, proposedBy: Id }),
});
export const AgreementSigned = event({
  name: 'initiatives.agreement.signed',
  version: 1,
  summary: 'A partner signed a version of the agreement',
  data: z.strictObject({ ...one, number: z.int(), memberId: Id, textSha256: Sha256, signedAt: Instant, inForce: z.boolean() }),
});
