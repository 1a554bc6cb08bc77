import { NotFound, refuse } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { listPage, type PageAsked, type PageQuery } from '@klaster/service-kit';
import type { Matters } from './matters.js';

/** A page of what belongs to a matter (`$1` of its condition); refused where there is no such matter. */
export async function listOfMatter(matters: Matters, work: Work, request: Pick<PageAsked, 'limit' | 'cursor'> & { readonly matterId: string }, query: Omit<PageQuery, 'values'>) {
  const [matter, page] = await Promise.all([matters.find(work, request.matterId), listPage(work, request, { ...query, values: [request.matterId] })]);
  return matter ? page : refuse(NotFound);
}
