import { type Database, parkedSubjects } from '@klaster/persistence';

/** Which subjects of a source have parked events: their later events wait behind them. */
export class Parked {
  private subjects = new Set<string>();

  /** @param database the courier's: it reads across clusters */
  constructor(
    private readonly database: Database,
    private readonly source: string,
  ) {}

  get size(): number {
    return this.subjects.size;
  }

  holds(subject: string): boolean {
    return this.subjects.size > 0 && this.subjects.has(subject);
  }

  add(subject: string): void {
    this.subjects.add(subject);
  }

  async refresh(): Promise<void> {
    const now = new Date().toISOString();
    this.subjects = await this.database.within({ service: 'inbox', requestId: 'parked', now }, (work) => parkedSubjects(work, this.source));
  }
}
