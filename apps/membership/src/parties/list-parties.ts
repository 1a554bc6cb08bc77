import { listParties as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { visibleParties } from './visible-parties.js';

const shown = `p.id, p.version, p.kind, p.sphere, p.name, p.municipality, p.nip, p.regon, p.krs, p.legal_form AS "legalForm", p.register, p.activities,
  p.patron_party_id AS "patronPartyId", instant(p.patron_confirmed_at) AS "patronConfirmedAt", instant(p.created_at) AS "createdAt"`;

const sorts = {
  name: { column: 'p.name', type: 'text' },
  createdAt: { column: 'p.created_at', type: 'instant' },
} as const;

/** What finds few has an index, and is part of the text only where it is asked for: each text gets the plan that uses it. */
const finders = {
  identifier: (place: string) => `${place} IN (p.nip, p.regon, p.krs)`,
  // % and _ of the name stand for themselves.
  name: (place: string) => `p.folded_name LIKE '%' || regexp_replace(fold(${place}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`,
  municipality: (place: string) => `fold(p.municipality) = fold(${place})`,
};

@Handles(contract)
export class ListParties {
  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    const { kind = null, sphere = null, legalForm = null, activity = null } = request;
    const values: unknown[] = [accountId, kind, sphere, legalForm, activity];
    const found = (Object.keys(finders) as (keyof typeof finders)[]).filter((field) => request[field] !== undefined);
    const conditions = found.map((field) => finders[field](`$${values.push(request[field])}::text`));
    return listPage(work, request, {
      select: shown,
      from: 'party p',
      where: [
        visibleParties,
        '($2::text IS NULL OR p.kind = $2) AND ($3::text IS NULL OR p.sphere = $3) AND ($4::text IS NULL OR p.legal_form = $4) AND ($5::text IS NULL OR $5 = ANY (p.activities))',
        ...conditions,
      ].join(' AND '),
      values,
      key: 'p.id',
      order: 'ascending',
      sorts,
    });
  }
}
