import { listNeedMatches, listOfferMatches, makeOffer, type Match, type Need, type Offer, raiseNeed, type RequestInputOf } from '@klaster/contracts';
import { eventually, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from './cluster.js';

type Offered = Partial<Omit<RequestInputOf<typeof makeOffer>, 'clusterId'>>;
type Needed = Partial<Omit<RequestInputOf<typeof raiseNeed>, 'clusterId'>>;

/** A member at a table of its own. */
export interface Stand extends Side {
  readonly cluster: Cluster;
  readonly clusterId: string;
}

/** Two clusters that offer and need, with two replicas of the service. */
export class Market {
  private constructor(
    readonly bed: Testbed,
    readonly gdynia: Stand,
    readonly sopot: Stand,
  ) {}

  static async open(): Promise<Market> {
    const bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    const market = new Market(bed, await standAt(bed, 'Klaster gdyński'), await standAt(bed, 'Klaster sopocki'));
    await bed.settle();
    return market;
  }

  stand(name: string, partyName?: string | null): Promise<Stand> {
    return standAt(this.bed, name, partyName);
  }

  offer({ person, clusterId }: Stand, offered: Offered = {}): Promise<Offer> {
    return person.get(makeOffer, { clusterId, category: 'hall', title: 'Sala gimnastyczna', municipality: 'Gdynia', visibility: 'federation', publish: true, ...offered });
  }

  need({ person, clusterId }: Stand, needed: Needed = {}): Promise<Need> {
    return person.get(raiseNeed, { clusterId, category: 'hall', title: 'Szukamy salę do ćwiczeń', quantity: { value: '4', unit: 'h' }, municipality: 'GDYNIA', visibility: 'federation', ...needed });
  }

  async forNeed({ person, clusterId }: Stand, { id }: Need, dismissed?: 'with'): Promise<Match[]> {
    return (await person.get(listNeedMatches, { clusterId, needId: id, dismissed })).items;
  }

  async forOffer({ person, clusterId }: Stand, { id }: Offer, dismissed?: 'with'): Promise<Match[]> {
    return (await person.get(listOfferMatches, { clusterId, offerId: id, dismissed })).items;
  }

  /** Comes back when nothing is looked for any more. */
  async sought(): Promise<void> {
    await eventually(async () => ((await this.bed.rows(`SELECT FROM resources.timer WHERE name LIKE 'matches-%'`)).length === 0 ? true : undefined), () => 'matches are still looked for');
  }

  /** Who was told of a match, as it stands in the journal. */
  async told(needId: string, offerId: string): Promise<string[]> {
    await this.sought();
    const rows = await this.bed.rows<{ side: string; cluster_id: string }>(
      `SELECT data ->> 'side' AS side, cluster_id FROM resources.journal, LATERAL (SELECT envelope::jsonb -> 'data' AS data) AS told
        WHERE type = 'resources.match.found.v1' AND data ->> 'needId' = $1 AND data ->> 'offerId' = $2`,
      [needId, offerId],
    );
    const names = new Map([[this.gdynia.clusterId, 'gdynia'], [this.sopot.clusterId, 'sopot']]);
    return rows.map(({ side, cluster_id }) => `${side} in ${names.get(cluster_id)}`).toSorted();
  }
}

const standAt = async (bed: Testbed, name: string, partyName: string | null = `Fundacja ${name}`): Promise<Stand> => {
  const cluster = new Cluster(bed);
  await cluster.make({}, name);
  return { cluster, clusterId: cluster.id, ...(await cluster.admit({ partyName })) };
};

export const withOffer = (items: readonly Match[], { id }: Offer): Match | undefined => items.find(({ offerId }) => offerId === id);
export const withNeed = (items: readonly Match[], { id }: Need): Match | undefined => items.find(({ needId }) => needId === id);
