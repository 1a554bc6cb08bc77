import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Job, Outcome } from './job.ts';

/** A process that sends load, one job after the other. */
export class Generator {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(join(import.meta.dirname, 'main.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  run(job: Job): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const failed = (code: number | null) => reject(new Error(`the load generator ended with ${code}`));
      this.child.once('exit', failed);
      this.child.once('message', (outcome) => {
        this.child.off('exit', failed);
        resolve(outcome as Outcome);
      });
      this.child.send(job);
    });
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}
