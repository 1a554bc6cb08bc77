import type { Generator } from './generator/generator.ts';
import { absolute, type Line } from './results.ts';
import { contributionBody, jobFor, letSettle, type Scene } from './scene.ts';
import { percentile } from './statistics.ts';

/** Lines of the report that nothing else counts into: each is one probe's own. */
const probeLines = [
  ['care', 'h'], ['care', 'day'], ['carpentry', 'h'], ['carpentry', 'day'], ['driving', 'h'], ['driving', 'day'],
  ['gardening', 'h'], ['gardening', 'day'], ['coordination', 'h'], ['coordination', 'day'], ['hall', 'h'], ['hall', 'day'],
] as const;
const pollEveryMs = 10;

/** The newest count of every line, and when the report that said so had arrived. */
class ReportWatch {
  private readonly counts = new Map<string, number>();
  private readonly waiting = new Set<() => void>();
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(read: () => Promise<{ category: string; unit: string; entries: number }[]>) {
    this.running = this.poll(read);
  }

  count(line: string): number {
    return this.counts.get(line) ?? 0;
  }

  /** Resolves with the time at which the line was seen to count more than `before`. */
  async until(line: string, before: number): Promise<number> {
    while (this.count(line) <= before) {
      if (this.stopped) throw new Error('the report was not seen to change');
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
    return performance.now();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    this.wakeAll();
  }

  private async poll(read: () => Promise<{ category: string; unit: string; entries: number }[]>): Promise<void> {
    while (!this.stopped) {
      const startedAt = performance.now();
      for (const { category, unit, entries } of await read()) this.counts.set(`${category}/${unit}`, entries);
      this.wakeAll();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, pollEveryMs - (performance.now() - startedAt))));
    }
  }

  private wakeAll(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }
}

/** From the 201 to its being in the report, while contributions come at half of the greatest rate. */
export async function measureVisibility(scene: Scene, generator: Generator, peak: number, durationMs: number): Promise<Line[]> {
  const rate = Math.round(peak / 2);
  const watch = new ReportWatch(() => readReport(scene));
  const background = generator.run(jobFor(scene, scene.gatewayPort, { method: 'POST', mode: 'open', rate, durationMs: durationMs + 1_000, warmUpMs: 1_000 }));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const endsAt = performance.now() + durationMs;
  const delays = (await Promise.all(probeLines.map(([category, unit]) => probe(scene, watch, category, unit, endsAt)))).flat();
  await background;
  await watch.stop();
  await letSettle(scene);
  return [
    absolute('visible in the report after the 201, p50', 'ms', percentile(delays, 50)),
    absolute('visible in the report after the 201, p99', 'ms', percentile(delays, 99), ['<', 250]),
    absolute('visible in the report: samples', 'probes', delays.length),
  ];
}

async function probe(scene: Scene, watch: ReportWatch, category: string, unit: string, endsAt: number): Promise<number[]> {
  const delays: number[] = [];
  const line = `${category}/${unit}`;
  while (performance.now() < endsAt) {
    const before = watch.count(line);
    const answer = await ask(scene, '', { method: 'POST', body: contributionBody(scene.receiver, category, unit) });
    const answeredAt = performance.now();
    if (answer.status !== 201) throw new Error(`a probe was answered ${answer.status}`);
    await answer.arrayBuffer();
    delays.push((await watch.until(line, before)) - answeredAt);
  }
  return delays;
}

async function readReport(scene: Scene): Promise<{ category: string; unit: string; entries: number }[]> {
  const answer = await ask(scene, '/../reports/contributions', { method: 'GET' });
  if (answer.status !== 200) throw new Error(`the report was answered ${answer.status}`);
  return ((await answer.json()) as { lines: { category: string; unit: string; entries: number }[] }).lines;
}

/** A moment too busy is part of what is measured: it is asked again until there is an answer. */
async function ask(scene: Scene, under: string, request: { method: string; body?: string }): Promise<Response> {
  for (;;) {
    const answer = await askOnce(scene, under, request);
    if (answer.status !== 503) return answer;
    await answer.arrayBuffer();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const askOnce = ({ platform, path, token }: Scene, under: string, request: { method: string; body?: string }) =>
  fetch(new URL(platform.gatewayUrl + path + under), {
    ...request,
    headers: { authorization: `Bearer ${token}`, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
  });
