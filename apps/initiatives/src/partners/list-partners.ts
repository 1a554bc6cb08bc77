import { listPartners as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownPartner } from './partners.js';

@Handles(contract)
export class ListPartners {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, request.initiativeId),
      listPage(work, request, {
        select: shownPartner,
        from: 'initiative_partner',
        where: 'initiative_id = $1',
        values: [request.initiativeId],
        // The order is the place; the page turns by a uuid, so the place is written as one.
        key: `lpad(to_hex(place), 32, '0')::uuid`,
        order: 'ascending',
      }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
