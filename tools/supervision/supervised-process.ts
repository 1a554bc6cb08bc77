import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import type { PidFiles } from './pid-files.ts';
import { healthyAfterMs, restartDelayMs } from './backoff.ts';

/** The user a process runs as, where it is not ours. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** All that is needed to run one process, again and again. */
export interface ProcessPlan {
  /** Unique among the processes of a supervisor: `postgres`, `resources-2`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly logFile: string;
  /** Asks the process whether it is ready; false while it cannot be reached. */
  readonly isReady: () => Promise<boolean>;
  /** Asks it to finish what it does and end. */
  readonly stopSignal: NodeJS.Signals;
  /** What the kernel sends it when the supervisor is killed. */
  readonly orphanSignal: NodeJS.Signals;
  readonly account?: Account;
}

/** `waiting` for a restart, `down` because it was taken down, `ended` for good. */
export type ProcessState = 'starting' | 'ready' | 'waiting' | 'down' | 'ended';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const readinessPollMs = 60;
const setpriv = '/usr/bin/setpriv';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One process that is kept running: started again with growing pauses when it falls, until it is ended. */
export class SupervisedProcess {
  readonly plan: ProcessPlan;
  state: ProcessState = 'waiting';
  /** How often it has been started again. */
  restarts = 0;
  lastExit: Exit | undefined;
  private readonly pidFiles: PidFiles;
  private child: ChildProcess | undefined;
  private gone: Promise<void> = Promise.resolve();
  private falls = 0;
  private startedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(plan: ProcessPlan, pidFiles: PidFiles) {
    this.plan = plan;
    this.pidFiles = pidFiles;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Falls in a row without having been healthy in between. */
  get fallsInARow(): number {
    return this.falls;
  }

  start(): void {
    if (this.child || this.state === 'ended') return;
    this.state = 'starting';
    this.startedAt = Date.now();
    const child = this.spawn();
    this.child = child;
    if (child.pid) this.pidFiles.record(this.plan.name, child.pid, this.plan.stopSignal);
    this.gone = new Promise((resolve) => {
      const leave = (code: number | null, signal: NodeJS.Signals | null) => {
        if (this.child !== child) return;
        this.fell({ code, signal });
        resolve();
      };
      child.once('error', () => leave(127, null));
      child.once('exit', leave);
    });
    void this.watchReadiness(child);
  }

  /** Sends a signal to the process as it runs now; false when it does not run. */
  signal(name: NodeJS.Signals): boolean {
    return this.child?.kill(name) ?? false;
  }

  /** Ends it and keeps it down until `start`. Resolves when it is gone; by force when that takes longer than `patienceMs`. */
  async takeDown(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
    if (this.state === 'ended') return;
    this.state = 'down';
    clearTimeout(this.timer);
    await this.finish(signal, patienceMs);
  }

  /** Ends it for good. */
  async end(patienceMs: number): Promise<void> {
    this.state = 'ended';
    clearTimeout(this.timer);
    await this.finish(this.plan.stopSignal, patienceMs);
  }

  private async finish(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
    const { child } = this;
    if (!child) return;
    child.kill(signal);
    // A stopped process would see the signal only when it goes on.
    child.kill('SIGCONT');
    const timer = setTimeout(() => killGroup(child), Math.max(0, patienceMs));
    await this.gone;
    clearTimeout(timer);
  }

  /**
   * A session of its own keeps the terminal's Ctrl-C from it: stopping is the supervisor's, in order. setpriv has the
   * kernel end it when the supervisor is killed and can stop nothing any more; where there is no setpriv the pid files
   * alone see to that, at the next start.
   */
  private spawn(): ChildProcess {
    const { command, args, environment, folder, logFile, account, orphanSignal } = this.plan;
    const log = openSync(logFile, 'a');
    const bound = existsSync(setpriv) ? [setpriv, '--pdeathsig', orphanSignal.slice(3), '--'] : [];
    const [file = command, ...rest] = [...bound, command, ...args];
    try {
      return spawn(file, rest, { cwd: folder, env: environment, detached: true, stdio: ['ignore', log, log], ...account });
    } finally {
      closeSync(log);
    }
  }

  private async watchReadiness(child: ChildProcess): Promise<void> {
    while (this.child === child && this.state === 'starting') {
      const ready = await this.plan.isReady().catch(() => false);
      if (ready && this.child === child && this.state === 'starting') this.state = 'ready';
      else await pause(readinessPollMs);
    }
  }

  private fell(exit: Exit): void {
    this.child = undefined;
    this.lastExit = exit;
    this.pidFiles.forget(this.plan.name);
    if (this.state === 'down' || this.state === 'ended') return;
    this.falls = Date.now() - this.startedAt >= healthyAfterMs ? 1 : this.falls + 1;
    this.state = 'waiting';
    this.timer = setTimeout(() => {
      this.restarts += 1;
      this.start();
    }, restartDelayMs(this.falls));
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}
