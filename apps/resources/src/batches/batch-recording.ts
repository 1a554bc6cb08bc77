import { type BatchOutcome, isRefusal, type LineFault, NotFound, refuse, type Refusal } from '@klaster/contracts';
import { type Call, couldBeIgnorance } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Contributions } from '../contributions/contributions.js';
import { type Recorded, Recording } from '../contributions/recording.js';
import { type How, settle } from './batch.js';

/** The lines of a batch, as far as they could be read. */
export interface Batch {
  readonly lines: readonly { readonly line: number; readonly said: Recorded }[];
  readonly unread: readonly LineFault[];
}

/** Records many contributions as one: in one transaction, by one statement. */
@Injectable()
export class BatchRecording {
  constructor(
    private readonly recording: Recording,
    private readonly contributions: Contributions,
  ) {}

  /** Refuses only until the service has heard all that others know: a fault is not to be for its ignorance. */
  async record(call: Call, clusterId: string, { lines, unread }: Batch, how: How): Promise<BatchOutcome | Refusal<'not-found'>> {
    const decisions = await this.recording.decide(call, clusterId, lines.map(({ said }) => said));
    const doubtful = decisions.some((decision) => isRefusal(decision) && couldBeIgnorance(decision)) || unread.some(({ code }) => couldBeIgnorance({ refused: code }));
    if (doubtful && !call.caughtUp) return refuse(NotFound);
    const { entries, outcome } = settle(lines.map(({ line }, index) => ({ line, decision: decisions[index]! })), unread, how);
    // What is written is kept only where all that it relied on is still true; where nothing is, the faults have to be.
    if (entries.length === 0) await call.work.stillTrue();
    this.contributions.addAll(call.work, entries);
    return outcome;
  }
}
