import type { Choice } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { createTallyKeys } from '@klaster/voting';
import { Injectable } from '@nestjs/common';
import type { Matter } from '../matters/matter.js';

/** A counted ballot of a secret vote: whose token it is, only its voter knows. */
export interface TalliedBallot {
  readonly token: string;
  readonly choice: Choice;
}

/** What a secret vote needs when it opens and when it closes. `work` is held, and the cluster is entered. */
@Injectable()
export class SecretVote {
  /** Makes the keys of the vote. Answers the public one, for `tallyKey`; the private one is kept until it closes. */
  async open(work: Work, matterId: string): Promise<string> {
    const { publicKey, privateKey } = await createTallyKeys();
    work.write({ text: 'INSERT INTO tally_key (matter_id, cluster_id, private_key) SELECT $1, current_cluster(), $2', values: [matterId, privateKey] });
    return publicKey;
  }

  /**
   * Ends the vote: the private key goes, and the ballots are written anew without a trace of when they came. Answers
   * them in the order in which they are published; the caller holds the matter alone. Fewer than the rules ask for would
   * tell too much: they go without being looked at.
   */
  async close(work: Work, { id, counting }: Matter): Promise<readonly TalliedBallot[]> {
    const [ballots] = await Promise.all([
      work.query<TalliedBallot>(tally, [id, counting!.fewestBallots]),
      work.query('DELETE FROM tally_key WHERE matter_id = $1', [id]),
    ]);
    return ballots;
  }
}

/** A ballot's id is its place in the order of the tokens: voters make the tokens, and none can keep the vote from closing by making one like another. */
const tally = `
WITH taken AS (DELETE FROM secret_ballot WHERE matter_id = $1 RETURNING matter_id, cluster_id, token, choice),
     kept AS (
       INSERT INTO tallied_ballot (matter_id, cluster_id, id, token, choice)
       SELECT matter_id, cluster_id, lpad(to_hex(row_number() OVER by_token), 32, '0')::uuid, token, choice
         FROM taken WHERE (SELECT count(*) FROM taken) >= $2
       WINDOW by_token AS (ORDER BY token COLLATE "C") ORDER BY token COLLATE "C"
       RETURNING id, token, choice)
SELECT token, choice FROM kept ORDER BY id`;
