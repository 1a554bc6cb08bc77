import type { Work } from '@klaster/persistence';
import { civilDay } from '@klaster/service-kit';
import { homeOf } from '../directory/home.js';
import type { Circumstances } from './contribution.js';

/** Who acts, where and when. */
export const circumstancesOf = (work: Work, ownClusterId: string, member: string): Circumstances => {
  const { now } = work.origin;
  return { clusterId: homeOf(work), ownClusterId, member, now, today: civilDay(now) };
};
