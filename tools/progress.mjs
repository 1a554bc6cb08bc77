/**
 * Calm progress on a terminal: one line that says what is done now and for how long, replaced by a lasting line
 * when it is finished. Without a terminal (CI, a pipe) only lasting lines and a sign of life now and then.
 * Plain JavaScript, because tools/run.mjs uses it before the project's own Node is installed.
 */

const frameMs = 200;
const signOfLifeMs = 15_000;

/** @param {number} ms */
export function formatSeconds(ms) {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** @param {string} text @param {number} columns */
export function fitLine(text, columns) {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}

export class Progress {
  /** @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} output */
  constructor(output = process.stdout) {
    this.output = output;
    this.current = '';
    this.startedAt = 0;
    this.lastSignAt = 0;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
  }

  /** Says what is being done now. @param {string} text */
  doing(text) {
    this.current = text;
    this.startedAt = Date.now();
    this.lastSignAt = this.startedAt;
    this.timer ??= setInterval(() => this.tick(), frameMs);
    // The line must never be what keeps a process alive.
    this.timer.unref();
    this.tick();
  }

  /** Leaves a line that says what has been done. @param {string} text @param {number} [tookMs] */
  done(text, tookMs) {
    this.line(`✓ ${text}${tookMs === undefined ? '' : `  ${formatSeconds(tookMs)}`}`);
  }

  /** Leaves a line as it is. @param {string} text */
  line(text) {
    this.wipe();
    this.output.write(`${text}\n`);
  }

  /** Nothing is being done any more. */
  rest() {
    this.wipe();
    clearInterval(this.timer);
    this.timer = undefined;
    this.current = '';
  }

  tick() {
    const elapsedMs = Date.now() - this.startedAt;
    if (this.output.isTTY) {
      const text = `… ${this.current}${elapsedMs < 1000 ? '' : `  ${Math.floor(elapsedMs / 1000)} s`}`;
      this.output.write(`\r\u001b[2K${fitLine(text, (this.output.columns ?? 80) - 1)}`);
    } else if (Date.now() - this.lastSignAt >= signOfLifeMs) {
      this.lastSignAt = Date.now();
      this.output.write(`… ${this.current}  ${Math.floor(elapsedMs / 1000)} s\n`);
    }
  }

  wipe() {
    if (this.output.isTTY) this.output.write('\r\u001b[2K');
  }
}
