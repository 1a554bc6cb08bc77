import { listMembers as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownMember } from './members.js';

@Handles(contract)
export class ListMembers {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { clusterId, state, partyKind = null, sphere = null, name = null } = request;
    const wanted = ['m.cluster_id = $1', '($2::text IS NULL OR m.party_kind = $2)', '($3::text IS NULL OR m.sphere = $3)', '($4::text IS NULL OR strpos(fold(m.party_name), fold($4)) > 0)'];
    return listPage(work, request, {
      select: shownMember,
      from: 'member m',
      // A text of its own with a state: it has an index of its own, without which few of many would be long looked for.
      where: [...wanted, ...(state === undefined ? [] : ['m.state = $5'])].join(' AND '),
      values: [clusterId, partyKind, sphere, name, ...(state === undefined ? [] : [state])],
      key: 'm.id',
      order: 'ascending',
      sorts: { declaredAt: { column: 'm.declared_at', type: 'instant' }, name: { column: 'm.party_name', type: 'text' } },
    });
  }
}
