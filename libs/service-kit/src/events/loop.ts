export interface LoopOptions {
  /** Milliseconds after which it acts by itself. */
  readonly every: number;
  /** Milliseconds that it waits after being woken, so that more can gather. */
  readonly patience: number;
  readonly act: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Does something again and again, one at a time: when woken, and by itself after a while. Errors make it try later. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private dueMs = Infinity;
  private running: Promise<void> | undefined;
  /** Milliseconds that it may wait afterwards, where it was woken while it acted. */
  private wokenMeanwhile: number | undefined;
  private stopped = true;

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Acts soon, within so many milliseconds; when it is just acting, once more afterwards. */
  wake(patience: number = this.options.patience): void {
    if (this.running) this.wokenMeanwhile = Math.min(patience, this.wokenMeanwhile ?? patience);
    else this.schedule(patience);
  }

  /** Waits for what is being done and does nothing more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    const due = Date.now() + delayMs;
    if (due >= this.dueMs) return;
    clearTimeout(this.timer);
    this.dueMs = due;
    this.timer = setTimeout(() => this.run(), delayMs);
  }

  private run(): void {
    this.dueMs = Infinity;
    this.wokenMeanwhile = undefined;
    const failed = (error: unknown) => {
      this.wokenMeanwhile = undefined;
      this.options.onError(error);
    };
    this.running = this.options.act().catch(failed).finally(() => {
      this.running = undefined;
      this.schedule(this.wokenMeanwhile ?? this.options.every);
    });
  }
}
