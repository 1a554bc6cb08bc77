import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listResourceObligations, readContribution, readPledge } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { granted, type Seat, sharedInitiative } from '../testing/shared.js';

/** What is open in initiatives of other clusters when a member leaves its own. */
describe('a member that leaves, and has promised something to an initiative of another cluster', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const openFor = async ({ clusterId, memberId }: Seat) => {
    const membership = await bed.process('membership');
    const { items } = granted(await membership.call(listResourceObligations, { clusterId, memberId }, { requestId: newId(), timeoutMs: 5_000 }));
    return items.map(({ kind, id, owes, path }) => [kind, id, owes, path]);
  };

  it('has it listed under its own path, with what is open at home', async () => {
    const { ania, bartek, beata, shared } = await sharedInitiative(bed);
    const [given, pledge, toBeata] = [granted(await shared.record(bartek)), granted(await shared.promise(bartek)), granted(await shared.promise(bartek, { receiver: { memberId: beata.memberId } }))];
    granted(await shared.accept(ania, pledge));
    granted(await shared.accept(beata, toBeata));
    const base = `/v1/clusters/${bartek.clusterId}`;
    expect(await openFor(bartek)).toEqual([
      ['pledge', toBeata.id, true, `${base}/pledges/${toBeata.id}`], ['contribution-to-be-confirmed', given.id, false, `${base}/contributions/${given.id}`], ['pledge', pledge.id, true, `${base}/pledges/${pledge.id}`],
    ]);
    expect(await openFor(ania)).toEqual([]);
    expect(await bartek.person.get(readContribution, { clusterId: bartek.clusterId, contributionId: given.id })).toMatchObject({ id: given.id });
  });

  it('promises it no longer when it has gone, and nobody else of either cluster is touched', async () => {
    const { home, guest, third, ania, bartek, beata, celina, shared } = await sharedInitiative(bed);
    const other = await third.initiative({ partners: [celina] });
    await third.decide(other, guest);
    await bed.settle();
    const need = granted(await shared.raise(ania));
    const [first, second, third1, ofAnia, ofBeata] = [
      granted(await shared.promise(bartek, { needId: need.id })), granted(await shared.promise(bartek)), granted(await shared.promise(bartek, { receiver: { initiativeId: other } })), granted(await shared.promise(ania)),
      granted(await shared.promise(beata)),
    ];
    granted(await shared.accept(ania, first));
    granted(await shared.accept(celina, third1));
    await guest.leave(bartek);
    await bed.settle();
    const state = async (seat: Seat, { id: pledgeId }: { readonly id: string }) => (await seat.person.get(readPledge, { clusterId: seat.clusterId, pledgeId })).state;
    expect(await Promise.all([state(ania, first), state(ania, second), state(celina, third1), state(ania, ofAnia), state(beata, ofBeata)])).toEqual(['cancelled', 'cancelled', 'cancelled', 'proposed', 'proposed']);
    expect(await bed.rows('SELECT state, promised::int FROM resources.need WHERE id = $1', [need.id])).toEqual([{ state: 'open', promised: 0 }]);
    const told = await bed.rows(`SELECT DISTINCT cluster_id, envelope::json -> 'data' ->> 'by' AS by FROM resources.journal WHERE type = 'resources.pledge.ended.v2' AND subject = ANY ($1)`, [[first.id, second.id]]);
    expect(told).toEqual([{ cluster_id: home.id, by: 'departure' }]);
    expect(await bed.rows('SELECT type, reason FROM resources.parked_event')).toEqual([]);
  });
});
