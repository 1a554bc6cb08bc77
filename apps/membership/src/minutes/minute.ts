import { createHash } from 'node:crypto';
import { accept, type Instant, MinutesApproved, type Minutes as MinutesView, MinutesWritten, NotFacilitator, OwnMinutes, refuse, StaleVersion } from '@klaster/contracts';
import canonicalize from 'canonicalize';
import { type Assembly, barIn, type Duties, told } from '../assemblies/assembly.js';

export type MinutesText = MinutesView['text'];

/** The minutes of an assembly: part of it, and of its version. */
export interface Minutes {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly assemblyId: string;
  readonly text: MinutesText;
  readonly sha256: string;
  readonly writtenBy: string | null;
  readonly writtenAt: Instant;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
}

/** What an approval binds: SHA-256 of both texts as canonical JSON (RFC 8785), lower-case hex. */
export const minutesSha256 = ({ en, pl }: MinutesText): string =>
  createHash('sha256').update(canonicalize({ en, pl }) ?? '').digest('hex');

/** The draft that an assembly closes with: nobody's writing, and so for everybody who was there to approve. */
export const drafted = (id: string, { id: assemblyId, clusterId }: Assembly, text: MinutesText, now: Instant): Minutes => ({
  id, version: 0, clusterId, assemblyId, text, sha256: minutesSha256(text), writtenBy: null, writtenAt: now, approvedBy: null, approvedAt: null,
});

/** Whoever keeps the minutes completes them, until they are approved. */
export function write(assembly: Assembly, minutes: Minutes, text: MinutesText, by: Duties, now: Instant) {
  if (!by.keepsMinutes) return refuse(NotFacilitator);
  const barred = barIn(assembly, ['closed']);
  if (barred) return barred;
  const written: Minutes = { ...minutes, text, sha256: minutesSha256(text), writtenBy: by.memberId, writtenAt: now };
  return { ...accept(assembly, [MinutesWritten.of({ ...told(assembly), minutesSha256: written.sha256, writtenBy: by.memberId })]), minutes: written };
}

/**
 * INV: minutes are approved by a seat that was there itself and did not write them last, as it read them; then they never
 * change.
 * @param attended whether its own representative was there
 * @param read the hash of what was read
 */
export function approve(assembly: Assembly, minutes: Minutes, read: string, { memberId, attended }: { readonly memberId: string; readonly attended: boolean }, now: Instant) {
  const barred = barIn(assembly, ['closed']);
  if (barred) return barred;
  if (!attended || minutes.writtenBy === memberId) return refuse(OwnMinutes);
  if (read !== minutes.sha256) return refuse(StaleVersion);
  const approval = { approvedBy: memberId, approvedAt: now };
  const event = MinutesApproved.of({ ...told(assembly), minutesSha256: minutes.sha256, ...approval });
  return { ...accept<Assembly>({ ...assembly, state: 'minutes-approved', minutesApprovedAt: now }, [event]), minutes: { ...minutes, ...approval } };
}
