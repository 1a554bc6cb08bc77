import { createHash } from 'node:crypto';
import { accept, CharterAdopted, CharterProposed, type CharterRules, type CharterText, type CharterVersion as CharterView, type Instant } from '@klaster/contracts';
import canonicalize from 'canonicalize';

/** A version of a cluster's charter: text for people, rules for the software. */
export interface Charter {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly number: number;
  readonly state: CharterView['state'];
  readonly text: CharterText;
  readonly rules: CharterRules;
  readonly editorial: boolean;
  readonly sha256: string;
  readonly proposedBy: string | null;
  readonly proposedAt: Instant;
  readonly adoptedAt: Instant | null;
  readonly supersededAt: Instant | null;
  readonly matterId: string | null;
}

/** What an acceptance binds: SHA-256 of rules and text as canonical JSON (RFC 8785), lower-case hex. */
export const charterSha256 = ({ text, rules }: Pick<Charter, 'text' | 'rules'>): string =>
  createHash('sha256').update(canonicalize({ rules, text }) ?? '').digest('hex');

/** The charter that a cluster begins with: in force at once, because nobody sits at the table yet. */
export function foundWith({ id, clusterId, text, rules }: Pick<Charter, 'id' | 'clusterId' | 'text' | 'rules'>, now: Instant) {
  const sha256 = charterSha256({ text, rules });
  const charter: Charter = {
    id, version: 0, clusterId, number: 1, state: 'adopted', text, rules, editorial: false, sha256, proposedBy: null, proposedAt: now, adoptedAt: now, supersededAt: null, matterId: null,
  };
  const told = { clusterId, number: 1, sha256, editorial: false };
  return accept(charter, [
    CharterProposed.of({ ...told, rules: { ...rules, publishes: [...rules.publishes] }, proposedBy: null }),
    CharterAdopted.of({ ...told, matterId: null, adoptedAt: now }),
  ]);
}
