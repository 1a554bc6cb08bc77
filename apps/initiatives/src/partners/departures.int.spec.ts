import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bringIdea, formInitiative, joinInitiative, leaveInitiative, listPartners, MemberExcluded, MemberLeft, readInitiative, readPartner,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { admitAll, run } from '../testing/running.js';
import { SharedInitiative } from '../testing/shared-initiative.js';

/** Members that go for good are partners no more, in a service with two replicas. */
describe('a member that has gone', () => {
  let bed: Testbed;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const goes = async (event: 'left' | 'excluded', memberIds: readonly string[], cluster = clusterId): Promise<string> => {
    const endedAt = bed.clock.now();
    for (const memberId of memberIds) {
      const gone = { memberId, partyId: newId(), clusterId: cluster, endedAt };
      const happening = event === 'left' ? MemberLeft.of(gone) : MemberExcluded.of({ ...gone, matterId: newId() });
      await bed.tell('membership', { clusterId: cluster, subject: memberId, version: 2, happenings: [happening] });
    }
    await bed.settle();
    return endedAt;
  };
  const toldOf = (initiativeId: string) =>
    bed.rows<{ version: number; data: object }>(`SELECT subject_version AS version, envelope::jsonb -> 'data' AS data FROM initiatives.journal WHERE subject = $1 AND type LIKE '%.partner.left.%' ORDER BY 1`, [initiativeId]);

  it('is a partner of nothing any more that is not over; what it is called stays', async () => {
    const [goer, stayer] = (await admitAll(bed, clusterId, 2)) as [Member, Member];
    const running = await run(clusterId, [goer, stayer]);
    const { id: initiativeId } = await stayer.person.get(bringIdea, { clusterId, title: 'Sad', summary: 'Wspólny', novelty: 'Stare odmiany' });
    const forming = { clusterId, initiativeId };
    await stayer.person.get(formInitiative, forming);
    await goer.person.get(joinInitiative, forming);
    const candidacy = await run(clusterId, [stayer, ...(await admitAll(bed, clusterId, 1))]);
    expect(await goer.person.get(joinInitiative, candidacy)).toMatchObject({ state: 'candidate' });
    const over = await run(clusterId, [goer, stayer]);
    await bed.rows(`UPDATE initiatives.initiative SET state = 'abandoned', reason = 'Deszcz', ended_at = now() WHERE id = $1`, [over.initiativeId]);
    const { version } = await stayer.person.get(readInitiative, running);
    const at = await goes('left', [goer.memberId]);
    const seen = (here: typeof running) => stayer.person.get(readPartner, { ...here, memberId: goer.memberId });
    expect(await seen(running)).toMatchObject({ state: 'left', coordinator: false, name: 'Podmiot', leavesOn: null, leftAt: at });
    expect([(await seen(forming)).state, (await seen(candidacy)).state, (await seen(over)).state]).toEqual(['left', 'withdrawn', 'partner']);
    expect((await stayer.person.get(readInitiative, running)).version).toBe(version + 1);
    expect(await toldOf(running.initiativeId)).toMatchObject([{ version: version + 1, data: { memberId: goer.memberId, was: 'partner', how: 'membership' } }]);
    expect(await toldOf(candidacy.initiativeId)).toMatchObject([{ data: { was: 'candidate', how: 'membership' } }]);
    expect(await toldOf(over.initiativeId)).toEqual([]);
  });

  it('is one of several that go at once, while a last day is waited for and others act', async () => {
    const members = (await admitAll(bed, clusterId, 5)) as [Member, Member, Member, Member, Member];
    const [leaver, excluded, third, ...others] = members;
    const [first, second] = [await run(clusterId, members), await run(clusterId, members)];
    await leaver.person.get(leaveInitiative, { ...first, memberId: leaver.memberId });
    expect(await bed.rows('SELECT FROM initiatives.timer WHERE subject = $1', [first.initiativeId])).toHaveLength(1);
    await Promise.all([
      goes('left', [leaver.memberId, third.memberId]), goes('excluded', [excluded.memberId]),
      ...others.map(({ person, memberId }) => person.call(leaveInitiative, { ...second, memberId })),
    ]);
    for (const here of [first, second]) {
      const partners = (await others[0]!.person.get(listPartners, here)).items;
      expect(partners.map(({ state }) => state)).toEqual(['left', 'left', 'left', ...others.map(() => (here === second ? 'leaving' : 'partner'))]);
      const told = await toldOf(here.initiativeId);
      expect(told.map(({ data }) => (data as { memberId: string }).memberId).toSorted()).toEqual([leaver, excluded, third].map(({ memberId }) => memberId).toSorted());
    }
    expect(await bed.rows('SELECT FROM initiatives.timer WHERE subject = $1', [first.initiativeId])).toEqual([]);
  });

  it('is told of twice and has gone once', async () => {
    const [goer, stayer] = (await admitAll(bed, clusterId, 2)) as [Member, Member];
    const here = await run(clusterId, [goer, stayer]);
    await goes('left', [goer.memberId]);
    await bed.tell('membership', { clusterId, subject: goer.memberId, version: 3, happenings: [MemberLeft.of({ memberId: goer.memberId, partyId: newId(), clusterId, endedAt: bed.clock.now() })] });
    await bed.settle();
    expect(await toldOf(here.initiativeId)).toHaveLength(1);
    expect(await bed.rows('SELECT FROM initiatives.parked_event')).toEqual([]);
  });

  it('is a partner no more of initiatives at home elsewhere either', async () => {
    const shared = await SharedInitiative.of(bed);
    await shared.run();
    const { anna, bartek } = shared.seats;
    await goes('left', [bartek.memberId], shared.guest);
    expect(await shared.get(anna, readPartner, { memberId: bartek.memberId })).toMatchObject({ state: 'left', homeClusterId: shared.guest });
    expect((await shared.told()).filter(({ type }) => type === 'initiatives.partner.left.v1')).toMatchObject([{ cluster_id: shared.home }]);
  });
});
