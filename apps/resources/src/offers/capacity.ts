import { Big } from 'big.js';
import type { Interval } from '../times/intervals.js';

/*
 * What is free of what is shared by time. Thousands of reservations are gone through for one answer, so that amounts are
 * integers here: base units times 10 to the twelfth, which is what the database keeps.
 */

const decimals = 12;

/** An exact decimal with at most twelve places as an integer. */
export const exact = (value: Big): bigint => BigInt(value.times(`1e${decimals}`).toFixed());

/** The same back. */
export const decimal = (amount: bigint): Big => new Big(amount.toString()).times(`1e-${decimals}`);

/** A part of an offer that a pledge holds for a time. */
export interface Held extends Interval {
  readonly amount: bigint;
}

/** A time in which the same is free all along. */
export interface Free extends Interval {
  readonly free: bigint;
}

/**
 * What is free when: a sweep over the moments at which something changes.
 * @param intervals when the offer is to be had: apart and ascending
 * @param capacity how much there is at a time
 * @returns apart and ascending; times in which nothing is free are left out
 */
export function freeIn(intervals: readonly Interval[], held: readonly Held[], capacity: bigint): readonly Free[] {
  const changes = changesOf(held);
  const moments = Float64Array.from(new Set([...changes.keys(), ...intervals.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])])).sort();
  const free: Free[] = [];
  let [left, place] = [capacity, 0];
  for (let index = 0; index < moments.length - 1; index += 1) {
    const fromMs = moments[index]!;
    left -= changes.get(fromMs) ?? 0n;
    while (place < intervals.length && intervals[place]!.untilMs <= fromMs) place += 1;
    const isOpen = place < intervals.length && intervals[place]!.fromMs <= fromMs;
    if (isOpen && left > 0n) append(free, { fromMs, untilMs: moments[index + 1]!, free: left });
  }
  return free;
}

/** The most that is held at one moment. */
export function mostHeld(held: readonly Held[]): bigint {
  const changes = changesOf(held);
  let [most, now] = [0n, 0n];
  for (const moment of Float64Array.from(changes.keys()).sort()) {
    now += changes.get(moment)!;
    if (now > most) most = now;
  }
  return most;
}

/** By how much more is held from a moment on. */
function changesOf(held: readonly Held[]): ReadonlyMap<number, bigint> {
  const changes = new Map<number, bigint>();
  for (const { fromMs, untilMs, amount } of held) {
    changes.set(fromMs, (changes.get(fromMs) ?? 0n) + amount);
    changes.set(untilMs, (changes.get(untilMs) ?? 0n) - amount);
  }
  return changes;
}

function append(free: Free[], next: Free): void {
  const last = free.at(-1);
  if (last && last.untilMs === next.fromMs && last.free === next.free) free[free.length - 1] = { ...last, untilMs: next.untilMs };
  else free.push(next);
}
