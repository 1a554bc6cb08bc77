import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Agreements, type VersionInForce } from '../agreements/agreements.js';
import { type Partner } from '../partners/partner.js';
import { Partners } from '../partners/partners.js';
import type { Initiative } from './initiative.js';
import { Initiatives } from './initiatives.js';

/** An initiative with what its version counts. */
export interface Known {
  readonly version: number;
  readonly initiative: Initiative;
  /** All that ever were. */
  readonly partners: readonly Partner[];
  /** All versions of the agreement that are or were in force, oldest first. */
  readonly versions: readonly VersionInForce[];
}

/**
 * Initiatives as they are remembered from one request to the next, for the many things that are written into them while
 * their partnership stays as it is. Whoever relies on one commits only where it has the same version still.
 */
@Injectable()
export class KnownInitiatives {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
  ) {}

  find(work: Work, id: string): Promise<Known | undefined> {
    return work.recallVersion(`initiative ${id}`, () => this.ask(work, id), (version) => ({ text: 'SELECT FROM initiative WHERE id = $1 AND version = $2', values: [id, version] }));
  }

  private async ask(work: Work, id: string): Promise<Known | undefined> {
    const [initiative, partners, versions] = await Promise.all([this.initiatives.find(work, id), this.partners.everybody(work, id), this.agreements.inForce(work, id)]);
    return initiative && { version: initiative.version, initiative, partners, versions };
  }
}
