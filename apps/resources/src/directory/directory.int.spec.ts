import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClusterChanged, ClusterChangedV1, ClusterCreatedV1, raiseNeed } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

/** What resources knows of clusters and initiatives, from what their services tell. */
describe('the directory of resources', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources);
  });

  afterAll(() => bed.stop());

  const known = async (clusterId: string) => {
    await bed.settle();
    return bed.rows('SELECT name, confirmation_days AS days FROM resources.directory_cluster WHERE cluster_id = $1', [clusterId]);
  };
  const tell = (clusterId: string, version: number, ...happenings: Parameters<Testbed['tell']>[1]['happenings']) => bed.tell('membership', { clusterId, subject: clusterId, version, happenings });

  it('follows what a cluster is called and how long silence takes, each by itself', async () => {
    const cluster = new Cluster(bed);
    await cluster.make({ confirmationDays: 21 }, 'Zielony Staw');
    expect(await known(cluster.id)).toEqual([{ name: 'Zielony Staw', days: 21 }]);
    await cluster.changeRules({ confirmationDays: 7 });
    expect(await known(cluster.id)).toEqual([{ name: 'Zielony Staw', days: 7 }]);
    await tell(cluster.id, 3, ClusterChanged.of({ clusterId: cluster.id, name: 'Modry Staw' }));
    expect(await known(cluster.id)).toEqual([{ name: 'Modry Staw', days: 7 }]);
  });

  it('knows them as they were told first, too', async () => {
    const clusterId = newId();
    await tell(clusterId, 1, ClusterCreatedV1.of({ clusterId, name: 'Stary Młyn', admissionRule: 'open', confirmationWindowDays: 10 }), ClusterChangedV1.of({ clusterId, name: 'Nowy Młyn', confirmationWindowDays: 12 }));
    expect(await known(clusterId)).toEqual([{ name: 'Nowy Młyn', days: 12 }]);
  });

  it('keeps what it hears of a cluster whose beginning it has not heard', async () => {
    const [named, ruled] = [newId(), new Cluster(bed)];
    await tell(named, 1, ClusterChanged.of({ clusterId: named, name: 'Modry Staw' }));
    await ruled.changeRules({ confirmationDays: 30 });
    expect(await known(named)).toEqual([{ name: 'Modry Staw', days: null }]);
    expect(await known(ruled.id)).toEqual([{ name: null, days: 30 }]);
  });

  it('knows initiatives by their titles and how far they have come', async () => {
    const cluster = new Cluster(bed);
    const partners = [await cluster.admit(), await cluster.admit()];
    const ids = [await cluster.initiative({ partners, title: 'Ogród', state: 'idea' }), await cluster.initiative({ partners, title: 'Ogród' })];
    await bed.settle();
    expect(await bed.rows('SELECT title, state FROM resources.directory_initiative WHERE id = ANY ($1) ORDER BY id', [ids])).toEqual([{ title: 'Ogród', state: 'idea' }, { title: 'Ogród', state: 'running' }]);
  });

  it('follows initiatives to their end, whatever they are called meanwhile', async () => {
    const cluster = new Cluster(bed);
    const partner = await cluster.admit();
    const [closed, abandoned] = [await cluster.initiative({ partners: [partner] }), await cluster.initiative({ partners: [partner] })];
    const state = async (id: string) => {
      await bed.settle();
      return (await bed.rows('SELECT title, state FROM resources.directory_initiative WHERE id = $1', [id]))[0];
    };
    await cluster.rename(closed, 'Łąka');
    await cluster.beginClosing(closed);
    expect(await state(closed)).toEqual({ title: 'Łąka', state: 'closing' });
    await cluster.close(closed);
    await cluster.abandon(abandoned, partner);
    expect([await state(closed), await state(abandoned)]).toEqual([{ title: 'Łąka', state: 'closed' }, { title: 'Wspólny ogród', state: 'abandoned' }]);
  });

  it('knows who speaks for an initiative: partners who have joined and not left, at whichever table they sit', async () => {
    const [home, guest] = [new Cluster(bed), new Cluster(bed)];
    const [ania, adam, bartek] = [await home.admit(), await home.admit(), await guest.admit()];
    const initiativeId = await home.initiative({ partners: [ania, adam] });
    const speaks = async ({ person }: Side) => {
      await bed.settle();
      return !('refused' in (await person.call(raiseNeed, { clusterId: home.id, initiativeId, category: 'driving', title: 'Kierowca', quantity: { value: '1', unit: 'h' } })));
    };
    expect(await speaks(adam)).toBe(true);
    await home.part(initiativeId, adam);
    expect([await speaks(adam), await speaks(ania)]).toEqual([false, true]);
    await home.join(initiativeId, adam);
    await home.join(initiativeId, bartek, guest.id);
    expect(await speaks(adam)).toBe(true);
    expect(await bed.rows('SELECT member_id FROM resources.directory_partner WHERE home_cluster_id = $1', [guest.id])).toEqual([{ member_id: bartek.memberId }]);
  });

  it('knows which clusters take part: those that have accepted and not left, and no home', async () => {
    const [home, guest, other] = [new Cluster(bed), new Cluster(bed), new Cluster(bed)];
    const initiativeId = await home.initiative({ partners: [await home.admit()] });
    const guests = async () => {
      await bed.settle();
      return bed.rows('SELECT guest_cluster_id AS id, state FROM resources.directory_guest WHERE initiative_id = $1', [initiativeId]);
    };
    await home.decide(initiativeId, home);
    await home.decide(initiativeId, other, 'declined');
    expect(await guests()).toEqual([]);
    await home.decide(initiativeId, guest);
    expect(await guests()).toEqual([{ id: guest.id, state: 'accepted' }]);
    await home.decide(initiativeId, guest, 'leaving');
    await home.bidFarewell(initiativeId, guest);
    expect(await guests()).toEqual([{ id: guest.id, state: 'left' }]);
    await home.decide(initiativeId, guest);
    expect(await guests()).toEqual([{ id: guest.id, state: 'accepted' }]);
    expect(await bed.rows('SELECT type, reason FROM resources.parked_event')).toEqual([]);
  });
});
