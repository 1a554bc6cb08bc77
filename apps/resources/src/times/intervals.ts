/** From an instant until another, which is not part of it, in milliseconds. */
export interface Interval {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Intervals joined where they touch or overlap: apart, ascending. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const joined: Interval[] = [];
  for (const next of intervals.toSorted((one, other) => one.fromMs - other.fromMs)) {
    const last = joined.at(-1);
    if (last && next.fromMs <= last.untilMs) joined[joined.length - 1] = { fromMs: last.fromMs, untilMs: Math.max(last.untilMs, next.untilMs) };
    else joined.push(next);
  }
  return joined;
}

/** Whether an interval lies wholly in one of several that are apart. */
export const liesWithin = ({ fromMs, untilMs }: Interval, apart: readonly Interval[]): boolean => apart.some((one) => one.fromMs <= fromMs && untilMs <= one.untilMs);

/** What two lists of intervals have in common; each is apart and ascending, and so is the answer. */
export function intersect(ones: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  const common: Interval[] = [];
  for (let [i, j] = [0, 0]; i < ones.length && j < others.length;) {
    const [one, other] = [ones[i]!, others[j]!];
    const [fromMs, untilMs] = [Math.max(one.fromMs, other.fromMs), Math.min(one.untilMs, other.untilMs)];
    if (fromMs < untilMs) common.push({ fromMs, untilMs });
    if (one.untilMs < other.untilMs) i += 1;
    else j += 1;
  }
  return common;
}
