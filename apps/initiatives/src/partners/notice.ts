import type { Instant } from '@klaster/contracts';
import { civilDay, daysLater } from '@klaster/service-kit';
import type { VersionInForce } from '../agreements/agreements.js';

/** The last day of a partner that leaves now, by the notice of the agreement in force; null where none binds it. */
export function noticeEnds(inForce: Pick<VersionInForce, 'terms'> | undefined, now: Instant): string | null {
  const noticeDays = inForce?.terms.leaving.noticeDays ?? 0;
  return noticeDays === 0 ? null : daysLater(civilDay(now), noticeDays);
}
