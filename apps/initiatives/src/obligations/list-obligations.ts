import { listInitiativeObligations as contract, type Obligation, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { InitiativeHomes } from '../clusters/initiative-homes.js';

const most = 1_000;

/**
 * A partnership binds from the moment it is joined until the initiative ends or the partner has left; an agreement waits to
 * be signed by its signatories while its version is the newest and not in force. Tasks are open to who does them or answers
 * for them; of a settlement what each has to accept, to pay, and is to be paid.
 */
const open = `
WITH mine AS (
  SELECT i.id, i.title, i.state, p.state AS part, p.joined_at FROM initiative_partner p JOIN initiative i ON i.id = p.initiative_id WHERE p.cluster_id = $1 AND p.member_id = $2
)
SELECT 'partnership' AS kind, id, id AS "initiativeId", title, joined_at AS since, '' AS at, true AS owes
  FROM mine WHERE part IN ('partner', 'leaving') AND state IN ('forming', 'running', 'closing')
UNION ALL
SELECT 'agreement-to-sign', m.id, m.id, m.title, a.proposed_at, '/agreement/versions/' || a.number, true
  FROM mine m
  JOIN LATERAL (SELECT v.number, v.proposed_at, v.signatories FROM agreement_version v WHERE v.initiative_id = m.id ORDER BY v.number DESC LIMIT 1) a ON $2 = ANY (a.signatories)
 WHERE m.state IN ('forming', 'running') AND NOT EXISTS (SELECT FROM agreement_in_force f WHERE f.initiative_id = m.id AND f.number = a.number)
   AND NOT EXISTS (SELECT FROM agreement_signature s WHERE s.initiative_id = m.id AND s.number = a.number AND s.member_id = $2)
UNION ALL
SELECT 'task', t.id, m.id, t.title, t.added_at, '/tasks/' || t.id, true
  FROM mine m JOIN task t ON t.initiative_id = m.id
 WHERE m.state IN ('idea', 'forming', 'running', 'closing') AND t.state IN ('to-do', 'doing') AND ($2 = ANY (t.responsible) OR t.accountable = $2)
UNION ALL
SELECT 'share', s.id, m.id, m.title, s.proposed_at, '/settlements/' || s.number, true
  FROM mine m JOIN settlement s ON s.initiative_id = m.id AND s.state = 'proposed'
 WHERE s.balances @> jsonb_build_array(jsonb_build_object('memberId', $2::text)) AND NOT EXISTS (SELECT FROM settlement_acceptance a WHERE a.settlement_id = s.id AND a.member_id = $2)
UNION ALL
SELECT 'share', r.id, m.id, m.title, s.accepted_at, '/settlements/' || s.number, r.from_member = $2
  FROM mine m JOIN settlement s ON s.initiative_id = m.id AND s.state = 'accepted' JOIN settlement_transfer r ON r.settlement_id = s.id AND $2 IN (r.from_member, r.to_member)
 WHERE r.received_at IS NULL AND (r.to_member = $2 OR r.paid_at IS NULL)
 ORDER BY since, id LIMIT ${most}`;

interface Open extends Pick<Obligation, 'kind' | 'id' | 'title' | 'since' | 'owes'> {
  readonly initiativeId: string;
  /** Behind the path of the initiative. */
  readonly at: string;
}

@Handles(contract)
export class ListObligations {
  constructor(private readonly homes: InitiativeHomes) {}

  /** Its initiatives at home, and those elsewhere in which its cluster takes part: one home after the other. */
  async handle({ clusterId, memberId }: RequestOf<typeof contract>, { work }: Call) {
    const elsewhere = await this.homes.elsewhere(work);
    const rows: Open[] = [];
    for (const home of new Set([clusterId, ...elsewhere.values()])) {
      work.enter(home);
      rows.push(...(await work.query<Open>(open, [home, memberId])));
    }
    const items = rows.map(({ initiativeId, at, ...row }): Obligation => ({ service: 'initiatives', ...row, path: `/v1/clusters/${clusterId}/initiatives/${initiativeId}${at}` }));
    return { items: items.toSorted((one, next) => (one.since < next.since ? -1 : 1)).slice(0, most) };
  }
}
