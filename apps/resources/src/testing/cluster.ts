import { type CharterRules, ClusterCreated, ClusterRulesChanged, IdeaBrought, InitiativeForming, InitiativeStarted, MandateGranted, type MandateScope, MemberAdmitted, PartnerJoined } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, sampleCluster, type Testbed } from '@klaster/testing';

/** A member and somebody who acts for it. */
export interface Side {
  readonly person: Caller;
  readonly memberId: string;
  readonly partyId: string;
}

export interface Admitted {
  /** null for a natural person. */
  readonly partyName?: string | null;
  /** Who acts for it; somebody new when left out. */
  readonly person?: Caller;
  readonly scopes?: MandateScope[];
}

export interface Told {
  /** The first of them brings it and coordinates. */
  readonly partners: readonly Side[];
  readonly title?: string;
  readonly state?: 'idea' | 'forming' | 'running';
}

/** A cluster as membership and initiatives tell of it. They answer their clients as soon as this is committed. */
export class Cluster {
  private rules = sampleCluster({ id: this.id, createdAt: this.bed.clock.now() }).rules;
  private version = 0;

  constructor(
    private readonly bed: Testbed,
    readonly id = newId(),
  ) {}

  /** It was made. Not needed where only its members matter. */
  async make(rules: Partial<CharterRules> = {}, name = 'Nasz klaster'): Promise<void> {
    this.rules = { ...this.rules, ...rules };
    await this.tell(ClusterCreated.of({ clusterId: this.id, name, charterNumber: 1, rules: this.rules }));
  }

  /** Its charter says something else now. */
  async changeRules(rules: Partial<CharterRules>): Promise<void> {
    this.rules = { ...this.rules, ...rules };
    await this.tell(ClusterRulesChanged.of({ clusterId: this.id, charterNumber: this.version + 1, rules: this.rules }));
  }

  async admit({ partyName = 'Podmiot', person = this.bed.person(), scopes = ['represent', 'contribute', 'read'] }: Admitted = {}): Promise<Side> {
    const [partyId, memberId, mandateId] = [newId(), newId(), newId()];
    const now = this.bed.clock.now();
    await this.bed.tell('membership', { subject: partyId, happenings: [MandateGranted.of({ mandateId, partyId, accountId: person.accountId, scopes, validFrom: now, validUntil: null })] });
    await this.bed.tell('membership', {
      clusterId: this.id, subject: memberId,
      happenings: [MemberAdmitted.of({ memberId, clusterId: this.id, partyId, partyName, partyKind: partyName === null ? 'person' : 'organization', sphere: 'social', seatId: newId(), admittedAt: now })],
    });
    return { person, memberId, partyId };
  }

  /** An initiative of members; it runs unless another state is asked for. Answers its id. */
  async initiative({ partners, title = 'Wspólny ogród', state = 'running' }: Told): Promise<string> {
    const [initiativeId, joinedAt] = [newId(), this.bed.clock.now()];
    const told = { initiativeId, clusterId: this.id };
    const joined = partners.map(({ memberId }, place) => PartnerJoined.of({ ...told, memberId, homeClusterId: this.id, coordinator: place === 0, joinedAt }));
    const forming = state === 'idea' ? [] : [InitiativeForming.of(told)];
    const started = state === 'running' ? [InitiativeStarted.of({ ...told, agreementVersion: 1, startedAt: joinedAt })] : [];
    await this.bed.tell('initiatives', { clusterId: this.id, subject: initiativeId, happenings: [IdeaBrought.of({ ...told, title, broughtBy: partners[0]!.memberId }), ...joined, ...forming, ...started] });
    return initiativeId;
  }

  /** An initiative that was forming starts. */
  async start(initiativeId: string, version: number): Promise<void> {
    const happenings = [InitiativeStarted.of({ initiativeId, clusterId: this.id, agreementVersion: 1, startedAt: this.bed.clock.now() })];
    await this.bed.tell('initiatives', { clusterId: this.id, subject: initiativeId, version, happenings });
  }

  private async tell(happening: Parameters<Testbed['tell']>[1]['happenings'][number]): Promise<void> {
    this.version += 1;
    await this.bed.tell('membership', { clusterId: this.id, subject: this.id, version: this.version, happenings: [happening] });
  }
}
