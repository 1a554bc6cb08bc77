import { castSecretBallot as contract, NotFound, refuse, type RequestOf, TokenInvalid } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { verifyToken } from '@klaster/voting';
import { matterLock, Matters } from '../matters/matters.js';
import { faultOfBallot } from './secret-ballot.js';

/** Nothing here knows who casts: the token alone says that somebody may. */
@Handles(contract)
export class CastSecretBallot {
  constructor(private readonly matters: Matters) {}

  async handle({ clusterId, matterId, token, signature, choice }: RequestOf<typeof contract>, { work, now }: Call) {
    const matter = await this.matters.find(work, matterId);
    if (!matter) return refuse(NotFound);
    const refusal = faultOfBallot(matter, choice, now);
    if (refusal) return refusal;
    if (!(await verifyToken(matter.tallyKey!, matterId, { token, signature }))) return refuse(TokenInvalid);
    // Beside other voters, never beside the closing: the database takes no ballot of a vote that closed before.
    work.lock(matterLock(matterId), 'shared');
    work.write({
      text: 'INSERT INTO secret_ballot (matter_id, cluster_id, token, choice) VALUES ($1, $2, $3, $4) ON CONFLICT (matter_id, token) DO UPDATE SET choice = excluded.choice',
      values: [matterId, clusterId, token, JSON.stringify(choice)],
    });
    return { matterId, token };
  }
}
