import type { MatterResult } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { CharterDecisions } from '../charters/charter-decisions.js';
import { MemberDecisions } from '../members/member-decisions.js';
import { RoleDecisions } from '../roles/role-decisions.js';
import type { Matter } from './matter.js';

type Effect = MatterResult['effect'];

/** Effects of resolutions on the members or their cluster. */
const ofMembers: ReadonlySet<Matter['about']['effect']> = new Set(['suspension', 'reinstatement', 'dissolution']);

/**
 * What follows by itself from what happens to a matter, in the same transaction: the one place where the table reaches
 * into the rest of the service. `work` is held, and the cluster is entered.
 */
@Injectable()
export class Consequences {
  constructor(
    private readonly members: MemberDecisions,
    private readonly charters: CharterDecisions,
    private readonly roles: RoleDecisions,
  ) {}

  /** Its deliberation was opened. */
  async deliberated(work: Work, matter: Matter): Promise<void> {
    if (matter.kind === 'charter') await this.charters.deliberated(work, matter);
  }

  /** It was withdrawn, or put back to a draft because voting could not open. */
  async returned(work: Work, matter: Matter): Promise<void> {
    if (matter.kind === 'charter') await this.charters.returned(work, matter);
  }

  /** It is decided: `matter` has its outcome and counts. Answers whether what was decided could be done. */
  async decided(work: Work, matter: Matter): Promise<Effect> {
    if (matter.kind === 'charter') return this.charters.decided(work, matter);
    if (matter.kind === 'election') return this.roles.decided(work, matter);
    // What the table decides otherwise is for people to do, or for the service that keeps initiatives; advice decides nothing at all.
    const concernsMembers = matter.kind === 'admission' || matter.kind === 'exclusion' || ofMembers.has(matter.about.effect);
    return concernsMembers ? this.members.decided(work, matter) : 'none';
  }
}
