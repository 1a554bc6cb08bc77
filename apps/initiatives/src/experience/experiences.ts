import type { Experience } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** What the whole federation finds: novelties and lessons. */
@Injectable()
export class Experiences {
  /** Lets it be found, with the name of the cluster as it is called now. */
  async publish(_work: Work, _experience: Omit<Experience, 'clusterName'>): Promise<void> {
    await Promise.resolve();
  }
}
