import { hash } from 'node:crypto';
import {
  accept, AgreementInForce, AgreementProposed, AgreementSigned, type AgreementTerms, type AgreementVersion as AgreementVersionView, AlreadySigned, type Instant, NotPartner, NotSignatory, OtherText,
  refuse, TermsUnfit, VersionOutdated, WrongState,
} from '@klaster/contracts';
import canonicalize from 'canonicalize';
import type { Initiative } from '../initiatives/initiative.js';
import { amend, isPartner, type Partner, type Turnover } from '../partners/partner.js';
import { exactTerms, faultsOf, namedBy } from './terms.js';

/** A version of the partners' agreement. What it says never changes; an amendment is a new version. */
export interface AgreementVersion {
  readonly initiativeId: string;
  readonly clusterId: string;
  /** 1, 2, 3 … within the initiative. */
  readonly number: number;
  readonly terms: AgreementTerms;
  readonly text: string;
  /** The bytes that are signed, as text. */
  readonly canonical: string;
  readonly sha256: string;
  /** Who signs: partners, and those who join by it. */
  readonly signatories: readonly string[];
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  readonly inForceSince: Instant | null;
}

/** A partner has signed what has this hash. */
export interface Signature {
  readonly initiativeId: string;
  readonly clusterId: string;
  readonly number: number;
  readonly memberId: string;
  /** null for what was signed before mandates were kept. */
  readonly mandateId: string | null;
  readonly sha256: string;
  readonly signedAt: Instant;
}

const signersOf = (signatures: readonly Signature[], number: number) =>
  new Set(signatures.filter((signature) => signature.number === number).map(({ memberId }) => memberId));

/** Whose signature a version lacks, in the order of its signatories. @param signatures all of the initiative, of every version */
export function missingSignatures({ number, signatories }: Pick<AgreementVersion, 'number' | 'signatories'>, signatures: readonly Signature[]): string[] {
  const signers = signersOf(signatures, number);
  return signatories.filter((memberId) => !signers.has(memberId));
}

/** What is signed, and its hash. */
export function canonicalForm(said: Pick<AgreementVersion, 'initiativeId' | 'number' | 'terms' | 'text'>): Pick<AgreementVersion, 'canonical' | 'sha256'> {
  const canonical = canonicalize(said)!;
  return { canonical, sha256: hash('sha256', canonical, 'hex') };
}

/** Before there were terms the text alone was signed. */
export const isPlainText = ({ canonical, text }: Pick<AgreementVersion, 'canonical' | 'text'>): boolean => canonical === text;

/**
 * Who signs a version: every partner, also one that it does not name, which so agrees to leave; and candidates that it
 * names. Who is leaving signs no more.
 * @param partners all that ever were
 */
export const signatoriesOf = (partners: readonly Partner[], terms: AgreementTerms): string[] => {
  const named = new Set(namedBy(terms));
  return partners.filter(({ state, memberId }) => state === 'partner' || (state === 'candidate' && named.has(memberId))).map(({ memberId }) => memberId);
};

const agrees = ({ state }: Initiative) => state === 'forming' || state === 'running';
const notNow = ({ state }: Initiative) => refuse(WrongState, { state, needed: 'forming, running' });

/** A partner proposes a version, also one that is leaving. @param partners all that ever were; @param proposed how many versions there are already */
export function propose(initiative: Initiative, partners: readonly Partner[], proposed: number, memberId: string, { text, terms: said }: Pick<AgreementVersion, 'text' | 'terms'>, now: Instant) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (!agrees(initiative)) return notNow(initiative);
  const errors = faultsOf(said, partners, initiative.state === 'running' ? 2 : 1);
  if (errors.length > 0) return { ...refuse(TermsUnfit), errors };
  const { id: initiativeId, clusterId } = initiative;
  const number = proposed + 1;
  const terms = exactTerms(said);
  const form = canonicalForm({ initiativeId, number, terms, text });
  const signatories = signatoriesOf(partners, terms);
  const version: AgreementVersion = { initiativeId, clusterId, number, terms, text, ...form, signatories, proposedBy: memberId, proposedAt: now, inForceSince: null };
  const event = AgreementProposed.of({ initiativeId, clusterId, number, sha256: form.sha256, signatories, proposedBy: memberId, proposedAt: now });
  return { ...accept(initiative, [event]), version };
}

/** What a signature is given under. */
export interface Standing {
  /** All that ever were. */
  readonly partners: readonly Partner[];
  readonly version: AgreementVersion;
  /** All of the initiative, of every version. */
  readonly signatures: readonly Signature[];
  /** The number of the version in force. */
  readonly inForce: number | undefined;
}

/** Whether a version is overtaken: a later one is in force, or others would have to sign it now. */
const isOutdated = ({ partners, version: { number, terms, signatories }, inForce = 0 }: Standing): boolean => {
  const now = signatoriesOf(partners, terms);
  return inForce > number || now.length !== signatories.length || !now.every((memberId) => signatories.includes(memberId));
};

const nobody: Turnover = { events: [], changed: [] };

/**
 * F8: a signatory signs what it read, named by its hash. With the last signature the version is in force: those whom it
 * names are the partners from then on.
 */
export function sign(initiative: Initiative, standing: Standing, { memberId, mandateId, sha256 }: Pick<Signature, 'memberId' | 'sha256'> & { readonly mandateId: string }, now: Instant) {
  const { partners, version, signatures } = standing;
  const { number } = version;
  if (!version.signatories.includes(memberId)) return refuse(partners.some((partner) => partner.memberId === memberId) ? NotSignatory : NotPartner);
  if (!agrees(initiative)) return notNow(initiative);
  if (sha256 !== version.sha256) return refuse(OtherText, { sha256: version.sha256 });
  if (signersOf(signatures, number).has(memberId)) return refuse(AlreadySigned);
  if (isOutdated(standing)) return refuse(VersionOutdated, { number });
  const { id: initiativeId, clusterId } = initiative;
  const signature: Signature = { initiativeId, clusterId, number, memberId, mandateId, sha256, signedAt: now };
  const signed = AgreementSigned.of({ initiativeId, clusterId, number, memberId, mandateId, sha256, signedAt: now });
  const inForce = missingSignatures(version, [...signatures, signature]).length === 0;
  const { events, changed } = inForce ? amend(partners, new Set(namedBy(version.terms)), now) : nobody;
  const told = inForce ? [signed, AgreementInForce.of({ initiativeId, clusterId, number, sha256, since: now }), ...events] : [signed];
  return { ...accept(initiative, told), signature, inForce, changed };
}

/** A version as clients see it. @param signatures all of the initiative, of every version, in the order in which they were given; @param inForce the number of the version in force */
export function showVersion({ clusterId: _, canonical: _canonical, ...version }: AgreementVersion, signatures: readonly Signature[], inForce: number | undefined): AgreementVersionView {
  return {
    ...version,
    signatories: [...version.signatories],
    signatures: signatures
      .filter(({ number }) => number === version.number)
      .map(({ memberId, mandateId, signedAt, sha256 }) => ({ memberId, mandateId, signedAt, sha256 })),
    missing: missingSignatures(version, signatures),
    inForce: inForce === version.number,
  };
}
