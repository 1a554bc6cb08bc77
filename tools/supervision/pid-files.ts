import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { identifyProcess } from './process-identity.ts';

interface Entry {
  readonly pid: number;
  readonly identity: string;
  readonly stopSignal: NodeJS.Signals;
}

const suffix = '.pid';
const supervisorFile = `supervisor${suffix}`;
const gentleMs = 5_000;
const pollMs = 25;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A folder with one file for each running process, so that what outlives a killed supervisor is found at the next
 * start. A file counts only while the very process it was written for lives: ids are given again.
 */
export class PidFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Takes the folder for this process; fails when another supervisor that lives has it. */
  claim(): void {
    const file = join(this.folder, supervisorFile);
    const own: Entry = { pid: process.pid, identity: identifyProcess(process.pid) ?? '', stopSignal: 'SIGTERM' };
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        // `wx` fails when the file is there: of two starts at the same moment only one wins.
        writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = this.read(supervisorFile);
        if (holder && isAlive(holder)) throw new Failure(`Klaster already runs here as process ${holder.pid}: stop it with Ctrl-C in its terminal, or with \`kill ${holder.pid}\`.`);
        rmSync(file, { force: true });
      }
    }
    throw new Failure('Another start of Klaster has just begun here.');
  }

  release(): void {
    const holder = this.read(supervisorFile);
    if (holder?.pid === process.pid) rmSync(join(this.folder, supervisorFile), { force: true });
  }

  record(name: string, pid: number, stopSignal: NodeJS.Signals): void {
    const identity = identifyProcess(pid);
    if (identity) writeFileSync(join(this.folder, name + suffix), JSON.stringify({ pid, identity, stopSignal } satisfies Entry));
  }

  forget(name: string): void {
    rmSync(join(this.folder, name + suffix), { force: true });
  }

  /** Ends what a killed supervisor left running: gently first, by force after five seconds. Answers with the names. */
  async clearOrphans(): Promise<string[]> {
    const files = readdirSync(this.folder).filter((file) => file.endsWith(suffix) && file !== supervisorFile);
    const ended = await Promise.all(
      files.map(async (file) => {
        const entry = this.read(file);
        const alive = entry !== undefined && isAlive(entry);
        if (alive) await end(entry);
        rmSync(join(this.folder, file), { force: true });
        return alive ? [file.slice(0, -suffix.length)] : [];
      }),
    );
    return ended.flat();
  }

  private read(file: string): Entry | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as Entry;
    } catch {
      return undefined;
    }
  }
}

const isAlive = ({ pid, identity }: Entry) => identifyProcess(pid) === identity;

async function end(entry: Entry): Promise<void> {
  signal(entry.pid, entry.stopSignal);
  // A stopped process would never see the signal before it.
  signal(entry.pid, 'SIGCONT');
  if (await isGoneWithin(entry, gentleMs)) return;
  signal(-entry.pid, 'SIGKILL');
  await isGoneWithin(entry, gentleMs);
}

async function isGoneWithin(entry: Entry, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (isAlive(entry)) {
    if (Date.now() > deadline) return false;
    await pause(pollMs);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone in the meantime, which is what was wanted.
  }
}
