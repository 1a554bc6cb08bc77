import { pilicaWspolnychSpraw } from './clusters/pilica-wspolnych-spraw.ts';
import { razemNadNerem } from './clusters/razem-nad-nerem.ts';
import { wspolnaLodz } from './clusters/wspolna-lodz.ts';
import { parties } from './parties.ts';
import { operator, people } from './people.ts';
import type { ClusterPlan, PartyRow } from './rows.ts';

/** The demo federation: invented people, parties and a year of what they do together in the region of Łódź. */
export const federation = { operator, people, parties, clusters: [wspolnaLodz, razemNadNerem, pilicaWspolnychSpraw] as readonly ClusterPlan[] };

const byKey = new Map(parties.map((party) => [party.key, party]));

export function partyOf(key: string): PartyRow {
  const party = byKey.get(key);
  if (!party) throw new Error(`the demo has no party ${key}`);
  return party;
}
