import { ChooseMember, Forbidden, type MandateScope, refuse, type Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import type { ActingMember } from '../operations/call.js';

/** What each scope includes: who may represent may contribute, who may contribute may read. */
const includes: Readonly<Record<MandateScope, readonly MandateScope[]>> = {
  read: ['read', 'contribute', 'represent'],
  contribute: ['contribute', 'represent'],
  represent: ['represent'],
};

/**
 * Finds the admitted member of the cluster for which an account acts. Every service can ask this of its own schema:
 * membership has it first-hand, the others know it from membership's events.
 * @param actingFor the member that the caller named; needed only where it could be several
 */
export async function findStanding(work: Work, clusterId: string, accountId: string, actingFor: string | undefined, scope: MandateScope): Promise<ActingMember | Refusal> {
  const rows = await work.query<ActingMember>(
    `SELECT m.id AS "memberId", m.party_id AS "partyId", d.id AS "mandateId", d.scopes
       FROM directory_mandate d JOIN directory_member m ON m.party_id = d.party_id
      WHERE d.account_id = $1 AND m.cluster_id = $2 AND m.state = 'admitted'
        AND d.valid_from <= now() AND (d.valid_until IS NULL OR d.valid_until > now())
        AND ($3::uuid IS NULL OR m.id = $3)`,
    [accountId, clusterId, actingFor ?? null],
  );
  const allowed = rows.filter((row) => row.scopes.some((held) => includes[scope].includes(held)));
  const [first] = allowed;
  if (!first) return refuse(Forbidden);
  return allowed.some((row) => row.memberId !== first.memberId) ? refuse(ChooseMember) : first;
}
