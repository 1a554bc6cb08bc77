import { admitMember, type Cluster, createCluster, declareReadiness, type Member, type Party, readMember, registerParty, type RequestInputOf } from '@klaster/contracts';
import type { RunningService } from '@klaster/service-kit';
import { type Caller, eventually, Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';

type Rules = NonNullable<NonNullable<RequestInputOf<typeof createCluster>['charter']>['rules']>;

/** A party, somebody who represents it, and its membership in a cluster. */
export interface Seated {
  readonly person: Caller;
  readonly party: Party;
  readonly member: Member;
}

/** Membership with several replicas, and people who make clusters and join them. */
export class Ground {
  private count = 0;

  private constructor(
    readonly bed: Testbed,
    readonly operator: Caller,
    private replicas: readonly RunningService[],
  ) {}

  static async start(): Promise<Ground> {
    const bed = await Testbed.start();
    return new Ground(bed, bed.person({ operator: true }), await bed.serve(membership, { replicas: 2 }));
  }

  stop(): Promise<void> {
    return this.bed.stop();
  }

  /** All replicas are stopped while `act` runs, and started anew behind it. */
  async whileDown(act: () => void): Promise<void> {
    await Promise.all(this.replicas.map((replica) => this.bed.end(replica)));
    act();
    this.replicas = await this.bed.serve(membership, { replicas: 2 });
  }

  cluster(rules: Rules = {}): Promise<Cluster> {
    return this.operator.get(createCluster, { name: `Stół ${(this.count += 1)}`, purpose: 'Razem', municipality: 'Łódź', charter: { rules } });
  }

  async declared({ id: clusterId }: Cluster, name = `Podmiot ${(this.count += 1)}`, person = this.bed.person()): Promise<Seated> {
    const party = await person.get(registerParty, { kind: 'organization', sphere: 'social', name, municipality: 'Łódź' });
    return { person, party, member: await person.get(declareReadiness, { clusterId, partyId: party.id }) };
  }

  /** Declares and accepts the charter: what follows is the cluster's rule. */
  async joined(cluster: Cluster, name?: string, person?: Caller): Promise<Seated> {
    const declared = await this.declared(cluster, name, person);
    return { ...declared, member: await declared.person.get(admitMember, { clusterId: cluster.id, memberId: declared.member.id, acceptsCharter: true }) };
  }

  /** Several that sit at the table; the first comes while it is empty, so that it sits there under every rule. */
  async table(count: number, rules: Rules = {}): Promise<{ readonly cluster: Cluster; readonly seated: readonly Seated[] }> {
    const cluster = await this.cluster(rules);
    const seated: Seated[] = [];
    for (let place = 0; place < count; place += 1) seated.push(await this.joined(cluster));
    return { cluster, seated };
  }

  /** Comes back when a membership is in a state. */
  async until({ person, member }: Seated, state: Member['state']): Promise<Member> {
    const { clusterId, id: memberId } = member;
    let last: Member['state'] | undefined;
    return eventually(async () => {
      const now = await person.get(readMember, { clusterId, memberId });
      last = now.state;
      return now.state === state ? now : undefined;
    }, () => `the member is ${last}, not ${state}`);
  }

  /** Comes back when an event of a type was told of a subject. */
  async untilTold(type: string, subject: string): Promise<void> {
    await eventually(async () => ((await this.told(type, subject)) > 0 ? true : undefined), () => `${type} is not told`);
  }

  /** How often events of a type were told of a subject. */
  async told(type: string, subject: string): Promise<number> {
    return (await this.bed.rows('SELECT FROM membership.journal WHERE type = $1 AND subject = $2', [`membership.${type}.v1`, subject])).length;
  }
}
