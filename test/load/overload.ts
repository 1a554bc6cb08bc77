import type { Generator } from './generator/generator.ts';
import { absolute, type Line } from './results.ts';
import { jobFor, letSettle, type Scene } from './scene.ts';

/** Requests come at five times the greatest rate, whatever becomes of them. */
export async function measureOverload(scene: Scene, generator: Generator, peak: number, durationMs: number): Promise<Line[]> {
  const rate = Math.round(5 * peak);
  const { byStatus, seconds, withRetryAfter, generatorCores } = await generator.run(jobFor(scene, scene.gatewayPort, { method: 'POST', mode: 'open', rate, durationMs, warmUpMs: 2_000 }));
  await letSettle(scene);
  const granted = byStatus['201'];
  const refused = byStatus['503'];
  const others = Object.entries(byStatus).filter(([status]) => status !== '201' && status !== '503');
  return [
    absolute('overload: arrivals', 'requests/s', rate),
    absolute('overload: answered, of the peak', 'share', (granted?.count ?? 0) / seconds / peak, ['≥', 0.8]),
    absolute('overload: p99 of the answered, since due', 'ms', granted?.p99 ?? Number.NaN),
    absolute('overload: refused with 503', 'requests/s', (refused?.count ?? 0) / seconds),
    absolute('overload: 503 with Retry-After', 'share', refused ? withRetryAfter / refused.count : Number.NaN, ['≥', 1]),
    absolute('overload: p99 of the 503, since due', 'ms', refused?.p99 ?? Number.NaN, ['<', 100]),
    absolute('overload: other answers and broken connections', 'requests', others.reduce((sum, [, { count }]) => sum + count, 0), ['<', 1]),
    absolute('overload: generator', 'cores', generatorCores),
  ];
}
