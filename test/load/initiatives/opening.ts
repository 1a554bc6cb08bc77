import { performance } from 'node:perf_hooks';
import { granted } from '../../world/world.ts';
import type { Generator } from '../generator/generator.ts';
import { absolute, type Line } from '../results.ts';
import { jobFor, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { actingFor, fill, makeLarge } from './large.ts';

const [partners, tasks, costs] = [50, 500, 5_000];
const settled = 10_000;
const connections = [1, 4] as const;

/** An initiative opened in one request, and settled, when many take part and much was paid. */
export async function measureLarge(scene: Scene, generator: Generator, rounds: number, durationMs: number, log: (text: string) => void): Promise<Line[]> {
  return [...(await measureOpening(scene, generator, rounds, durationMs, log)), ...(await measureSettling(scene, rounds, log))];
}

async function measureOpening(scene: Scene, generator: Generator, rounds: number, durationMs: number, log: (text: string) => void): Promise<Line[]> {
  const large = await makeLarge(scene, 'otwierana', partners);
  await fill(scene, large, costs, tasks);
  const headers = { authorization: `Bearer ${large.person.token ?? ''}`, ...actingFor(large.memberIds[0]!) };
  const job = { ...jobFor(scene, scene.gatewayPort, { method: 'GET', durationMs }), path: `${large.path}/overview`, headers };
  const slowest = new Map(connections.map((count) => [count, [] as number[]]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [count, p99s] of slowest) {
      const { byStatus } = await generator.run({ ...job, connections: count });
      if (Object.keys(byStatus).join() !== '200') throw new Error(`the overview was answered ${Object.keys(byStatus).join()}`);
      p99s.push(byStatus['200']!.p99);
      log(`overview round ${round}, ${count} connections: p50 ${byStatus['200']!.p50.toFixed(1)} ms, p99 ${p99s.at(-1)!.toFixed(1)} ms`);
    }
  }
  const what = `opening an initiative with ${partners} partners, ${tasks} tasks, ${costs} costs`;
  return [absolute(`${what}, one at a time, p99`, 'ms', median(slowest.get(1)!), ['<', 50]), absolute(`${what}, ${connections[1]} connections, p99`, 'ms', median(slowest.get(4)!))];
}

/** Proposed, and withdrawn to be proposed again: from the request to the answer. */
async function measureSettling(scene: Scene, rounds: number, log: (text: string) => void): Promise<Line[]> {
  const large = await makeLarge(scene, 'rozliczana', partners);
  await fill(scene, large, settled, 0);
  const headers = actingFor(large.memberIds[0]!);
  const took: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const startedAt = performance.now();
    const { number, transfers } = granted(await large.person.post(`${large.path}/settlement`, {}, headers));
    took.push(performance.now() - startedAt);
    log(`settlement round ${round}: ${took.at(-1)!.toFixed(0)} ms, ${transfers.length} transfers`);
    granted(await large.person.post(`${large.path}/settlement/withdrawal`, { number, reason: 'Jeszcze raz' }, headers));
  }
  return [absolute(`settling ${settled} costs of ${partners} partners`, 'ms', median(took), ['<', 200])];
}
