import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest, Version } from '../core/values.js';

export const roleNames = ['animator', 'secretary'] as const;
export const RoleName = z.enum(roleNames);
export type RoleName = z.output<typeof RoleName>;

export const Role = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    memberId: Id,
    role: RoleName.meta({ description: 'The animator schedules assemblies, opens and closes matters; the secretary keeps the minutes; neither has a second vote' }),
    since: Instant,
    until: Instant,
    matterId: Id.nullable().meta({ description: 'The election; null for one that was taken while the cluster was founded' }),
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Role', description: 'A duty at the table, held for a term' });
export type Role = z.output<typeof Role>;

export const RoleElected = problem({
  slug: 'role-is-elected',
  status: 409,
  title: { en: 'The table elects to this role', pl: 'Na tę funkcję wybiera stół' },
  detail: {
    en: 'It is taken without an election only in a cluster where nobody holds it or ever held it. Put an election on the table.',
    pl: 'Bez wyborów można ją objąć tylko w klastrze, w którym nikt jej nie pełni ani nie pełnił. Wnieś wybory pod obrady.',
  },
});
export const RoleOver = problem({
  slug: 'role-over',
  status: 409,
  title: { en: 'This term is over', pl: 'Ta kadencja już się skończyła' },
  detail: { en: 'It ended {endedAt}.', pl: 'Skończyła się {endedAt}.' },
});

const base = '/v1/clusters/{clusterId}/roles' as const;

export const takeRole = operation({
  name: 'membership.roles.take',
  summary: 'The acting member takes a role for three months in a cluster that has had nobody in it; otherwise the table elects',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: Id, role: RoleName }),
  reply: Role,
  problems: [RoleElected],
});

export const listRoles = operation({
  name: 'membership.roles.list',
  summary: 'Who holds which role; with the term "any" also who held it before',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, term: z.enum(['current', 'any']).default('current'), ...pageRequest }),
  reply: page(Role),
});

export const readRole = operation({
  name: 'membership.roles.get',
  summary: 'One role, held or past',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{roleId}` },
  request: z.strictObject({ clusterId: Id, roleId: Id }),
  reply: Role,
});

export const resignRole = operation({
  name: 'membership.roles.resign',
  summary: 'The holder of a role gives it up',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'DELETE', path: `${base}/{roleId}` },
  request: z.strictObject({ clusterId: Id, roleId: Id }),
  reply: Role,
  problems: [RoleOver],
});

const told = { roleId: Id, clusterId: Id, memberId: Id, role: RoleName };

export const RoleGiven = event({
  name: 'membership.role.given',
  version: 1,
  summary: 'A member holds a role for a term',
  data: z.strictObject({ ...told, since: Instant, until: Instant, matterId: Id.nullable() }),
});
export const RoleEnded = event({
  name: 'membership.role.ended',
  version: 1,
  summary: 'A term is over, or its holder gave it up',
  data: z.strictObject({ ...told, endedAt: Instant }),
});
