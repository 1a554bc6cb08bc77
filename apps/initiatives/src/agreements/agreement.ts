import { hash } from 'node:crypto';
import {
  accept, AgreementProposed, AgreementSigned, type AgreementVersion as AgreementVersionView, AlreadySigned, type Instant, NotPartner, OtherText, refuse, WrongState,
} from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';

/** A version of the partners' agreement. Its text never changes; an amendment is a new version. */
export interface AgreementVersion {
  readonly initiativeId: string;
  readonly clusterId: string;
  /** 1, 2, 3 … within the initiative. */
  readonly number: number;
  readonly text: string;
  readonly textSha256: string;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
}

/** A partner has signed the text with this hash. */
export interface Signature {
  readonly initiativeId: string;
  readonly clusterId: string;
  readonly number: number;
  readonly memberId: string;
  readonly textSha256: string;
  readonly signedAt: Instant;
}

const signersOf = (signatures: readonly Signature[], number: number) =>
  new Set(signatures.filter((signature) => signature.number === number).map(({ memberId }) => memberId));

/**
 * INV: a version is in force when every partner has signed that same version; of several, the latest.
 * @returns its number, or undefined where none is in force
 */
export function numberInForce(partners: readonly Partner[], signatures: readonly Signature[]): number | undefined {
  const signedByAll = (number: number) => {
    const signers = signersOf(signatures, number);
    return partners.length > 0 && partners.every(({ memberId }) => signers.has(memberId));
  };
  return [...new Set(signatures.map(({ number }) => number))].sort((a, b) => b - a).find(signedByAll);
}

/** The partners that have not signed the newest version; all of them where none was proposed. */
export function missingSignatures(partners: readonly Partner[], signatures: readonly Signature[], newest: number): string[] {
  const signers = signersOf(signatures, newest);
  return partners.map(({ memberId }) => memberId).filter((memberId) => !signers.has(memberId));
}

/** A partner proposes a text. @param proposed how many versions there are already */
export function propose(initiative: Initiative, partners: readonly Partner[], proposed: number, memberId: string, text: string, now: Instant) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'forming' });
  const { id: initiativeId, clusterId } = initiative;
  const textSha256 = hash('sha256', text, 'hex');
  const version: AgreementVersion = { initiativeId, clusterId, number: proposed + 1, text, textSha256, proposedBy: memberId, proposedAt: now };
  const event = AgreementProposed.of({ initiativeId, clusterId, number: version.number, textSha256, proposedBy: memberId });
  return { ...accept(initiative, [event]), version };
}

/** F8: a partner signs the text that it read, named by its hash. @param signatures all of the initiative, of every version */
export function sign(
  initiative: Initiative,
  partners: readonly Partner[],
  { number, textSha256 }: AgreementVersion,
  signatures: readonly Signature[],
  { memberId, textSha256: read }: Pick<Signature, 'memberId' | 'textSha256'>,
  now: Instant,
) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'forming' });
  if (read !== textSha256) return refuse(OtherText, { textSha256 });
  if (signersOf(signatures, number).has(memberId)) return refuse(AlreadySigned);
  const { id: initiativeId, clusterId } = initiative;
  const signature: Signature = { initiativeId, clusterId, number, memberId, textSha256, signedAt: now };
  const inForce = numberInForce(partners, [...signatures, signature]) === number;
  const event = AgreementSigned.of({ initiativeId, clusterId, number, memberId, textSha256, signedAt: now, inForce });
  return { ...accept(initiative, [event]), signature };
}

/** A version as clients see it. @param signatures all of the initiative, of every version, in the order in which they were given */
export function showVersion({ clusterId: _, ...version }: AgreementVersion, partners: readonly Partner[], signatures: readonly Signature[]): AgreementVersionView {
  return {
    ...version,
    signatures: signatures
      .filter(({ number }) => number === version.number)
      .map(({ memberId, signedAt, textSha256 }) => ({ memberId, signedAt, textSha256 })),
    inForce: numberInForce(partners, signatures) === version.number,
  };
}
