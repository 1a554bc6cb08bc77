import type { Work } from '@klaster/persistence';
import type { HomeFinder } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';

/** Where the initiatives are in which a cluster takes part, or took part, or is asked to, and that are not its own. What it has declined it sees no more. */
@Injectable()
export class InitiativeHomes implements HomeFinder {
  async find(work: Work, { initiativeId }: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    return typeof initiativeId === 'string' ? (await this.elsewhere(work)).get(initiativeId) : undefined;
  }

  /** The home of each initiative elsewhere, for the cluster that is entered. */
  elsewhere(work: Work): Promise<ReadonlyMap<string, string>> {
    return work.recall('initiatives elsewhere', () => this.askElsewhere(work));
  }

  /** The same, not from memory: for what changes the directory in the same work. */
  async askElsewhere(work: Work): Promise<ReadonlyMap<string, string>> {
    const rows = await work.query<{ id: string; home: string }>(
      `SELECT initiative_id AS id, cluster_id AS home FROM initiative_cluster WHERE invited_cluster_id = (SELECT current_cluster()) AND cluster_id <> invited_cluster_id AND state <> 'declined'`,
    );
    return new Map(rows.map(({ id, home }) => [id, home]));
  }
}
