import { createHash } from 'node:crypto';
import type { Revision as RevisionView } from '@klaster/contracts';
import type { Matter } from '../matters/matter.js';

/** A version of what a matter says. It never changes; an amendment is a new one. */
export interface Revision extends RevisionView {
  readonly clusterId: string;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the matter says now, as the revision of its number. */
export function revisionOf(
  { id: matterId, clusterId, revision: number, title, text, options }: Matter,
  by: Pick<Revision, 'revisedBy' | 'revisedAt' | 'takenFrom'>,
): Revision {
  return { matterId, clusterId, number, title, text, textSha256: sha256(text), options: [...options], ...by };
}
