import { NotFound, NotYours, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Roles } from '../roles/roles.js';
import { type Matter, mayLead } from './matter.js';
import { Matters } from './matters.js';

/** Matters for those who may bring them forward. */
@Injectable()
export class LedMatters {
  constructor(
    private readonly matters: Matters,
    private readonly roles: Roles,
  ) {}

  /** The matter, alone in the work, for the member that put it on the table or for an animator; refused to others. */
  async find(matterId: string, { work, member, now, expectedVersion }: Call): Promise<Matter | Refusal<'not-found' | 'not-for-you-to-do' | 'stale-version'>> {
    const { memberId } = await member;
    const [matter, animates] = await Promise.all([this.matters.findAlone(work, matterId), this.roles.holds(work, memberId, 'animator', now)]);
    if (!matter) return refuse(NotFound);
    if (!mayLead(matter, memberId, animates)) return refuse(NotYours);
    return expectedVersion === undefined || expectedVersion === matter.version ? matter : refuse(StaleVersion);
  }
}
