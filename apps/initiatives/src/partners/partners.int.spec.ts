import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeIdea, handOverCoordination, joinInitiative, leaveInitiative, listGoals, readInitiative, readPartner, setGoal, signAgreement } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay, daysLater } from '@klaster/service-kit';
import { atOnce, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { admit, type Member } from '../testing/members.js';
import { Partnership } from '../testing/partnership.js';

/** Partners who come and go, in a service with two replicas: notice and its clock, coming again, who coordinates. */
describe('partners', () => {
  let bed: Testbed;
  let members: Member[];
  let one: Member, two: Member, three: Member;
  const clusterId = newId();
  const today = () => civilDay(bed.clock.now());

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    members = await Promise.all(Array.from({ length: 8 }, () => admit(bed, clusterId)));
    [one, two, three] = members as [Member, Member, Member];
    await bed.settle();
  }, 60_000);

  afterAll(() => bed.stop());

  const handOver = (partnership: Partnership, { person }: Member, { memberId }: Member) => person.call(handOverCoordination, { ...partnership.here, memberId });
  const coordinators = async (partnership: Partnership) => (await partnership.partners(one)).filter(({ coordinator }) => coordinator).map(({ memberId }) => memberId);

  it('leave at once while the partnership forms, and come again to their old place', async () => {
    const partnership = await Partnership.forming(clusterId, [one, two, three]);
    expect(await partnership.leave(two, { reason: 'Brak czasu' })).toMatchObject({ state: 'left', leavesOn: null, reason: 'Brak czasu' });
    expect(await partnership.leave(two)).toEqual({ refused: 'partner-gone', parameters: { state: 'left' } });
    expect(await partnership.states(one)).toEqual(['partner', 'left', 'partner']);
    expect(await two.person.get(joinInitiative, partnership.here)).toMatchObject({ state: 'partner', reason: null, leftAt: null });
    expect((await partnership.partners(one)).map(({ memberId }) => memberId)).toEqual([one, two, three].map(({ memberId }) => memberId));
    expect(await bed.rows(`SELECT FROM initiatives.journal WHERE subject = $1 AND envelope LIKE '%Brak czasu%'`, [partnership.initiativeId])).toEqual([]);
  });

  it('leave what runs with the notice of the agreement, and have left when its last day is over, whatever the others do', async () => {
    const partnership = await Partnership.running(clusterId, [one, two, three], { leaving: { noticeDays: 2 } });
    const left = await partnership.leave(two, { reason: 'Przeprowadzka' });
    expect(left).toMatchObject({ state: 'leaving', leavesOn: daysLater(today(), 2), leftAt: null, reason: 'Przeprowadzka' });
    expect(await two.person.get(readPartner, { ...partnership.here, memberId: two.memberId })).toEqual(left);
    expect(await two.person.call(joinInitiative, partnership.here)).toEqual({ refused: 'already-partner' });
    bed.clock.turn({ days: 1 });
    expect(await partnership.leave(one)).toMatchObject({ state: 'leaving', coordinator: true, leavesOn: daysLater(today(), 2) });
    bed.clock.turn({ days: 2 });
    await eventually(async () => ((await partnership.states(three))[1] === 'left' ? true : undefined), () => 'the partner has not left');
    expect(await partnership.states(three)).toEqual(['leaving', 'left', 'partner']);
    expect(await two.person.get(readPartner, { ...partnership.here, memberId: two.memberId })).toMatchObject({ state: 'left', reason: 'Przeprowadzka', coordinator: false });
    bed.clock.turn({ days: 1 });
    await eventually(async () => ((await partnership.states(three))[0] === 'left' ? true : undefined), () => 'the other partner has not left');
    const told = await bed.rows(`SELECT envelope::jsonb -> 'data' ->> 'how' AS how, cluster_id AS "clusterId" FROM initiatives.journal WHERE subject = $1 AND type LIKE '%partner.left%'`, [partnership.initiativeId]);
    expect(told).toEqual([{ how: 'notice', clusterId }, { how: 'notice', clusterId }]);
    // One is left, and the work runs on: others may be taken in, or it is given up.
    expect(await three.person.get(readInitiative, partnership.here)).toMatchObject({ state: 'running' });
    expect(await one.person.get(joinInitiative, partnership.here)).toMatchObject({ state: 'candidate' });
    await partnership.agree([one, three], await partnership.propose(three, [one, three]));
    expect(await partnership.states(three)).toEqual(['partner', 'left', 'partner']);
  });

  it('leave at once where the agreement asks for no notice', async () => {
    const partnership = await Partnership.running(clusterId, [one, two], { leaving: { noticeDays: 0 } });
    expect(await partnership.leave(two)).toMatchObject({ state: 'left', leavesOn: null });
    expect(await bed.rows('SELECT FROM initiatives.timer WHERE subject = $1', [partnership.initiativeId])).toEqual([]);
  });

  it('leave by themselves, once, however often it is asked at once', async () => {
    const partnership = await Partnership.running(clusterId, [one, two]);
    expect(await one.person.call(leaveInitiative, { ...partnership.here, memberId: two.memberId })).toEqual({ refused: 'not-yourself' });
    expect(await three.person.call(leaveInitiative, { ...partnership.here, memberId: three.memberId })).toEqual({ refused: 'not-partner' });
    expect(outcomes(await atOnce(8, () => partnership.leave(two)))).toEqual({ granted: 1, 'partner-gone': 7 });
    expect(outcomes(await atOnce(8, () => three.person.call(joinInitiative, partnership.here)))).toEqual({ granted: 1, 'already-partner': 7 });
    expect(outcomes(await atOnce(8, () => partnership.leave(three)))).toEqual({ granted: 1, 'partner-gone': 7 });
    expect(outcomes(await atOnce(8, () => three.person.call(joinInitiative, partnership.here)))).toEqual({ granted: 1, 'already-partner': 7 });
    expect(await partnership.states(one)).toEqual(['partner', 'leaving', 'candidate']);
  });

  it('all leave at once while a version is signed: nobody who has gone is bound', async () => {
    const partnership = await Partnership.forming(clusterId, members);
    const version = await partnership.propose(one, members);
    await partnership.agree(members.slice(1), version);
    const [signed] = await Promise.all([partnership.sign(one, version), ...members.slice(4).map((member) => partnership.leave(member))]);
    expect(await partnership.states(one)).toEqual(members.map((_, index) => (index < 4 ? 'partner' : 'left')));
    const [order] = await bed.rows<{ inForce: number | null; left: number }>(
      `SELECT min(subject_version) FILTER (WHERE type LIKE '%in-force%') AS "inForce", min(subject_version) FILTER (WHERE type LIKE '%partner.left%') AS left FROM initiatives.journal WHERE subject = $1`, [partnership.initiativeId],
    );
    if ('refused' in signed) expect([signed.refused, order!.inForce]).toEqual(['agreement-version-outdated', null]);
    else expect(order!.inForce!).toBeLessThan(order!.left);
    expect(await members[7]!.person.call(signAgreement, { ...partnership.here, number: 1, sha256: version.sha256 })).toHaveProperty('refused');
  });

  it('hand the coordination over; where nobody coordinates one takes it, however many try at once', async () => {
    const partnership = await Partnership.running(clusterId, members, { leaving: { noticeDays: 0 } });
    expect(await handOver(partnership, two, two)).toEqual({ refused: 'not-coordinator' });
    expect(await handOver(partnership, one, two)).toMatchObject({ memberId: two.memberId, coordinator: true });
    expect(await coordinators(partnership)).toEqual([two.memberId]);
    expect(await partnership.leave(two)).toMatchObject({ state: 'left', coordinator: false });
    expect(await coordinators(partnership)).toEqual([]);
    const answers = await atOnce(6, (turn) => handOver(partnership, members[turn + 2]!, members[turn + 2]!));
    expect(outcomes(answers)).toEqual({ granted: 1, 'not-coordinator': 5 });
    const [taken, ...others] = await coordinators(partnership);
    expect(others).toEqual([]);
    expect(await handOver(partnership, members.find(({ memberId }) => memberId === taken)!, two)).toEqual({ refused: 'partner-gone', parameters: { state: 'left' } });
    const coordinate = (condition: string) => bed.rows(`UPDATE initiatives.initiative_partner SET coordinator = true WHERE initiative_id = $1 AND ${condition}`, [partnership.initiativeId]);
    await expect(coordinate(`state = 'partner'`)).rejects.toMatchObject({ constraint: 'initiative_coordinator' });
    await expect(coordinate(`state = 'left'`)).rejects.toMatchObject({ constraint: 'coordinator_here' });
  });

  it('that have left see what is for partners no more', async () => {
    const partnership = await Partnership.forming(clusterId, [one, two]);
    const goal = { title: 'Sto drzew', indicator: 'Drzewa', unit: 'szt.', baseline: '0', target: '100', due: daysLater(today(), 30), autonomous: true, visibleTo: 'partners' } as const;
    await one.person.get(setGoal, { ...partnership.here, ...goal });
    expect((await two.person.get(listGoals, partnership.here)).items).toHaveLength(1);
    await partnership.leave(two);
    expect((await two.person.get(listGoals, partnership.here)).items).toEqual([]);
  });

  it('change what the initiative says of itself, as they have read it', async () => {
    const partnership = await Partnership.forming(clusterId, [one, two]);
    const said = { ...partnership.here, title: 'Sad', summary: 'Wspólny sad', novelty: 'Stare odmiany' };
    const { version } = await one.person.get(readInitiative, partnership.here);
    expect(await two.person.call(changeIdea, said)).toEqual({ refused: 'version-required' });
    const answers = await atOnce(6, (turn) => (turn % 2 ? one : two).person.call(changeIdea, said, { expectedVersion: version }));
    expect(outcomes(answers)).toEqual({ granted: 1, 'stale-version': 5 });
    expect(await one.person.get(readInitiative, partnership.here)).toMatchObject({ title: 'Sad', summary: 'Wspólny sad', novelty: 'Stare odmiany', version: version + 1 });
    expect(await three.person.call(changeIdea, said, { expectedVersion: version + 1 })).toEqual({ refused: 'not-partner' });
  });
});
