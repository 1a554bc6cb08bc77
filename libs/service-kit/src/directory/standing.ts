import { ChooseMember, Forbidden, type MandateScope, refuse, type Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import type { ActingMember } from '../operations/call.js';

/** What each scope includes: who may represent may contribute, who may contribute may read. */
const includes: Readonly<Record<MandateScope, readonly MandateScope[]>> = {
  read: ['read', 'contribute', 'represent'],
  contribute: ['contribute', 'represent'],
  represent: ['represent'],
};

interface Held extends ActingMember {
  readonly state: 'admitted' | 'leaving' | 'suspended';
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/**
 * Finds the member of the cluster for which an account acts: an admitted one, or one that is leaving until it has left;
 * a suspended one only reads. Every service can ask this of its own schema:
 * membership has it first-hand, the others know it from membership's events.
 * @param actingFor the member that the caller named; needed only where it could be several
 */
export async function findStanding(work: Work, clusterId: string, accountId: string, actingFor: string | undefined, scope: MandateScope): Promise<ActingMember | Refusal> {
  const held = await work.recall(`standing ${clusterId} ${accountId}`, () => mandatesOf(work, clusterId, accountId));
  const { now } = work.origin;
  const allowed = held.filter(
    ({ memberId, state, scopes, validFrom, validUntil }) =>
      (actingFor === undefined || memberId === actingFor) &&
      (scope === 'read' || state !== 'suspended') &&
      validFrom <= now && (validUntil === null || validUntil > now) &&
      scopes.some((given) => includes[scope].includes(given)),
  );
  const [first] = allowed;
  if (!first) return refuse(Forbidden);
  return allowed.some(({ memberId }) => memberId !== first.memberId) ? refuse(ChooseMember) : first;
}

const mandatesOf = (work: Work, clusterId: string, accountId: string) =>
  work.query<Held>(
    `SELECT m.id AS "memberId", m.party_id AS "partyId", m.party_name AS "partyName", m.state, d.id AS "mandateId", d.scopes, d.valid_from AS "validFrom", d.valid_until AS "validUntil"
       FROM directory_mandate d JOIN directory_member m ON m.party_id = d.party_id
      WHERE d.account_id = $1 AND m.cluster_id = $2 AND m.state IN ('admitted', 'leaving', 'suspended')`,
    [accountId, clusterId],
  );
