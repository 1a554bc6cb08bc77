import { type BenefitStatement, NotFound, readBenefitStatement as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { shownStatement } from './benefits.js';

@Handles(contract)
export class ReadBenefitStatement {
  async handle({ initiativeId, memberId }: RequestOf<typeof contract>, { work }: Call) {
    const [statement] = await work.query<BenefitStatement>(`SELECT ${shownStatement} FROM benefit_statement WHERE initiative_id = $1 AND member_id = $2`, [initiativeId, memberId]);
    return statement ?? refuse(NotFound);
  }
}
