import { federationId, NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import type { ActingMember, Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import type { Matter } from '../matters/matter.js';
import { Matters } from '../matters/matters.js';
import { faultOfLead } from './federation-matter.js';

/** The tenant in which the table of the federation stands. */
export const atFederation = (work: Work, accountId: string): void => work.enter(federationId, accountId);

/** The table at which the clusters sit. Who speaks there has a standing in the cluster for which it speaks. */
@Injectable()
export class FederationTable {
  constructor(private readonly matters: Matters) {}

  /** Goes over to the table of the federation, as a member of a cluster. What is asked from here on is asked there. */
  async speak({ work, member, accountId }: Call): Promise<ActingMember> {
    const acting = await member;
    atFederation(work, accountId);
    return acting;
  }

  /** Whether a cluster has a seat at the table just now. */
  async hasSeat(work: Work, clusterId: string): Promise<boolean> {
    return (await work.query(`SELECT FROM cluster WHERE id = $1 AND state = 'active'`, [clusterId])).length > 0;
  }

  /** The matter, alone in the work, for a member of the cluster that put it on the table. */
  async findToLead(matterId: string, clusterId: string, call: Call): Promise<Matter | Refusal<'not-found' | 'not-for-you-to-do' | 'stale-version'>> {
    await this.speak(call);
    const matter = await this.matters.findAlone(call.work, matterId);
    if (!matter) return refuse(NotFound);
    const { expectedVersion } = call;
    return faultOfLead(matter, clusterId) ?? (expectedVersion === undefined || expectedVersion === matter.version ? matter : refuse(StaleVersion));
  }
}
