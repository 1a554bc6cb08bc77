import type { Instant } from '@klaster/contracts';
import { BrokenConnection, countTimersDue, type Database, findDueTimers, postponeTimer, takeTimer, type Timer, VersionConflict, type Work } from '@klaster/persistence';
import { Loop } from '../events/loop.js';
import type { Clock } from '../process/clock.js';
import type { Log } from '../process/log.js';
import type { Metrics } from '../process/metrics.js';
import type { TimerHandler } from './on-timer.js';

export interface TimekeeperOptions {
  readonly service: string;
  readonly database: Database;
  readonly courierDatabase: Database;
  readonly clock: Clock;
  readonly handlers: ReadonlyMap<string, TimerHandler>;
  /** Told after a commit that wrote events. */
  readonly onCommitted: () => void;
  readonly log: Log;
  readonly metrics: Metrics;
}

const batch = 100;
/** So many are run side by side: one that is slow does not keep all others waiting. */
const atOnce = 4;
/** Times that one is tried at once where others are at work on the same rows. */
const attempts = 5;
const overdueMs = 10_000;

/** When to try again what has failed so often before: after 1 s, then 2 s, 4 s, … up to 5 minutes. */
const backOffMs = (failures: number): number => Math.min(1_000 * 2 ** failures, 300_000);

const plus = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();

/**
 * Does what is due. Every replica looks, by the clock that was injected; each timer is taken out of the table in the
 * transaction that does what it is for, so that one of them does it and a crash leaves it where it was.
 */
export class Timekeeper {
  private readonly loop: Loop;
  private stopping = false;

  constructor(private readonly options: TimekeeperOptions) {
    const onError = (error: unknown) => options.log.warn({ err: error }, 'timers will be looked at again');
    this.loop = new Loop({ every: 500, patience: 0, act: () => this.look(), onError });
  }

  start(): void {
    this.loop.start();
  }

  /** Finishes those that have begun; the others are there for the next start. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.loop.stop();
  }

  private async look(): Promise<void> {
    const { service, courierDatabase, clock, metrics } = this.options;
    const now = clock.now();
    const work = courierDatabase.begin({ service, requestId: 'timekeeper', now });
    const [due, overdue] = await Promise.all([findDueTimers(work, now, batch), countTimersDue(work, plus(now, -overdueMs))]);
    metrics.timersOverdue.set(overdue);
    const waiting = due.values();
    const lanes = await Promise.all(Array.from({ length: atOnce }, () => this.runAll(waiting)));
    if (due.length === batch && lanes.every(Boolean)) this.loop.wake();
  }

  /** Answers false where it gave up before the end. */
  private async runAll(waiting: Iterable<Timer>): Promise<boolean> {
    for (const timer of waiting) {
      if (this.stopping) return false;
      try {
        await this.run(timer);
      } catch (error) {
        this.options.log.warn({ err: error, timer: timer.name, subject: timer.subject }, 'a timer has to wait');
        return false;
      }
    }
    return true;
  }

  /** Rejects where the database is not to be had: the next look finds out what became of it. */
  private async run(timer: Timer): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(timer);
      } catch (error) {
        if (error instanceof BrokenConnection) throw error;
        if (error instanceof VersionConflict && attempt < attempts) continue;
        return this.postpone(timer, error);
      }
    }
  }

  private async once(timer: Timer): Promise<void> {
    const { name, subject, clusterId, dueAt } = timer;
    const told = await this.within(timer, async (work) => {
      if (!(await takeTimer(work, timer))) return 0;
      const handler = this.options.handlers.get(name);
      if (!handler) throw new Error(`nothing in this version is done on the timer ${name}`);
      await handler.handle({ subject, clusterId, dueAt }, { work, now: work.origin.now, requestId: work.origin.requestId });
      return work.told;
    });
    if (told > 0) this.options.onCommitted();
  }

  private async postpone(timer: Timer, error: unknown): Promise<void> {
    const { log, metrics } = this.options;
    log.error({ err: error, timer: timer.name, subject: timer.subject, attempts: timer.attempts + 1 }, 'a timer has failed and is tried again');
    metrics.timerFailures.inc({ timer: timer.name });
    await this.within(timer, (work) => postponeTimer(work, timer, plus(work.origin.now, backOffMs(timer.attempts)), String(error)));
  }

  /** One transaction in the timer's cluster. Nothing is taken from memory: nobody waits for it. */
  private within<Result>({ name, clusterId }: Timer, act: (work: Work) => Promise<Result>): Promise<Result> {
    const { service, database, clock } = this.options;
    return database.within({ service, clusterId, requestId: `timer:${name}`, now: clock.now() }, act, { afresh: true });
  }
}
