import { NotFound, NotYours, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { Call } from '@klaster/service-kit';
import { type Matter, mayLead } from './matter.js';
import type { Matters } from './matters.js';

/** The matter, alone in the work, for a member that may bring it forward. */
export async function findToLead(matters: Matters, matterId: string, { work, member, expectedVersion }: Call): Promise<Matter | Refusal<'not-found' | 'not-for-you-to-do' | 'stale-version'>> {
  const { memberId } = await member;
  const [matter, animates] = await Promise.all([matters.findAlone(work, matterId), matters.animates(work, memberId)]);
  if (!matter) return refuse(NotFound);
  if (!mayLead(matter, memberId, animates)) return refuse(NotYours);
  return expectedVersion === undefined || expectedVersion === matter.version ? matter : refuse(StaleVersion);
}
