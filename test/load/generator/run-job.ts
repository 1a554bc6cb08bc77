import { percentile } from '../statistics.ts';
import { HttpConnection, type Reply } from './http-connection.ts';
import type { Job, Latencies, Outcome } from './job.ts';

/** So many connections at most in an open loop: beyond them requests wait, and their waiting counts. */
const mostOpenConnections = 2_000;
const tickMs = 1;

/** Sends one job's requests and times the answers. */
export class JobRun {
  private readonly job: Job;
  private readonly connections: HttpConnection[] = [];
  private readonly free: HttpConnection[] = [];
  private readonly overdue: number[] = [];
  private readonly latencies = new Map<number, number[]>();
  private readonly heads: readonly string[];
  private inAll = 0;
  private withRetryAfter = 0;
  private number = 0;
  private measuredFrom = 0;
  private until = 0;

  constructor(job: Job) {
    this.job = job;
    const { method, path, host, port, headers } = job;
    this.heads = (job.each ?? [{ path, headers: {} }]).map((aim) => {
      const lines = Object.entries({ host: `${host}:${port}`, ...headers, ...aim.headers }).map(([name, value]) => `${name}: ${value}\r\n`);
      return `${method} ${aim.path} HTTP/1.1\r\n${lines.join('')}`;
    });
  }

  async run(): Promise<Outcome> {
    const { mode, warmUpMs, durationMs } = this.job;
    this.measuredFrom = performance.now() + warmUpMs;
    this.until = this.measuredFrom + durationMs;
    const usedBefore = process.cpuUsage();
    const startedAt = performance.now();
    if (mode === 'closed') this.startClosed();
    else this.startOpen(startedAt);
    await new Promise((resolve) => setTimeout(resolve, this.until - performance.now()));
    const used = process.cpuUsage(usedBefore);
    const generatorCores = (used.user + used.system) / 1000 / (performance.now() - startedAt);
    // What is still under way would be answered after the time and is not counted, but is let finish.
    await this.drain();
    for (const connection of this.connections) connection.close();
    const byStatus = Object.fromEntries([...this.latencies].map(([status, all]) => [status, summarise(all)]));
    return { sentInAll: this.inAll, byStatus, seconds: durationMs / 1000, withRetryAfter: this.withRetryAfter, generatorCores };
  }

  private startClosed(): void {
    const { connections } = this.job;
    for (let i = 0; i < connections; i += 1) this.repeat(this.connect());
  }

  private repeat(connection: HttpConnection): void {
    const startedAt = performance.now();
    if (startedAt >= this.until) return;
    connection.send(this.nextRequest(), (reply) => {
      this.count(reply, startedAt);
      if (reply) this.repeat(connection);
      else if (performance.now() < this.until) setTimeout(() => this.repeat(this.connect()), 100);
    });
  }

  private startOpen(startedAt: number): void {
    const { rate } = this.job;
    let due = 0;
    const tick = () => {
      const now = performance.now();
      for (; startedAt + (due * 1000) / rate <= now && now < this.until; due += 1) this.sendDue(startedAt + (due * 1000) / rate);
      if (now < this.until) setTimeout(tick, tickMs);
    };
    tick();
  }

  private sendDue(dueAt: number): void {
    const connection = this.free.pop() ?? (this.connections.length < mostOpenConnections ? this.connect() : undefined);
    if (connection) this.sendOn(connection, dueAt);
    else this.overdue.push(dueAt);
  }

  private sendOn(connection: HttpConnection, dueAt: number): void {
    connection.send(this.nextRequest(), (reply) => {
      this.count(reply, dueAt);
      if (!reply) return;
      const next = this.overdue.shift();
      if (next === undefined || performance.now() >= this.until) this.free.push(connection);
      else this.sendOn(connection, next);
    });
  }

  private connect(): HttpConnection {
    const { host, port } = this.job;
    const connection = new HttpConnection(host, port, () => {
      for (const list of [this.connections, this.free]) {
        const at = list.indexOf(connection);
        if (at >= 0) list.splice(at, 1);
      }
    });
    this.connections.push(connection);
    return connection;
  }

  private nextRequest(): string {
    const { body, keyPrefix } = this.job;
    const number = (this.number += 1);
    const head = this.heads[(number - 1) % this.heads.length]!;
    const key = keyPrefix === undefined ? '' : `idempotency-key: ${keyPrefix}-${number}\r\n`;
    if (body === undefined) return `${head}${key}\r\n`;
    const text = body.replace('{n}', String(number));
    return `${head}${key}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  }

  private count(reply: Reply | undefined, since: number): void {
    const now = performance.now();
    if (reply) this.inAll += 1;
    if (now < this.measuredFrom || now >= this.until) return;
    const status = reply?.status ?? 0;
    const all = this.latencies.get(status);
    if (all) all.push(now - since);
    else this.latencies.set(status, [now - since]);
    if (reply?.hasRetryAfter) this.withRetryAfter += 1;
  }

  private async drain(): Promise<void> {
    const patience = performance.now() + 5_000;
    while (this.connections.some((connection) => !connection.isFree) && performance.now() < patience) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const summarise = (all: number[]): Latencies => ({ count: all.length, p50: percentile(all, 50), p99: percentile(all, 99), max: percentile(all, 100) });
