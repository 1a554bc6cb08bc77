import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { missing, settledTo } from './settlements.js';

/** How far an initiative is settled. */
export interface Settled {
  /** Entries that are part of no settlement yet. */
  readonly unsettled: number;
  /** The settlement that is under way, with the members it waits for. */
  readonly underWay: { readonly number: number; readonly state: 'proposed' | 'accepted'; readonly missing: readonly string[] } | null;
  /** How many were settled. */
  readonly settled: number;
}

const standing = `
SELECT (SELECT count(*) FROM cost WHERE initiative_id = $1 AND place > ${settledTo})::int AS unsettled,
  (SELECT jsonb_build_object('number', s.number, 'state', s.state, 'missing', ${missing}) FROM settlement s WHERE s.initiative_id = $1 AND s.state IN ('proposed', 'accepted')) AS "underWay",
  (SELECT count(*) FROM settlement WHERE initiative_id = $1 AND state = 'settled')::int AS settled`;

@Injectable()
export class SettlementStanding {
  /** For who closes: it is not out of date before the work ends where `Costs.takeAlone` was asked before. */
  async of(work: Work, initiativeId: string): Promise<Settled> {
    const [settled] = await work.query<Settled>(standing, [initiativeId]);
    return settled!;
  }
}
