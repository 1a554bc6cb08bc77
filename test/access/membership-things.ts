import { createBlindedToken } from '@klaster/voting';
import { RoundTable, patientRules } from '../world/round-table.ts';
import { granted, type Json, type Person, type World } from '../world/world.ts';

/** What a try needs: fields of the path, the body, and what stands in the query. */
export interface Prepared {
  readonly path: Record<string, string>;
  readonly body?: Json;
  readonly query?: Record<string, string>;
  /** For an operation that takes a file. */
  readonly file?: Uint8Array;
}

/** Members of cluster A; `member` is the caller that is to be granted most. */
export interface Sides {
  readonly member: Person;
  readonly other: Person;
  readonly third: Person;
  readonly memberId: string;
  readonly otherId: string;
}

const far = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Makes things of membership as they must be for an operation to be granted to the right caller. */
export class MembershipThings {
  private readonly table: RoundTable;
  private readonly makers: Readonly<Record<string, () => Promise<Prepared>>>;
  private readonly world: World;
  private readonly sides: Sides;
  private readonly here: { readonly clusterId: string };

  constructor(world: World, clusterId: string, sides: Sides) {
    this.world = world;
    this.here = { clusterId };
    this.sides = sides;
    this.table = new RoundTable(clusterId);
    this.makers = { ...this.parties(), ...this.members(), ...this.charters(), ...this.matters(), ...this.ballots(), ...this.standing(), ...this.federation(), ...this.assemblies() };
  }

  /** Undefined for operations that need nothing special. */
  prepare(name: string): Promise<Prepared> | undefined {
    return this.makers[name.replace(/^membership\./, '')]?.();
  }

  private readonly parties = () => ({
    'parties.confirm-patronage': async () => {
      const { partyId: patronPartyId } = granted(await this.sides.member.get(`${this.table.base}/members/${this.sides.memberId}`));
      const group = granted(await this.sides.other.post('/v1/parties', { kind: 'group', sphere: 'social', name: 'Grupa', municipality: 'Łódź', patronPartyId }));
      return { path: { partyId: group.id } };
    },
    'mandates.create': async () => ({ path: { partyId: await this.party(this.sides.third) } }),
    'mandates.list': async () => ({ path: { partyId: await this.party(this.sides.member) } }),
    'mandates.get': () => this.requestedMandate(),
    'mandates.accept': () => this.requestedMandate(),
    'mandates.end': () => this.requestedMandate(),
    'clusters.dissolve': async () => ({ path: { clusterId: (await this.world.cluster('Pusty')).id } }),
  });

  private readonly members = () => ({
    'members.decline': async () => {
      const { clusterId, table } = await this.elsewhere();
      const { number } = granted(await this.sides.member.post(`${table.base}/charter/versions`, { text: { pl: 'Za zgodą.' }, rules: { admission: 'consent' } }));
      granted(await this.sides.member.post(`${table.base}/charter/versions/${number}/adoption`));
      const declared = granted(await this.sides.other.post(`${table.base}/members`, { partyId: await this.party(this.sides.other) }));
      granted(await this.sides.other.post(`${table.base}/members/${declared.id}/admission`, { acceptsCharter: true }));
      return { path: { clusterId, memberId: declared.id }, body: { reason: 'Nie znamy się jeszcze.' } };
    },
    'members.retract': async () => {
      const clusterId: string = (await this.world.cluster('Klaster C')).id;
      const declared = granted(await this.sides.member.post(`/v1/clusters/${clusterId}/members`, { partyId: await this.party(this.sides.member) }));
      return { path: { clusterId, memberId: declared.id } };
    },
    'members.depart': async () => ({ path: await this.alone() }),
    'members.suspend': async () => ({ path: await this.alone() }),
    'members.reinstate': async () => {
      const path = await this.alone();
      granted(await this.sides.member.post(`/v1/clusters/${path['clusterId']}/members/${path['memberId']}/suspension`));
      return { path };
    },
    'members.exclude': async () => {
      const { clusterId } = await this.elsewhere();
      return { path: { clusterId, memberId: await this.world.join(this.sides.other, clusterId, 'Drugi') }, body: { reason: 'Powód' } };
    },
    'roles.take': async () => ({ path: { clusterId: (await this.elsewhere()).clusterId }, body: { role: 'secretary' } }),
    'roles.get': () => this.role(),
    'roles.resign': () => this.role(),
  });

