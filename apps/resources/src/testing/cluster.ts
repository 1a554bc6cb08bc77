import {
  type CharterRules, ClusterCreated, ClusterRulesChanged, type Happening, IdeaBrought, IdeaChanged, InitiativeAbandoned, InitiativeClosed, InitiativeClosing, InitiativeClusterDecided, InitiativeClusterLeft, InitiativeForming,
  InitiativeStarted, MandateGranted, type MandateScope, MemberAdmitted, MemberLeft, PartnerJoined, PartnerLeft,
} from '@klaster/contracts';
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
  /** How often something has happened to each of its initiatives. */
  private readonly steps = new Map<string, number>();

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
    await this.happen(initiativeId, IdeaBrought.of({ ...told, title, broughtBy: partners[0]!.memberId }), ...joined, ...forming, ...started);
    return initiativeId;
  }

  /** An initiative that was forming starts. */
  start(initiativeId: string): Promise<void> {
    return this.happen(initiativeId, InitiativeStarted.of({ initiativeId, clusterId: this.id, agreementVersion: 1, startedAt: this.bed.clock.now() }));
  }

  rename(initiativeId: string, title: string): Promise<void> {
    return this.happen(initiativeId, IdeaChanged.of({ initiativeId, clusterId: this.id, title, changedBy: newId() }));
  }

  /** The work of an initiative is done. */
  beginClosing(initiativeId: string): Promise<void> {
    return this.happen(initiativeId, InitiativeClosing.of({ initiativeId, clusterId: this.id, closingAt: this.bed.clock.now() }));
  }

  /** One that was closing is closed. */
  close(initiativeId: string): Promise<void> {
    return this.happen(initiativeId, InitiativeClosed.of({ initiativeId, clusterId: this.id, settlements: 0, benefits: 2, lessons: 1, closedAt: this.bed.clock.now() }));
  }

  abandon(initiativeId: string, by: Side): Promise<void> {
    return this.happen(initiativeId, InitiativeAbandoned.of({ initiativeId, clusterId: this.id, was: 'running', abandonedBy: by.memberId, abandonedAt: this.bed.clock.now() }));
  }

  /** A member becomes a partner, of this cluster or of one that takes part. */
  join(initiativeId: string, { memberId }: Side, homeClusterId = this.id): Promise<void> {
    return this.happen(initiativeId, PartnerJoined.of({ initiativeId, clusterId: this.id, memberId, homeClusterId, coordinator: false, joinedAt: this.bed.clock.now() }));
  }

  /** A partner leaves an initiative and stays a member. */
  part(initiativeId: string, { memberId }: Side): Promise<void> {
    return this.happen(initiativeId, PartnerLeft.of({ initiativeId, clusterId: this.id, memberId, was: 'partner', how: 'notice', leftAt: this.bed.clock.now() }));
  }

  /** The table of a cluster decides about an initiative of this one. */
  decide(initiativeId: string, guest: Cluster, how: 'accepted' | 'declined' | 'leaving' = 'accepted'): Promise<void> {
    const decided = { initiativeId, clusterId: this.id, invitedClusterId: guest.id, how, state: 'running', matterId: newId(), decidedAt: this.bed.clock.now() } as const;
    return this.happen(initiativeId, InitiativeClusterDecided.of(decided));
  }

  /** A cluster takes part in an initiative of this one no longer. */
  bidFarewell(initiativeId: string, guest: Cluster): Promise<void> {
    return this.happen(initiativeId, InitiativeClusterLeft.of({ initiativeId, clusterId: this.id, invitedClusterId: guest.id, leftAt: this.bed.clock.now() }));
  }

  /** A member leaves the cluster. */
  async leave({ memberId, partyId }: Side): Promise<void> {
    await this.bed.tell('membership', { clusterId: this.id, subject: memberId, version: 2, happenings: [MemberLeft.of({ memberId, partyId, clusterId: this.id, endedAt: this.bed.clock.now() })] });
  }

  private async happen(initiativeId: string, ...happenings: readonly Happening[]): Promise<void> {
    const before = this.steps.get(initiativeId) ?? 0;
    this.steps.set(initiativeId, before + happenings.length);
    await this.bed.tell('initiatives', { clusterId: this.id, subject: initiativeId, version: before + 1, happenings });
  }

  private async tell(happening: Parameters<Testbed['tell']>[1]['happenings'][number]): Promise<void> {
    this.version += 1;
    await this.bed.tell('membership', { clusterId: this.id, subject: this.id, version: this.version, happenings: [happening] });
  }
}
