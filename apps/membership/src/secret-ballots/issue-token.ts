import { createHash } from 'node:crypto';
import { BallotTokenIssued, issueToken as contract, NotFound, refuse, type RequestOf, TokenInvalid } from '@klaster/contracts';
import { VersionConflict, type Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { blindSignNatively } from '@klaster/voting/native';
import { isRepresented } from '../delegations/is-represented.js';
import { matterLock, Matters } from '../matters/matters.js';
import { faultOfRequest, type TokenRecord } from './secret-ballot.js';

@Handles(contract)
export class IssueToken {
  constructor(private readonly matters: Matters) {}

  async handle({ clusterId, matterId, blinded, seat }: RequestOf<typeof contract>, { work, member, now, accountId }: Call) {
    const asked = [this.matters.find(work, matterId), privateKeyOf(work, matterId)] as const;
    const acting = await member;
    const memberId = seat ?? acting.memberId;
    const [matter, privateKey, record] = await Promise.all([...asked, recordOf(work, matterId, memberId, acting.memberId)]);
    if (!matter) return refuse(NotFound);
    const blindedSha256 = createHash('sha256').update(blinded).digest('hex');
    const refusal = faultOfRequest(matter, record, blindedSha256, now);
    if (refusal) return refusal;
    if (privateKey === undefined) throw new VersionConflict('voting has just opened or closed');
    const blindSignature = blindSignNatively(privateKey, blinded);
    if (blindSignature === undefined) return refuse(TokenInvalid);
    const { id, version, blindedSha256: signed } = record!;
    if (signed === null) {
      work.lock(matterLock(matterId), 'shared');
      work.write({
        text: `UPDATE ballot SET version = version + 1, blinded_sha256 = $3, cast_by = $4, account_id = $5, mandate_id = $6, cast_at = $7
          WHERE matter_id = $1 AND member_id = $2 AND blinded_sha256 IS NULL`,
        values: [matterId, memberId, blindedSha256, acting.memberId, accountId, acting.mandateId, now],
        expectOne: true,
      });
      work.tell(id, version, [BallotTokenIssued.of({ matterId, clusterId, memberId, issuedTo: acting.memberId })]);
    }
    return { matterId, memberId, blindSignature };
  }
}

async function privateKeyOf(work: Work, matterId: string): Promise<string | undefined> {
  const [key] = await work.query<{ privateKey: string }>('SELECT private_key AS "privateKey" FROM tally_key WHERE matter_id = $1', [matterId]);
  return key?.privateKey;
}

async function recordOf(work: Work, matterId: string, seat: string, actingMember: string): Promise<TokenRecord | undefined> {
  const [record] = await work.query<TokenRecord>(
    `SELECT b.id, b.version, b.blinded_sha256 AS "blindedSha256", $2::uuid = $3::uuid OR ${isRepresented('b.member_id', '$3', 'b.matter_id')} AS represented
       FROM ballot b WHERE b.matter_id = $1 AND b.member_id = $2`,
    [matterId, seat, actingMember],
  );
  return record;
}
