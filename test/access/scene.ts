import { randomUUID } from 'node:crypto';
import { fillPath, type Operation, pathFields } from '@klaster/contracts';
import { patientRules } from '../world/round-table.ts';
import { granted, type Json, Person, type World } from '../world/world.ts';
import { InitiativeThings } from './initiative-things.ts';
import { MembershipThings, type Prepared, type Sides } from './membership-things.ts';
import { ResourceThings } from './resource-things.ts';
import { WorkThings } from './work-things.ts';

/** In the order in which they try: who is refused everything first. */
export const callers = ['nobody', 'stranger', 'neighbour', 'reader', 'operator', 'member'] as const;
export type CallerName = (typeof callers)[number];

/** Real things of cluster A, and people who stand in different ways to them. */
export interface Scene {
  readonly world: World;
  readonly people: Readonly<Record<CallerName, Person>>;
  readonly cluster: Json;
  /** Makes what an operation needs, fresh for each try: fields of its path, and its body. */
  readonly prepare: (operation: Operation) => Promise<Prepared>;
}

export async function meet(world: World): Promise<Scene> {
  const [stranger, neighbour, member, other, third] = await Promise.all(['Stranger', 'Neighbour', 'Member', 'Other', 'Third'].map((name) => world.person(name))) as [Person, Person, Person, Person, Person];
  const [cluster, elsewhere] = [await world.cluster('Klaster A', { charter: { rules: { ...patientRules, delegationsPerHolder: 10 } } }), await world.cluster('Klaster B')];
  const memberId = await world.join(member, cluster, 'Podmiot członka');
  const otherId = await world.join(other, cluster, 'Podmiot drugi');
  await world.join(third, cluster, 'Podmiot trzeci');
  await world.join(neighbour, elsewhere, 'Podmiot sąsiada');
  const { token } = granted(await member.post('/v1/me/tokens', { name: 'reader', scopes: ['read'] }));
  const reader = new Person({ name: 'Reader', gatewayUrl: world.gatewayUrl, accountId: member.accountId, token });
  await world.settle();
  const people = { nobody: world.nobody(), stranger, neighbour, reader, operator: world.operator, member };
  const things = new Things(world, cluster, { member, other, third, memberId, otherId });
  return { world, people, cluster, prepare: (operation) => things.prepare(operation) };
}

/** How a caller fares with an operation: `200`, or `403 forbidden`. */
export async function tryAs({ people, prepare }: Scene, caller: CallerName, operation: Operation): Promise<string> {
  const { method, path } = operation.http!;
  const { path: fields, body = {}, query = {}, file } = await prepare(operation);
  const address = `${fillPath(path, fields)}${Object.keys(query).length > 0 ? `?${String(new URLSearchParams(query))}` : ''}`;
  const changes = method === 'PATCH' || method === 'PUT';
  const answer = file
    ? await people[caller].sendFile(address, file)
    : await people[caller].send(method, address, method === 'GET' || method === 'DELETE' ? undefined : body, changes ? { 'if-match': `"${fields['version'] ?? 1}"` } : {});
  return answer.status < 300 ? String(answer.status) : `${answer.status} ${String(answer.body.type).split('/').at(-1)}`;
}

/** Makes things of cluster A as they must be for an operation to be granted to the right caller. */
class Things {
  private readonly world: World;
  private readonly base: string;
  private readonly cluster: Json;
  private readonly sides: Sides;
  private readonly membership: MembershipThings;
  private readonly resources: ResourceThings;
  private readonly initiatives: InitiativeThings;
  private readonly work: WorkThings;

  constructor(world: World, cluster: Json, sides: Sides) {
    this.world = world;
    this.cluster = cluster;
    this.base = `/v1/clusters/${cluster.id}`;
    this.sides = sides;
    this.membership = new MembershipThings(world, cluster.id, sides);
    this.resources = new ResourceThings(world, cluster.id, sides);
    this.initiatives = new InitiativeThings(world, cluster.id, sides);
    this.work = new WorkThings(world, cluster.id, sides);
  }

  async prepare({ name, http }: Operation): Promise<Prepared> {
    const prepared = this.membership.prepare(name) ?? this.resources.prepare(name) ?? this.initiatives.prepare(name) ?? this.work.prepare(name);
    if (prepared) return prepared;
    const needed = pathFields(http!.path);
    const path: Record<string, string> = { clusterId: this.cluster.id, memberId: this.sides.memberId, subject: randomUUID(), number: '1' };
    if (needed.includes('contributionId')) path['contributionId'] = await this.contribution(name === 'resources.contributions.reverse' ? this.sides.member : this.sides.other);
    if (needed.includes('partyId') || name === 'membership.members.declare') path['partyId'] = await this.party(path);
    if (needed.includes('tokenId')) path['tokenId'] = granted(await this.sides.member.post('/v1/me/tokens', { name: 'thing' })).id;
    if (name === 'membership.members.admit') Object.assign(path, await this.declared());
    if (name === 'membership.clusters.change') path['version'] = String(granted(await this.world.operator.get(this.base)).version);
    return { path, body: this.bodyOf(name, path) };
  }

  private bodyOf(name: string, path: Record<string, string>): Json {
    const bodies: Record<string, Json> = {
      'identity.accounts.create': { email: `${randomUUID()}@example.org`, password: 'bardzo tajne hasło 42', name: 'Ktoś' },
      'identity.tokens.create': { name: 'próba' },
      'membership.clusters.create': { name: `Klaster ${randomUUID()}`, purpose: 'Próba', municipality: 'Łódź' },
      'membership.clusters.change': { purpose: 'Inaczej' },
      'membership.parties.register': { kind: 'group', sphere: 'social', name: 'Grupa', municipality: 'Łódź' },
      'membership.parties.change': { municipality: 'Zgierz' },
      'membership.members.declare': { partyId: path['partyId'] },
      'membership.members.admit': { acceptsCharter: true },
      'initiatives.initiatives.bring': { title: 'Pomysł', summary: 'Razem', novelty: 'Nowe' },
      'resources.contributions.record': { receiver: { memberId: this.sides.otherId }, category: 'tutoring', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' },
      'resources.contributions.reverse': { reason: 'Pomyłka' },
    };
    return bodies[name] ?? {};
  }

  /** A contribution between the two members, recorded by one of them. */
  private async contribution(by: Person): Promise<string> {
    const { memberId, otherId } = this.sides;
    return granted(await by.post(`${this.base}/contributions`, { giver: memberId, receiver: { memberId: otherId }, category: 'tutoring', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' })).id;
  }

  private async party(path: Record<string, string>): Promise<string> {
    const { id, version } = granted(await this.sides.member.post('/v1/parties', { kind: 'group', sphere: 'social', name: 'Grupa', municipality: 'Łódź' }));
    path['version'] = String(version);
    return id;
  }

  /** A membership of the member's party that waits to be admitted; in a new cluster, because in cluster A the member acts for one party. */
  private async declared(): Promise<{ clusterId: string; memberId: string }> {
    const [cluster, partyId] = [await this.world.cluster('Klaster C'), await this.party({})];
    return { clusterId: cluster.id, memberId: granted(await this.sides.member.post(`/v1/clusters/${cluster.id}/members`, { partyId })).id };
  }
}
