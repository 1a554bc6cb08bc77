import { type Accepted, type BatchOutcome, type Decision, isRefusal, type LineFault } from '@klaster/contracts';
import type { Contribution, LineProblem } from '../contributions/contribution.js';
import { faultOf } from './fault.js';

/** What became of one line. */
export interface Judged {
  readonly line: number;
  readonly decision: Decision<Contribution, LineProblem>;
}

export interface How {
  readonly dryRun: boolean;
  readonly allOrNothing: boolean;
}

/**
 * What is recorded of a batch: all of it, its good lines, or nothing. A trial and the real thing find the same faults.
 * @param unread what is wrong with lines that could not even be read
 */
export function settle(judged: readonly Judged[], unread: readonly LineFault[], { dryRun, allOrNothing }: How): { readonly entries: Accepted<Contribution>[]; readonly outcome: BatchOutcome } {
  const good: { readonly line: number; readonly entry: Accepted<Contribution> }[] = [];
  const faults = [...unread];
  for (const { line, decision } of judged) {
    if (isRefusal(decision)) faults.push(faultOf(line, decision));
    else good.push({ line, entry: decision });
  }
  const kept = dryRun || (allOrNothing && faults.length > 0) ? [] : good;
  const outcome = {
    lines: judged.length + new Set(unread.map(({ line }) => line)).size,
    recorded: kept.length,
    dryRun,
    contributions: kept.map(({ line, entry }) => ({ line, id: entry.state.id })),
    faults: faults.toSorted((one, other) => one.line - other.line),
  };
  return { entries: kept.map(({ entry }) => entry), outcome };
}
