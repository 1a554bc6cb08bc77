import { listAssemblies as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

const shown = `id, version, cluster_id AS "clusterId", title, state, instant(starts_at) AS "startsAt", instant(ends_at) AS "endsAt", place, link, agenda,
  scheduled_by AS "scheduledBy", instant(opened_at) AS "openedAt", instant(closed_at) AS "closedAt", instant(minutes_approved_at) AS "minutesApprovedAt"`;

@Handles(contract)
export class ListAssemblies {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: shown,
      from: 'assembly',
      where: 'cluster_id = $1 AND ($2::text IS NULL OR state = $2)',
      values: [request.clusterId, request.state ?? null],
      key: 'id',
      order: 'descending',
    });
  }
}
