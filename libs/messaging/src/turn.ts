/**
 * Does things at the end of this turn of the event loop, all together: what many of them send over one connection then
 * leaves in one write to the socket, and writes are what a busy process spends most of its time on.
 */
export class Turn {
  private waiting: (() => void)[] = [];

  /** @param act must not throw */
  atItsEnd(act: () => void): void {
    if (this.waiting.length === 0) setImmediate(() => this.end());
    this.waiting.push(act);
  }

  private end(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const act of waiting) act();
  }
}
