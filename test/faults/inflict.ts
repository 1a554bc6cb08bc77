import { closeSync, existsSync, globSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform, Target } from '../../tools/platform.ts';
import type { Fault } from './schedule.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const patienceMs = 60_000;

/** Does to the platform what the schedule says. Answers what was really done. */
export class Inflictor {
  /** Stopped processes that are to go on later. */
  readonly background: Promise<unknown>[] = [];
  private readonly platform: Platform;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  async inflict(fault: Fault): Promise<string> {
    if (fault.what === 'kill') return this.kill(fault.target, fault.replica);
    if (fault.what === 'stop') return this.stop(fault.target, fault.replica, fault.forMs);
    if (fault.what === 'wipe') return this.wipe();
    return this.flip(fault.where, fault.bit);
  }

  /** One that is just not there (it fell a moment ago) is killed as soon as it is. */
  private async kill(target: Target, replica: number): Promise<string> {
    await this.signal(target, replica, 'SIGKILL');
    return 'killed';
  }

  private async stop(target: Target, replica: number, forMs: number): Promise<string> {
    await this.signal(target, replica, 'SIGSTOP');
    // Others go on falling meanwhile. If it was killed and started anew, going on means nothing to it.
    this.background.push(pause(forMs).then(() => this.platform.kill(target, replica, 'SIGCONT')));
    return 'stopped';
  }

  private async wipe(): Promise<string> {
    await this.platform.takeDown('nats', 1, 'SIGKILL');
    rmSync(this.platform.natsStore, { recursive: true, force: true });
    mkdirSync(this.platform.natsStore, { recursive: true });
    await this.platform.bringUp('nats');
    return 'wiped';
  }

  /** Under the running server, which is then killed, so that it reads what it finds. */
  private async flip(where: number, bit: number): Promise<string> {
    const found = await this.largestBlock();
    if (!found) return 'there was no block file';
    const { file, size } = found;
    const place = Math.floor(where * size);
    const handle = openSync(file, 'r+');
    try {
      const byte = Buffer.alloc(1);
      readSync(handle, byte, 0, 1, place);
      byte[0] = byte[0]! ^ (1 << bit);
      writeSync(handle, byte, 0, 1, place);
    } finally {
      closeSync(handle);
    }
    await this.signal('nats', 1, 'SIGKILL');
    return `bit ${bit} of byte ${place} of ${size} in ${file.slice(this.platform.natsStore.length + 1)}, then killed`;
  }

  private async largestBlock(): Promise<{ file: string; size: number } | undefined> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const files = globSync('**/*.blk', { cwd: this.platform.natsStore }).map((name) => join(this.platform.natsStore, name)).filter((file) => existsSync(file));
      const [largest] = files.map((file) => ({ file, size: statSync(file).size })).sort((a, b) => b.size - a.size);
      if (largest && largest.size > 0) return largest;
      await pause(100);
    }
    return undefined;
  }

  private async signal(target: Target, replica: number, signal: NodeJS.Signals): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!this.platform.kill(target, replica, signal)) {
      if (Date.now() > until) throw new Error(`${target} ${replica} did not come back to be given ${signal}`);
      await pause(20);
    }
  }
}
