import type { Instant } from '@klaster/contracts';
import { dayMs } from '../times/zone.js';

/** Makes a value once for each key; the first so many keys, where a number is said, and then anew. */
export function remembering<Key, Value>(make: (key: Key) => Value, most = Number.POSITIVE_INFINITY): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

const dayText = remembering((day: number) => new Date(day * dayMs).toISOString().slice(0, 11), 10_000);
const timeText = remembering((ms: number) => new Date(ms).toISOString().slice(11), 10_000);

/** An instant as text, put together of its day and its time of day: many share each, and a date takes ten times as long to write. */
export function instant(ms: number): Instant {
  const day = Math.floor(ms / dayMs);
  return dayText(day) + timeText(ms - day * dayMs);
}
