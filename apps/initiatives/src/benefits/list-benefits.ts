import { listBenefits as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownBenefit } from './benefits.js';

@Handles(contract)
export class ListBenefits {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { initiativeId, state, memberId } = request;
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      listPage(work, request, {
        select: shownBenefit,
        from: 'benefit',
        where: 'initiative_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR member_id = $3)',
        values: [initiativeId, state ?? null, memberId ?? null],
        key: 'id',
        order: 'ascending',
      }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
