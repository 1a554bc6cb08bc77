import {
  bringIdea, ClusterCreated, formInitiative, inviteCluster, joinInitiative, type Operation, proposeAgreement, type Refusal, type ReplyOf, signAgreement, startInitiative,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { sampleCluster, type Testbed } from '@klaster/testing';
import { decideAtTable } from './decisions.js';
import { admit, type Member } from './members.js';

/** A member at the table of its cluster. */
export interface Seat extends Member {
  readonly clusterId: string;
}

/** An initiative that is forming at home, and two clusters besides, as membership tells of them. The guest is invited by `accept`; the third is a stranger. */
export class SharedInitiative {
  readonly home = newId();
  readonly guest = newId();
  readonly third = newId();
  initiativeId = '';

  private constructor(
    private readonly bed: Testbed,
    /** Of the home, of the guest twice, and of the third. */
    readonly seats: Record<'anna' | 'bartek' | 'dorota' | 'celina', Seat>,
  ) {}

  static async of(bed: Testbed): Promise<SharedInitiative> {
    const shared = new SharedInitiative(bed, {} as SharedInitiative['seats']);
    const { home, guest, third, seats } = shared;
    await Promise.all([shared.found(home, 'Dom'), shared.found(guest, 'Gość'), shared.found(third, 'Trzeci')]);
    [seats.anna, seats.bartek, seats.dorota, seats.celina] = await Promise.all([shared.sit(home), shared.sit(guest), shared.sit(guest), shared.sit(third)]);
    await bed.settle();
    shared.initiativeId = await shared.bring('Aleja');
    return shared;
  }

  async sit(clusterId: string): Promise<Seat> {
    return { ...(await admit(this.bed, clusterId)), clusterId };
  }

  /** Another initiative of the home, forming, by its member. */
  async bring(title: string): Promise<string> {
    const { person, clusterId } = this.seats.anna;
    const { id: initiativeId } = await person.get(bringIdea, { clusterId, title, summary: 'Drzewa', novelty: 'Razem' });
    await person.get(formInitiative, { clusterId, initiativeId });
    return initiativeId;
  }

  /** Somebody acts on the initiative under the path of its own cluster. */
  call<O extends Operation>({ person, clusterId }: Seat, operation: O, more: object = {}): Promise<ReplyOf<O> | Refusal> {
    return person.call(operation, { clusterId, initiativeId: this.initiativeId, ...more } as never);
  }

  /** The same, insisting on the reply. */
  get<O extends Operation>({ person, clusterId }: Seat, operation: O, more: object = {}): Promise<ReplyOf<O>> {
    return person.get(operation, { clusterId, initiativeId: this.initiativeId, ...more } as never);
  }

  decide(clusterId: string, effect: 'initiative-acceptance' | 'initiative-departure', outcome: 'adopted' | 'rejected' | 'no-quorum' = 'adopted', initiativeId = this.initiativeId): Promise<string> {
    return decideAtTable(this.bed, clusterId, { effect, initiativeId }, outcome);
  }

  /** The guest takes part: it was invited, and both tables have accepted. */
  async accept(): Promise<void> {
    await this.get(this.seats.anna, inviteCluster, { invitedClusterId: this.guest });
    await this.decide(this.home, 'initiative-acceptance');
    await this.decide(this.guest, 'initiative-acceptance');
    await this.bed.settle();
  }

  /** It runs with a partner of each cluster. */
  async run(): Promise<void> {
    const { anna, bartek } = this.seats;
    await this.accept();
    await this.get(bartek, joinInitiative);
    const { number, sha256 } = await this.get(bartek, proposeAgreement, { text: 'Razem.' });
    for (const seat of [anna, bartek]) await this.get(seat, signAgreement, { number, sha256 });
    await this.get(bartek, startInitiative);
  }

  /** What was told of a subject, in the order of its versions. */
  told(subject = this.initiativeId): Promise<{ type: string; cluster_id: string; subject_version: number }[]> {
    return this.bed.rows('SELECT type, cluster_id, subject_version FROM initiatives.journal WHERE subject = $1 ORDER BY subject_version', [subject]);
  }

  private async found(clusterId: string, name: string): Promise<void> {
    const { rules } = sampleCluster({ id: clusterId, createdAt: this.bed.clock.now() });
    await this.bed.tell('membership', { clusterId, subject: clusterId, happenings: [ClusterCreated.of({ clusterId, name, charterNumber: 1, rules })] });
  }
}
