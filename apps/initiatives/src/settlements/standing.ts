import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** How far an initiative is settled. */
export interface Settled {
  /** Entries that are part of no settlement yet, where they come to anything. */
  readonly unsettled: number;
  /** The settlement that is under way, with the members it waits for. */
  readonly underWay: { readonly number: number; readonly state: 'proposed' | 'accepted'; readonly missing: readonly string[] } | null;
  /** How many were settled. */
  readonly settled: number;
}

@Injectable()
export class SettlementStanding {
  async of(_work: Work, _initiativeId: string): Promise<Settled> {
    return Promise.resolve({ unsettled: 0, underWay: null, settled: 0 });
  }
}