  private readonly charters = () => ({
    'charters.propose': async () => ({ path: this.here, body: { text: { pl: 'Karta' } } }),
    'charters.get': async () => ({ path: { ...this.here, number: '1' } }),
    'charters.compare': async () => ({ path: { ...this.here, number: String(granted(await this.sides.member.post(`${this.table.base}/charter/versions`, { text: { pl: 'Inna' } })).number) } }),
    'charters.adopt': async () => {
      const { clusterId, table } = await this.elsewhere();
      return { path: { clusterId, number: String(granted(await this.sides.member.post(`${table.base}/charter/versions`, { text: { pl: 'Nowa' } })).number) } };
    },
    'charters.accept': async () => ({ path: { ...this.here, number: '1' }, body: { sha256: granted(await this.sides.member.get(`${this.table.base}/charter`)).sha256 } }),
    'charters.acceptances': async () => ({ path: { ...this.here, number: '1' } }),
  });

  private readonly matters = () => ({
    'matters.put': async () => ({ path: this.here, body: { title: 'Sprawa', text: 'Treść' } }),
    'matters.get': async () => ({ path: await this.matter() }),
    'matters.deliberate': async () => ({ path: await this.matter() }),
    'matters.open-voting': async () => ({ path: await this.matter('deliberation') }),
    'matters.close-voting': async () => ({ path: await this.matter('voting') }),
    'matters.withdraw': async () => ({ path: await this.matter(), body: { reason: 'Rozmyśliliśmy się.' } }),
    'matters.state': async () => {
      const { clusterId, memberId, table } = await this.elsewhere();
      await this.world.join(this.sides.other, clusterId, 'Drugi');
      const { id } = granted(await this.sides.other.post(`${table.base}/members/${memberId}/exclusion`, { reason: 'Powód' }));
      return { path: { clusterId, matterId: id }, body: { text: 'Wyjaśnienie' } };
    },
    'revisions.add': async () => ({ path: await this.matter(), body: { text: 'Inna treść' } }),
    'revisions.list': async () => ({ path: await this.matter() }),
    'revisions.get': async () => ({ path: { ...(await this.matter()), number: '1' } }),
    'comments.add': async () => ({ path: await this.matter('deliberation'), body: { text: 'Zgadzam się.' } }),
    'comments.list': async () => ({ path: await this.matter('deliberation') }),
    'comments.get': async () => {
      const path = await this.matter('deliberation');
      return { path: { ...path, commentId: granted(await this.sides.other.post(`${this.table.matter(path.matterId)}/comments`, { text: 'Tak.' })).id } };
    },
  });

  private readonly ballots = () => ({
    'ballots.cast': async () => ({ path: await this.matter('voting'), body: { choice: { vote: 'yes' } } }),
    'ballots.get': async () => ({ path: await this.matter('voting') }),
    'ballots.list': async () => ({ path: await this.matter('decided') }),
    'results.get': async () => ({ path: await this.matter('decided') }),
    'electorates.list': async () => ({ path: await this.matter('voting') }),
    'ballot-tokens.issue': async () => {
      const path = await this.matter('voting', { secret: true });
      const { tallyKey } = granted(await this.sides.member.get(this.table.matter(path.matterId)));
      return { path, body: { blinded: (await createBlindedToken(tallyKey, path.matterId)).blinded } };
    },
    'secret-ballots.cast': async () => {
      const path = await this.matter('voting', { secret: true });
      const { token, signature } = await this.table.token(this.sides.other, path.matterId);
      return { path, body: { token, signature, choice: { vote: 'yes' } } };
    },
  });

