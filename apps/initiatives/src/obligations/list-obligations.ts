import { listInitiativeObligations as contract, type Obligation, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { InitiativeHomes } from '../clusters/initiative-homes.js';

const most = 1_000;

/** The partnerships of a member in initiatives of one home, also those that have ended: found by the index of members. */
const from = 'initiative_partner p JOIN initiative i ON i.id = p.initiative_id';
const of = 'p.cluster_id = $1 AND p.member_id = $2';

/**
 * A partnership binds from the moment it is joined until it or the initiative ends. The newest version of the agreement
 * waits to be signed by those whom it asks. Tasks are open for who does them and for who answers for them, and money is
 * owed until it is paid and received: also where the partner has left meanwhile, or the initiative was abandoned.
 */
const open = `
SELECT 'partnership' AS kind, i.id, i.title, '' AS path, i.id AS initiative, true AS owes, p.joined_at AS since
  FROM ${from} WHERE ${of} AND p.state IN ('partner', 'leaving') AND i.state IN ('forming', 'running', 'closing')
UNION ALL
SELECT 'agreement-to-sign', i.id, i.title, '/agreement/versions/' || v.number, i.id, true, v.proposed_at
  FROM ${from} CROSS JOIN LATERAL (SELECT number, proposed_at, signatories FROM agreement_version WHERE initiative_id = i.id ORDER BY number DESC LIMIT 1) v
 WHERE ${of} AND p.state IN ('candidate', 'partner', 'leaving') AND i.state IN ('forming', 'running') AND $2 = ANY (v.signatories)
   AND NOT EXISTS (SELECT FROM agreement_in_force f WHERE f.initiative_id = i.id AND f.number = v.number)
   AND NOT EXISTS (SELECT FROM agreement_signature s WHERE s.initiative_id = i.id AND s.number = v.number AND s.member_id = $2)
UNION ALL
SELECT 'task', t.id, t.title, '/tasks/' || t.id, i.id, true, t.added_at
  FROM ${from} JOIN task t ON t.initiative_id = i.id
 WHERE ${of} AND i.state NOT IN ('closed', 'abandoned') AND t.state IN ('to-do', 'doing') AND (t.accountable = $2 OR $2 = ANY (t.responsible))
UNION ALL
SELECT 'share', s.id, i.title, '/settlements/' || s.number, i.id, true, s.proposed_at
  FROM ${from} JOIN settlement s ON s.initiative_id = i.id
 WHERE ${of} AND s.state = 'proposed' AND s.balances @> jsonb_build_array(jsonb_build_object('memberId', $2))
   AND NOT EXISTS (SELECT FROM settlement_acceptance a WHERE a.settlement_id = s.id AND a.member_id = $2)
UNION ALL
SELECT 'share', t.id, i.title, '/settlements/' || s.number, i.id, t.from_member = $2, s.accepted_at
  FROM ${from} JOIN settlement s ON s.initiative_id = i.id JOIN settlement_transfer t ON t.settlement_id = s.id
 WHERE ${of} AND s.state = 'accepted' AND ((t.from_member = $2 AND t.paid_at IS NULL) OR (t.to_member = $2 AND t.received_at IS NULL))
 ORDER BY since, id LIMIT ${most}`;

interface Open extends Omit<Obligation, 'service'> {
  readonly initiative: string;
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
    const items = rows.map(({ initiative, path, ...row }): Obligation => ({ ...row, service: 'initiatives', path: `/v1/clusters/${clusterId}/initiatives/${initiative}${path}` }));
    return { items: items.toSorted((one, next) => (one.since < next.since ? -1 : 1)).slice(0, most) };
  }
}
