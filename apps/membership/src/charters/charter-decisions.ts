import { type Decision, isRefusal, type MatterResult } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Matter } from '../matters/matter.js';
import { Adoption } from './adoption.js';
import { adoptByTable, type Charter, deliberateOn, giveBack } from './charter.js';
import { Charters } from './charters.js';

/** A version of the charter goes with the matter about it: on the table, back to a draft, or into force. */
@Injectable()
export class CharterDecisions {
  constructor(
    private readonly charters: Charters,
    private readonly adoption: Adoption,
  ) {}

  async deliberated(work: Work, matter: Matter): Promise<void> {
    await this.change(work, matter, (charter) => deliberateOn(charter, matter.id));
  }

  async returned(work: Work, matter: Matter): Promise<void> {
    await this.change(work, matter, (charter) => giveBack(charter, matter.id));
  }

  async decided(work: Work, matter: Matter): Promise<MatterResult['effect']> {
    if (matter.outcome !== 'adopted') {
      await this.returned(work, matter);
      return 'none';
    }
    const { id, clusterId, about } = matter;
    const prepared = about.charterNumber === undefined ? undefined : await this.adoption.prepare(work, clusterId, about.charterNumber);
    if (!prepared) return 'impossible';
    const adopted = adoptByTable(prepared.charter, prepared.inForce, id, work.origin.now);
    if (!isRefusal(adopted)) {
      await this.adoption.complete(work, prepared, adopted);
      return 'done';
    }
    await this.returned(work, matter);
    return 'impossible';
  }

  /** Where the version is not what the matter takes it for any more nothing is done. */
  private async change(work: Work, { clusterId, about }: Matter, decide: (charter: Charter) => Decision<Charter>): Promise<void> {
    const charter = about.charterNumber === undefined ? undefined : await this.charters.numbered(work, clusterId, about.charterNumber);
    const decision = charter && decide(charter);
    if (charter && decision && !isRefusal(decision)) this.charters.keep(work, charter, decision, clusterId);
  }
}
