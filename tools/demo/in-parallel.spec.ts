import { expect, test } from '@jest/globals';
import { inParallel } from './in-parallel.ts';

test('answers in order, and never does more at once than it may', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([5, 4, 3, 2, 1, 0], 3, async (item, index) => {
    most = Math.max(most, (running += 1));
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running -= 1;
    return `${index}:${item}`;
  });
  expect(results).toEqual(['0:5', '1:4', '2:3', '3:2', '4:1', '5:0']);
  expect(most).toBe(3);
});

test('a failure ends it: nothing else is begun, what is under way is waited for', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const all = inParallel([0, 1, 2, 3], 2, async (item) => {
    begun.push(item);
    if (item === 0) throw new Error('no');
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    ended.push(item);
  });
  await expect(all).rejects.toThrow('no');
  expect([begun, ended]).toEqual([[0, 1], [1]]);
});
