import { listInitiativeObligations as contract, type Obligation, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { InitiativeHomes } from '../clusters/initiative-homes.js';

const most = 1_000;

/** A partnership binds from the moment it is joined until the initiative ends; an agreement waits to be signed while its version is the newest. */
const open = `
SELECT 'partnership' AS kind, i.id, i.title, p.joined_at AS since, NULL::int AS number
  FROM initiative i JOIN initiative_partner p ON p.initiative_id = i.id
 WHERE i.cluster_id = $1 AND p.member_id = $2 AND i.state IN ('forming', 'running', 'closing')
UNION ALL
SELECT 'agreement-to-sign', i.id, i.title, a.proposed_at, a.number
  FROM initiative i JOIN initiative_partner p ON p.initiative_id = i.id
  JOIN LATERAL (SELECT v.number, v.proposed_at FROM agreement_version v WHERE v.initiative_id = i.id ORDER BY v.number DESC LIMIT 1) a ON true
 WHERE i.cluster_id = $1 AND p.member_id = $2 AND i.state IN ('forming', 'running')
   AND NOT EXISTS (SELECT FROM agreement_signature s WHERE s.initiative_id = i.id AND s.number = a.number AND s.member_id = $2)
 ORDER BY since, id LIMIT ${most}`;

interface Open extends Pick<Obligation, 'kind' | 'id' | 'title' | 'since'> {
  readonly number: number | null;
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
    const pathOf = ({ id, number }: Open) => `/v1/clusters/${clusterId}/initiatives/${id}${number === null ? '' : `/agreement/versions/${number}`}`;
    const items = rows.map((row): Obligation => ({ service: 'initiatives', kind: row.kind, id: row.id, title: row.title, path: pathOf(row), owes: true, since: row.since }));
    return { items: items.toSorted((one, next) => (one.since < next.since ? -1 : 1)).slice(0, most) };
  }
}
