import { listParties as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { visibleParties } from './visible-parties.js';

const shown = `p.id, p.version, p.kind, p.sphere, p.name, p.municipality, p.nip, p.regon, p.krs, p.legal_form AS "legalForm", p.register, p.activities,
  p.patron_party_id AS "patronPartyId", instant(p.patron_confirmed_at) AS "patronConfirmedAt", instant(p.created_at) AS "createdAt"`;

const sorts = {
  name: { column: 'p.name', type: 'text' },
  createdAt: { column: 'p.created_at', type: 'instant' },
} as const;

@Handles(contract)
export class ListParties {
  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    return listPage(work, request, { select: shown, from: 'party p', ...choice(request, accountId), key: 'p.id', order: 'ascending', sorts });
  }
}

/**
 * Which parties are asked for. What is not asked for is no part of the text, so that each text gets the plan that begins
 * where there is least to read; what finds many shares a part, so that texts are few.
 */
export function choice(request: Omit<RequestOf<typeof contract>, 'limit' | 'sort'>, accountId: string): { readonly where: string; readonly values: readonly unknown[] } {
  const { identifier, name, municipality, kind, sphere, legalForm, activity } = request;
  const values: unknown[] = [accountId];
  const place = (value: unknown) => `$${values.push(value ?? null)}::text`;
  const conditions = [visibleParties];
  if (identifier !== undefined) conditions.push(`${place(identifier)} IN (p.nip, p.regon, p.krs)`);
  // Signs that LIKE reads stand for themselves.
  if (name !== undefined) conditions.push(`p.folded_name LIKE '%' || regexp_replace(fold(${place(name)}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`);
  if (municipality !== undefined) conditions.push(`fold(p.municipality) = fold(${place(municipality)})`);
  if (kind ?? sphere ?? legalForm ?? activity) {
    const chosen = (value: unknown, condition: (wanted: string) => string) => {
      const wanted = place(value);
      conditions.push(`(${wanted} IS NULL OR ${condition(wanted)})`);
    };
    chosen(kind, (wanted) => `p.kind = ${wanted}`);
    chosen(sphere, (wanted) => `p.sphere = ${wanted}`);
    chosen(legalForm, (wanted) => `p.legal_form = ${wanted}`);
    chosen(activity, (wanted) => `${wanted} = ANY (p.activities)`);
  }
  return { where: conditions.join(' AND '), values };
}
