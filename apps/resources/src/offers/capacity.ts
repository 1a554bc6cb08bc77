import { Big } from 'big.js';
import type { Interval } from '../times/intervals.js';

/** A part of an offer that a pledge holds for a time: so much, in the base unit of its dimension. */
export interface Held extends Interval {
  readonly quantity: Big;
}

/** A time in which the same is free all along. */
export interface Free extends Interval {
  readonly free: Big;
}

interface Moment {
  readonly atMs: number;
  /** By how much more is held from here on. */
  readonly held: Big;
  /** 1 where the offer begins to be had, -1 where it ends. */
  readonly open: number;
}

const nothing = new Big(0);

/**
 * What is free when: a sweep over the moments at which something changes, exact.
 * @param intervals when the offer is to be had: apart
 * @param capacity how much there is at a time
 * @returns apart and ascending; times in which nothing is free are left out
 */
export function freeIn(intervals: readonly Interval[], held: readonly Held[], capacity: Big): readonly Free[] {
  const moments: Moment[] = [
    ...intervals.flatMap(({ fromMs, untilMs }) => [{ atMs: fromMs, held: nothing, open: 1 }, { atMs: untilMs, held: nothing, open: -1 }]),
    ...changesOf(held).map(({ atMs, change }) => ({ atMs, held: change, open: 0 })),
  ];
  moments.sort((one, other) => one.atMs - other.atMs);
  const free: Free[] = [];
  let [sinceMs, left, open] = [0, capacity, 0];
  for (const moment of moments) {
    if (open > 0 && left.gt(nothing) && moment.atMs > sinceMs) append(free, { fromMs: sinceMs, untilMs: moment.atMs, free: left });
    sinceMs = moment.atMs;
    left = left.minus(moment.held);
    open += moment.open;
  }
  return free;
}

/** The most that is held at one moment. */
export function mostHeld(held: readonly Held[]): Big {
  let [most, now] = [nothing, nothing];
  // What ends at a moment is not held in it any more.
  for (const { change } of changesOf(held).toSorted((one, other) => one.atMs - other.atMs || one.change.cmp(other.change))) {
    now = now.plus(change);
    if (now.gt(most)) most = now;
  }
  return most;
}

const changesOf = (held: readonly Held[]) => held.flatMap(({ fromMs, untilMs, quantity }) => [{ atMs: fromMs, change: quantity }, { atMs: untilMs, change: quantity.neg() }]);

function append(free: Free[], next: Free): void {
  const last = free.at(-1);
  if (last && last.untilMs === next.fromMs && last.free.eq(next.free)) free[free.length - 1] = { ...last, untilMs: next.untilMs };
  else free.push(next);
}
