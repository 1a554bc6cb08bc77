import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, ResourceKind } from '../core/values.js';

export const CategoryCode = z.string().regex(/^[a-z][a-z0-9-]{0,49}$/).meta({ description: 'Code of a category' });

export const Category = z
  .strictObject({
    code: CategoryCode,
    kind: ResourceKind,
    name: z.strictObject({ pl: z.string(), en: z.string() }),
    units: z.array(z.string()).meta({ description: 'Allowed units; empty for money' }),
    broader: z.string().nullable().meta({ description: 'For a category of a cluster’s own: the one of the federation that it is a case of' }),
    clusterId: Id.nullable().meta({ description: 'The cluster whose own category it is; null for those of the federation' }),
  })
  .meta({ id: 'Category', description: 'A category of a resource, with its allowed units' });
export type Category = z.output<typeof Category>;

export const CategoryTaken = problem({
  slug: 'category-taken',
  status: 409,
  title: { en: 'There is such a category already', pl: 'Taka kategoria już istnieje' },
  detail: { en: 'Use it, or choose another code.', pl: 'Użyj jej albo wybierz inny kod.' },
});
export const CategoryUnfit = problem({
  slug: 'category-unfit',
  status: 422,
  title: { en: 'The category cannot be kept like this', pl: 'Kategorii nie można tak zapisać' },
  detail: {
    en: 'It needs at least one unit of /v1/units (none for money), and broader must name a category of the same kind of the federation.',
    pl: 'Potrzebuje co najmniej jednej jednostki z /v1/units (dla pieniędzy żadnej), a broader musi wskazywać kategorię federacji tego samego rodzaju.',
  },
});
export const TooManyCategories = problem({
  slug: 'too-many-categories',
  status: 409,
  title: { en: 'This cluster has enough categories of its own', pl: 'Ten klaster ma już dość własnych kategorii' },
  detail: { en: '200 at most: use one that exists.', pl: 'Najwyżej 200: użyj istniejącej.' },
});

const own = '/v1/clusters/{clusterId}/categories' as const;

export const listCategories = operation({
  name: 'resources.categories.list',
  summary: 'The federation’s categories of resources under the four kinds',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/categories' },
  request: z.strictObject({ kind: ResourceKind.optional(), ...pageRequest }),
  reply: page(Category),
});

export const addCategory = operation({
  name: 'resources.own-categories.add',
  summary: 'A member adds a category that its cluster needs',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: own, location: `${own}/{code}` },
  request: z.strictObject({
    clusterId: Id,
    code: CategoryCode,
    kind: ResourceKind,
    name: z.strictObject({ pl: line(80), en: line(80) }),
    units: z.array(z.string().max(20)).max(10).default([]),
    broader: CategoryCode.optional(),
  }),
  reply: Category,
  problems: [CategoryTaken, CategoryUnfit, TooManyCategories],
});

export const listOwnCategories = operation({
  name: 'resources.own-categories.list',
  summary: 'All categories that a cluster can use: the federation’s, then its own',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: own },
  request: z.strictObject({ clusterId: Id, kind: ResourceKind.optional(), ...pageRequest }),
  reply: page(Category),
});

export const readOwnCategory = operation({
  name: 'resources.own-categories.get',
  summary: 'One category that a cluster can use',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${own}/{code}` },
  request: z.strictObject({ clusterId: Id, code: CategoryCode }),
  reply: Category,
});

export const CategoryAdded = event({
  name: 'resources.category.added',
  version: 1,
  summary: 'A cluster has a category of its own',
  data: z.strictObject({
    categoryId: Id, clusterId: Id, code: z.string(), kind: ResourceKind, name: z.strictObject({ pl: z.string(), en: z.string() }),
    units: z.array(z.string()), broader: z.string().nullable(), addedBy: Id, addedAt: Instant,
  }),
});
