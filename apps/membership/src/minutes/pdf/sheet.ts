import type { Instant } from '@klaster/contracts';
import type { Minutes } from '../minute.js';

export type Language = keyof Minutes['text'];

/** What a document of minutes says. */
export interface Sheet extends Pick<Minutes, 'text' | 'sha256' | 'writtenAt' | 'approvedAt'> {
  /** The assembly's. */
  readonly title: string;
  readonly startsAt: Instant;
  /** The party that approved them. */
  readonly approvedBy: string | null;
}
