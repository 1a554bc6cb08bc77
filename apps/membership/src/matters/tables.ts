import { type CharterRules, federationId } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Charters } from '../charters/charters.js';
import { federationRules } from '../federation-matters/federation-matter.js';
import type { Matter } from './matter.js';

/** The rules of the table at which a matter is. */
export interface TableRules {
  readonly rules: CharterRules;
  /** The charter in force; null at the table of the federation. */
  readonly charterNumber: number | null;
}

/** The table at which the clusters sit. */
export const tableOfFederation: TableRules = { rules: federationRules, charterNumber: null };

/** By which rules the tables decide. */
@Injectable()
export class Tables {
  constructor(private readonly charters: Charters) {}

  /** The rules that are in force at a table now; undefined where the cluster is dissolved: nothing begins there any more. */
  async rulesOf(work: Work, clusterId: string): Promise<TableRules | undefined> {
    if (clusterId === federationId) return tableOfFederation;
    const [cluster] = await work.query<TableRules>(`SELECT rules, charter_number AS "charterNumber" FROM cluster WHERE id = $1 AND state <> 'dissolved'`, [clusterId]);
    return cluster;
  }

  /** The rules that were in force when voting on a matter opened. */
  async rulesAtOpening(work: Work, { clusterId, charterNumber }: Matter): Promise<CharterRules> {
    if (clusterId === federationId) return federationRules;
    const charter = charterNumber === null ? undefined : await this.charters.numbered(work, clusterId, charterNumber);
    if (!charter) throw new Error(`cluster ${clusterId} has no charter ${charterNumber}`);
    return charter.rules;
  }
}
