import { hash } from 'node:crypto';
import {
  accept, AgreementInForce, AgreementProposed, AgreementSigned, type AgreementTerms, type AgreementVersion as AgreementVersionView, AlreadySigned, type Instant, NotPartner, NotSignatory, OtherText,
  refuse, WrongState,
} from '@klaster/contracts';
import canonicalize from 'canonicalize';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';

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

/** What plain equal partners agree on who say nothing else. @param today the civil date */
export const plainTerms = ({ summary }: Pick<Initiative, 'summary'>, partners: readonly Partner[], today: string): AgreementTerms => ({
  purpose: summary,
  from: today,
  until: null,
  currency: 'PLN',
  partners: partners.map(({ memberId }) => ({ memberId, tasks: [], pledges: [], responsibilities: [] })),
  keys: { costs: { method: 'equal' }, risks: { method: 'equal' }, benefits: { method: 'equal' } },
  decisionMethod: 'consent',
  leaving: { noticeDays: 30, how: null },
  expectedBenefits: [],
});

/** What is signed, and its hash. */
export function canonicalForm(said: Pick<AgreementVersion, 'initiativeId' | 'number' | 'terms' | 'text'>): Pick<AgreementVersion, 'canonical' | 'sha256'> {
  const canonical = canonicalize(said)!;
  return { canonical, sha256: hash('sha256', canonical, 'hex') };
}

/** A partner proposes a version. @param proposed how many there are already */
export function propose(initiative: Initiative, partners: readonly Partner[], proposed: number, memberId: string, { text, terms }: Pick<AgreementVersion, 'text' | 'terms'>, now: Instant) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'forming' && initiative.state !== 'running') return refuse(WrongState, { state: initiative.state, needed: 'forming, running' });
  const { id: initiativeId, clusterId } = initiative;
  const number = proposed + 1;
  const form = canonicalForm({ initiativeId, number, terms, text });
  const signatories = partners.map((partner) => partner.memberId);
  const version: AgreementVersion = { initiativeId, clusterId, number, terms, text, ...form, signatories, proposedBy: memberId, proposedAt: now, inForceSince: null };
  const event = AgreementProposed.of({ initiativeId, clusterId, number, sha256: form.sha256, signatories, proposedBy: memberId, proposedAt: now });
  return { ...accept(initiative, [event]), version };
}

/** F8: a signatory signs what it read, named by its hash. @param signatures all of the initiative, of every version */
export function sign(
  initiative: Initiative,
  version: AgreementVersion,
  signatures: readonly Signature[],
  { memberId, mandateId, sha256 }: { readonly memberId: string; readonly mandateId: string; readonly sha256: string },
  now: Instant,
) {
  if (!version.signatories.includes(memberId)) return refuse(NotSignatory);
  if (initiative.state !== 'forming' && initiative.state !== 'running') return refuse(WrongState, { state: initiative.state, needed: 'forming, running' });
  if (sha256 !== version.sha256) return refuse(OtherText, { sha256: version.sha256 });
  const { id: initiativeId, clusterId } = initiative;
  const { number } = version;
  if (signersOf(signatures, number).has(memberId)) return refuse(AlreadySigned);
  const signature: Signature = { initiativeId, clusterId, number, memberId, mandateId, sha256, signedAt: now };
  const signed = AgreementSigned.of({ initiativeId, clusterId, number, memberId, mandateId, sha256, signedAt: now });
  const inForce = missingSignatures(version, [...signatures, signature]).length === 0;
  const events = inForce ? [signed, AgreementInForce.of({ initiativeId, clusterId, number, sha256, since: now })] : [signed];
  return { ...accept(initiative, events), signature, inForce };
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
