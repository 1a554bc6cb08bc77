import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** What became of one request, as its sender knows it. */
export type Fate = 'invoked' | 'acknowledged' | 'failed' | 'unknown';

/** A line of the history. `unknown`: nobody told whether it was done. */
export interface Note {
  readonly ms: number;
  readonly what: 'record' | 'repeat' | 'confirm' | 'rival' | 'pledge' | 'cancel' | 'pay' | 'ending' | 'fault';
  /** Number of the contribution, or of the fault. */
  readonly number: number;
  readonly fate: Fate;
  readonly attempt?: number;
  readonly status?: number;
  readonly id?: string;
  readonly note?: string;
}

/** Everything that was asked and answered, in order, written down as it happens. */
export class History {
  private readonly file: WriteStream;
  private readonly startedAt = performance.now();

  constructor(path: string) {
    this.file = createWriteStream(path);
  }

  add(note: Omit<Note, 'ms'>): void {
    this.file.write(`${JSON.stringify({ ms: Math.round(performance.now() - this.startedAt), ...note })}\n`);
  }

  async close(): Promise<void> {
    this.file.end();
    await finished(this.file);
  }
}
