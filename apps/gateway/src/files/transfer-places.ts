/** How many files may be on their way at a time, in all and for one caller: nobody who is slow keeps the others out. */
export class TransferPlaces {
  private readonly held = new Map<string, number>();
  private inAll = 0;

  constructor(
    private readonly most: number,
    private readonly mostPerCaller: number,
  ) {}

  /** Takes a place; answers how to leave it, or undefined where none is free. */
  enter(caller: string): (() => void) | undefined {
    const own = this.held.get(caller) ?? 0;
    if (this.inAll >= this.most || own >= this.mostPerCaller) return undefined;
    this.inAll += 1;
    this.held.set(caller, own + 1);
    let inside = true;
    return () => {
      if (inside) this.leave(caller);
      inside = false;
    };
  }

  private leave(caller: string): void {
    this.inAll -= 1;
    const own = this.held.get(caller)! - 1;
    if (own > 0) this.held.set(caller, own);
    else this.held.delete(caller);
  }
}
