import type { Choice } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Matter } from '../matters/matter.js';

/** What a secret vote needs when it opens and when it closes. `work` is held, and the cluster is entered. */
@Injectable()
export class SecretVote {
  /** Makes the keys of the vote. Answers the public one, for `tallyKey`; the private one is kept until it closes. */
  async open(_work: Work, _matterId: string): Promise<string> {
    throw new Error('not built');
  }

  /**
   * Ends the vote: the private key goes, and the ballots are written anew without a trace of when they came.
   * Answers them in the order in which they are published; the caller holds the matter alone.
   */
  async close(_work: Work, _matter: Matter): Promise<readonly { readonly token: string; readonly choice: Choice }[]> {
    throw new Error('not built');
  }
}
