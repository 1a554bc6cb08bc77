import { createHash } from 'node:crypto';
import {
  accept, CharterAdopted, CharterDeliberated, CharterProposed, CharterReturned, type CharterRules, CharterSettled, CharterSuperseded, type CharterText, CharterUndecided,
  type CharterVersion as CharterView, type Decision, type Instant, refuse, RulesUnchanged,
} from '@klaster/contracts';
import canonicalize from 'canonicalize';
import { type Given, withRules } from './founding-charter.js';

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

const told = ({ clusterId, number, sha256 }: Charter) => ({ clusterId, number, sha256 });

function draft({ id, clusterId, number, text, rules, editorial, proposedBy }: Pick<Charter, 'id' | 'clusterId' | 'number' | 'text' | 'rules' | 'editorial' | 'proposedBy'>, now: Instant) {
  const sha256 = charterSha256({ text, rules });
  const charter: Charter = {
    id, version: 0, clusterId, number, state: 'draft', text, rules, editorial, sha256, proposedBy, proposedAt: now, adoptedAt: null, supersededAt: null, matterId: null,
  };
  return accept(charter, [CharterProposed.of({ ...told(charter), rules, editorial, proposedBy })]);
}

/** The charter that a cluster begins with: in force at once, because nobody sits at the table yet. */
export function foundWith({ id, clusterId, text, rules }: Pick<Charter, 'id' | 'clusterId' | 'text' | 'rules'>, now: Instant) {
  const founding = draft({ id, clusterId, number: 1, text, rules, editorial: false, proposedBy: null }, now);
  const adopted = bringIntoForce(founding.state, now);
  return accept(adopted.state, [...founding.events, ...adopted.events]);
}

/** The rules in which two versions differ, by name. */
export const changedRules = (from: CharterRules, to: CharterRules): (keyof CharterRules)[] =>
  (Object.keys(from) as (keyof CharterRules)[]).filter((rule) => canonicalize(from[rule]) !== canonicalize(to[rule]));

const changesRules = (rules: readonly string[]) => refuse(RulesUnchanged, { rules: rules.join(', ') });

/** What a seat proposes; rules that it leaves out are those in force. */
export interface Proposal {
  readonly id: string;
  readonly number: number;
  readonly text: CharterText;
  readonly rules: Given<CharterRules>;
  readonly editorial: boolean;
  readonly proposedBy: string;
}

/** A version is drafted against the one in force. */
export function propose(inForce: Pick<Charter, 'clusterId' | 'rules'>, { rules: changes, ...proposal }: Proposal, now: Instant): Decision<Charter, 'editorial-changes-rules'> {
  const rules = withRules(inForce.rules, changes);
  const changed = changedRules(inForce.rules, rules);
  if (proposal.editorial && changed.length > 0) return changesRules(changed);
  return draft({ ...proposal, clusterId: inForce.clusterId, rules }, now);
}

/** The table deliberates on a draft. */
export function deliberateOn(charter: Charter, matterId: string) {
  if (charter.state !== 'draft') return settled(charter);
  return accept<Charter>({ ...charter, state: 'in-deliberation', matterId }, [CharterDeliberated.of({ ...told(charter), matterId })]);
}

/** The table did not adopt it, or does not deliberate on it any more: it is a draft again. */
export function giveBack(charter: Charter, matterId: string) {
  if (charter.state !== 'in-deliberation' || charter.matterId !== matterId) return settled(charter);
  return accept<Charter>({ ...charter, state: 'draft', matterId: null }, [CharterReturned.of({ ...told(charter), matterId })]);
}

const settled = ({ state }: Charter) => refuse(CharterSettled, { state });

function bringIntoForce(charter: Charter, now: Instant) {
  const { editorial, matterId } = charter;
  return accept<Charter>({ ...charter, state: 'adopted', adoptedAt: now }, [CharterAdopted.of({ ...told(charter), editorial, matterId, adoptedAt: now })]);
}

/** Comes into force in place of the one before. One that is editorial changes no rule of that, whatever was in force when it was drafted. */
function adopt(charter: Charter, inForce: Charter, now: Instant) {
  const changed = changedRules(inForce.rules, charter.rules);
  if (charter.editorial && changed.length > 0) return changesRules(changed);
  const superseded = accept<Charter>({ ...inForce, state: 'superseded', supersededAt: now }, [CharterSuperseded.of({ ...told(inForce), by: charter.number, supersededAt: now })]);
  return { ...bringIntoForce(charter, now), superseded };
}

/** While a cluster is founded those who come first agree on its charter by themselves; then the table decides. */
export function adoptWhileForming(charter: Charter, inForce: Charter, isForming: boolean, now: Instant) {
  if (charter.adoptedAt) return settled(charter);
  if (!isForming || charter.state !== 'draft') return refuse(CharterUndecided, { number: charter.number });
  return adopt(charter, inForce, now);
}

/** The table has adopted it. */
export function adoptByTable(charter: Charter, inForce: Charter, matterId: string, now: Instant) {
  return charter.state === 'in-deliberation' && charter.matterId === matterId ? adopt(charter, inForce, now) : settled(charter);
}