  private readonly standing = () => ({
    'interests.declare': async () => ({ path: await this.matter('deliberation'), body: { text: 'Jesteśmy sąsiadami.' } }),
    'interests.of-matter': async () => ({ path: await this.matter('deliberation') }),
    'interests.declare-lasting': async () => ({ path: this.here, body: { partnerId: this.sides.otherId, text: 'Wspólny sklep.' } }),
    'interests.get': async () => ({ path: { ...this.here, interestId: granted(await this.sides.member.post(`${this.table.base}/interests`, { partnerId: this.sides.otherId, text: 'Sklep.' })).id } }),
    'delegations.give': async () => ({ path: await this.matter('voting'), body: { to: this.sides.otherId } }),
    'delegations.list': async () => ({ path: await this.matter('voting') }),
    'delegations.get': () => this.delegation(),
    'delegations.end': () => this.delegation(),
    'assembly-delegations.give': async () => ({ path: await this.assembly(), body: { to: this.sides.otherId } }),
    'assembly-delegations.list': async () => ({ path: await this.assembly() }),
    'assembly-delegations.get': () => this.assemblyDelegation(),
    'assembly-delegations.end': () => this.assemblyDelegation(),
  });

  private readonly federation = () => {
    const speaking = this.here;
    return {
      'federation-matters.put': async () => ({ path: {}, body: { ...speaking, title: 'Sprawa', text: 'Treść' } }),
      'federation-matters.get': async () => ({ path: await this.federationMatter() }),
      'federation-matters.deliberate': async () => ({ path: await this.federationMatter(), body: speaking }),
      'federation-matters.open-voting': async () => ({ path: await this.federationMatter('deliberation'), body: speaking }),
      'federation-matters.close-voting': async () => ({ path: await this.federationMatter('voting'), body: speaking }),
      'federation-matters.withdraw': async () => ({ path: await this.federationMatter(), body: { ...speaking, reason: 'Powód' } }),
      'federation-comments.add': async () => ({ path: await this.federationMatter('deliberation'), body: { ...speaking, text: 'Tak.' } }),
      'federation-comments.list': async () => ({ path: await this.federationMatter('deliberation') }),
      'federation-comments.get': async () => {
        const path = await this.federationMatter('deliberation');
        return { path: { ...path, commentId: granted(await this.sides.other.post(`/v1/federation/matters/${path.matterId}/comments`, { ...speaking, text: 'Tak.' })).id } };
      },
      'federation-ballots.cast': async () => {
        const path = await this.federationMatter('deliberation');
        const own = await this.table.put(this.sides.member, { method: 'majority', about: { federationMatterId: path.matterId } });
        await this.table.decide(this.sides.member, own.id, [[this.sides.member, { vote: 'yes' }], [this.sides.other, { vote: 'yes' }]]);
        granted(await this.sides.member.post(`/v1/federation/matters/${path.matterId}/voting`, speaking));
        return { path, body: { ...speaking, decidedBy: own.id } };
      },
      'federation-ballots.get': async () => ({ path: await this.federationMatter('voting'), query: speaking }),
      'federation-ballots.list': async () => ({ path: await this.federationMatter('voting') }),
      'federation-results.get': async () => ({ path: await this.federationMatter('voting') }),
      'federation-electorates.list': async () => ({ path: await this.federationMatter('voting') }),
    };
  };

  private readonly assemblies = () => ({
    'assemblies.schedule': async () => ({ path: this.here, body: assemblyBody() }),
    'assemblies.get': async () => ({ path: await this.assembly() }),
    'assemblies.change': async () => ({ path: await this.assembly(), body: { title: 'Inaczej' } }),
    'assemblies.set-agenda': async () => ({ path: await this.assembly(), body: { agenda: [{ title: 'Powitanie' }] } }),
    'assemblies.cancel': async () => ({ path: await this.assembly() }),
    'assemblies.open': async () => ({ path: await this.assembly() }),
    'assemblies.close': async () => ({ path: await this.assembly('in-session') }),
    'invitations.get': async () => ({ path: await this.assembly() }),
    'attendance.record': async () => ({ path: await this.assembly('in-session') }),
    'attendance.list': async () => ({ path: await this.assembly('in-session') }),
    'attendance.get': async () => {
      const path = await this.assembly('in-session');
      return { path: { ...path, attendanceId: granted(await this.sides.member.post(`${this.table.base}/assemblies/${path.assemblyId}/attendance`)).id } };
    },
    'minutes.get': async () => ({ path: await this.assembly('closed') }),
    'minutes.as-markdown': async () => ({ path: await this.assembly('closed') }),
    'minutes.as-pdf': async () => ({ path: await this.assembly('closed') }),
    'minutes.write': async () => ({ path: await this.assembly('closed'), body: { text: { pl: 'Protokół', en: 'Minutes' } } }),
    'minutes.approve': async () => {
      const path = await this.assembly('closed');
      return { path, body: { sha256: granted(await this.sides.member.get(`${this.table.base}/assemblies/${path.assemblyId}/minutes`)).sha256 } };
    },
  });

