import { existsSync, readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';
import type { PidFiles } from './pid-files.ts';
import { type ProcessPlan, SupervisedProcess } from './supervised-process.ts';

/** Processes are stopped stage by stage, so that nobody loses what he still needs to finish. */
export type Stage = 'gateway' | 'service' | 'bus' | 'database';

/** By which part of the time a stage is to have ended: one that hangs does not cost the next its clean end. */
const stageEnds: readonly (readonly [Stage, number])[] = [
  ['gateway', 0.4],
  ['service', 0.8],
  ['bus', 0.9],
  ['database', 1],
];

const pollMs = 20;
const takeDownPatienceMs = 10_000;
/** How many falls in a row before it has been ready once are taken for "it cannot start". */
const hopelessFalls = 4;
const shownLogCharacters = 300;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Keeps a set of processes running and stops them in order. */
export class Supervisor {
  private readonly members = new Map<string, { process: SupervisedProcess; stage: Stage }>();
  private readonly pidFiles: PidFiles;
  private stopping: Promise<void> | undefined;

  constructor(pidFiles: PidFiles) {
    this.pidFiles = pidFiles;
  }

  /** The processes by name, as they are now. */
  get processes(): ReadonlyMap<string, SupervisedProcess> {
    return new Map([...this.members].map(([name, { process }]) => [name, process]));
  }

  /** Starts a process and waits until it is ready. */
  async run(plan: ProcessPlan, stage: Stage, patienceMs: number): Promise<SupervisedProcess> {
    if (this.stopping) throw new Failure('Klaster is being stopped.');
    if (this.members.has(plan.name)) throw new Error(`two processes are called ${plan.name}`);
    const process = new SupervisedProcess(plan, this.pidFiles);
    this.members.set(plan.name, { process, stage });
    process.start();
    await this.whenReady(plan.name, patienceMs);
    return process;
  }

  /** Waits until a process is ready (again); a Failure when it does not become so in time or keeps falling. */
  async whenReady(name: string, patienceMs: number): Promise<void> {
    const process = this.find(name);
    const deadline = Date.now() + patienceMs;
    const fallsBefore = process.fallsInARow;
    while (process.state !== 'ready') {
      if (this.stopping) throw new Failure('Klaster is being stopped.');
      if (process.fallsInARow - fallsBefore >= hopelessFalls) throw new Failure(`${name} cannot start: ${lastWords(process.plan.logFile)} (more in ${process.plan.logFile})`);
      if (Date.now() > deadline) throw new Failure(`${name} was not ready within ${Math.round(patienceMs / 1000)} s: see ${process.plan.logFile}`);
      await pause(pollMs);
    }
  }

  /** Sends a signal; what dies of it is started again. False when the process does not run at this moment. */
  signal(name: string, signal: NodeJS.Signals): boolean {
    return this.find(name).signal(signal);
  }

  /** Ends a process and keeps it down until `bringUp`. */
  async takeDown(name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.find(name).takeDown(signal, takeDownPatienceMs);
  }

  async bringUp(name: string, patienceMs: number): Promise<void> {
    this.find(name).start();
    await this.whenReady(name, patienceMs);
  }

  /** Stops everything, stage by stage, within one deadline; what has not ended by then is killed. */
  stop(patienceMs: number): Promise<void> {
    this.stopping ??= this.stopStages(patienceMs);
    return this.stopping;
  }

  private async stopStages(patienceMs: number): Promise<void> {
    const startedAt = Date.now();
    for (const [stage, part] of stageEnds) {
      const left = startedAt + patienceMs * part - Date.now();
      const members = [...this.members.values()].filter((member) => member.stage === stage);
      await Promise.all(members.map(({ process }) => process.end(left)));
    }
  }

  private find(name: string): SupervisedProcess {
    const member = this.members.get(name);
    if (!member) throw new Error(`there is no process called ${name}`);
    return member.process;
  }
}

/** The end of what a process has written, on one line. */
export function lastWords(logFile: string): string {
  if (!existsSync(logFile)) return 'it wrote nothing';
  const lines = readFileSync(logFile, 'utf8').split('\n').filter((line) => line.trim() !== '');
  const telling = lines.slice(-30).findLast((line) => /error|fatal|cannot|failed/i.test(line)) ?? lines.at(-1);
  return telling?.trim().slice(0, shownLogCharacters) ?? 'it wrote nothing';
}
