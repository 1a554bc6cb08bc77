import { expect, test } from '@jest/globals';
import { restartDelayMs } from './backoff.ts';

test('pauses double from 100 ms and end at 5 s', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1_000].map(restartDelayMs)).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
});