  private async party(of: Person): Promise<string> {
    return granted(await of.post('/v1/parties', { kind: 'group', sphere: 'social', name: 'Grupa', municipality: 'Łódź' })).id;
  }

  private async requestedMandate(): Promise<Prepared> {
    const partyId = await this.party(this.sides.member);
    return { path: { partyId, mandateId: granted(await this.sides.other.post(`/v1/parties/${partyId}/mandates`)).id } };
  }

  /** A cluster of its own, at whose table the member sits alone. */
  private async elsewhere(): Promise<{ clusterId: string; memberId: string; table: RoundTable }> {
    const { id: clusterId } = await this.world.cluster('Gdzie indziej', { charter: { rules: patientRules } });
    return { clusterId, memberId: await this.world.join(this.sides.member, clusterId, 'Sam przy stole'), table: new RoundTable(clusterId) };
  }

  private async alone(): Promise<Record<string, string>> {
    const { clusterId, memberId } = await this.elsewhere();
    return { clusterId, memberId };
  }

  private async role(): Promise<Prepared> {
    const { clusterId, table } = await this.elsewhere();
    return { path: { clusterId, roleId: granted(await this.sides.member.post(`${table.base}/roles`, { role: 'animator' })).id } };
  }

  private async matter(state: 'draft' | 'deliberation' | 'voting' | 'decided' = 'draft', fields: object = {}): Promise<{ clusterId: string; matterId: string }> {
    const { member } = this.sides;
    const { id: matterId } = await this.table.put(member, { method: 'majority', ...fields });
    if (state !== 'draft') await this.table.deliberate(member, matterId);
    if (state === 'voting' || state === 'decided') await this.table.openVoting(member, matterId);
    if (state === 'decided') await this.table.close(member, matterId);
    return { ...this.here, matterId };
  }

  private async delegation(): Promise<Prepared> {
    const path = await this.matter('deliberation');
    return { path: { ...path, delegationId: granted(await this.sides.member.post(`${this.table.matter(path.matterId)}/delegations`, { to: this.sides.otherId })).id } };
  }

  private async federationMatter(state: 'draft' | 'deliberation' | 'voting' = 'draft'): Promise<{ matterId: string }> {
    const speaking = this.here;
    const base = '/v1/federation/matters';
    const { id: matterId } = granted(await this.sides.member.post(base, { ...speaking, title: 'Sprawa', text: 'Treść' }));
    if (state !== 'draft') granted(await this.sides.member.post(`${base}/${matterId}/deliberation`, { ...speaking, votingOpensAt: far(10), votingClosesAt: far(20) }));
    if (state === 'voting') granted(await this.sides.member.post(`${base}/${matterId}/voting`, speaking));
    return { matterId };
  }

  private async assembly(state: 'scheduled' | 'in-session' | 'closed' = 'scheduled'): Promise<{ clusterId: string; assemblyId: string; version: string }> {
    const { member, other } = this.sides;
    const base = `${this.table.base}/assemblies`;
    const { id: assemblyId, ...scheduled } = granted(await member.post(base, assemblyBody()));
    let { version } = scheduled;
    if (state !== 'scheduled') ({ version } = granted(await member.post(`${base}/${assemblyId}/opening`)));
    if (state === 'closed') {
      for (const person of [member, other]) granted(await person.post(`${base}/${assemblyId}/attendance`));
      granted(await member.post(`${base}/${assemblyId}/closing`));
      ({ version } = granted(await member.get(`${base}/${assemblyId}/minutes`)));
    }
    return { ...this.here, assemblyId, version: String(version) };
  }

  private async assemblyDelegation(): Promise<Prepared> {
    const path = await this.assembly();
    return { path: { ...path, delegationId: granted(await this.sides.member.post(`${this.table.base}/assemblies/${path.assemblyId}/delegations`, { to: this.sides.otherId })).id } };
  }
}

const assemblyBody = () => ({ title: 'Obrady', startsAt: new Date(Date.now() + 1_800_000).toISOString(), endsAt: new Date(Date.now() + 7_200_000).toISOString(), place: 'Świetlica' });
