import type { Instant } from '@klaster/contracts';
import { civilDay } from '@klaster/service-kit';
import type { Circumstances } from './contribution.js';

/** Who acts, where and when. */
export const circumstancesOf = (clusterId: string, member: string, now: Instant): Circumstances => ({ clusterId, member, now, today: civilDay(now) });
