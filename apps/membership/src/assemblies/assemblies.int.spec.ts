import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cancelAssembly, changeAssembly, closeAssembly, delegateSeat, listAssemblies, listAttendance, listSeatDelegations, openAssembly, readAssembly, readAttendance, readMinutes, recordAttendance, scheduleAssembly, setAgenda,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, Testbed } from '@klaster/testing';
import { RoundTable, type Sitter } from '../matters/fixtures/round-table.js';
import { membership } from '../membership.module.js';
import { closed, inSession, one, schedule } from './fixtures/meeting.js';

/** Meetings of a table, with two replicas of the service. */
describe('assemblies', () => {
  let bed: Testbed;
  let table: RoundTable;
  let elsewhere: RoundTable;
  let sitters: Sitter[];
  let [anna, bartek, celina]: Sitter[] = [];
  let stranger: Sitter;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    [table, elsewhere] = await Promise.all([RoundTable.set(bed, 'Stół obradujący', { delegationsPerHolder: 2 }), RoundTable.set(bed, 'Inny stół')]);
    sitters = await table.join(20);
    [anna, bartek, celina] = sitters;
    [stranger] = (await elsewhere.join(1)) as [Sitter];
    await table.makeAnimator(anna!);
  }, 60_000);

  afterAll(() => bed.stop());

  const told = async (type: string, subject: string) => (await bed.rows('SELECT FROM membership.journal WHERE type = $1 AND subject = $2', [`membership.${type}.v1`, subject])).length;

  it('are scheduled, moved, given an agenda and listed, newest first', async () => {
    const matter = await table.put(anna!);
    const scheduled = await schedule(table, anna!, { agenda: [{ title: 'Ogród', matterId: matter.id }] });
    expect(scheduled).toMatchObject({ state: 'scheduled', version: 2, scheduledBy: anna!.memberId, agenda: [{ title: 'Ogród', matterId: matter.id }], link: null });
    const moved = await anna!.person.get(changeAssembly, { ...one(scheduled), place: null, link: 'https://spotkania.example/stol' }, { expectedVersion: 2 });
    expect(moved).toMatchObject({ version: 3, place: null, link: 'https://spotkania.example/stol', startsAt: scheduled.startsAt });
    const agenda = [{ title: 'Otwarcie', matterId: null }, { title: 'Ogród', matterId: matter.id }];
    const set = await anna!.person.get(setAgenda, { ...one(scheduled), agenda }, { expectedVersion: 3 });
    expect(set).toEqual({ ...moved, version: 4, agenda });
    const later = await schedule(table, anna!);
    const { items } = await celina!.person.get(listAssemblies, { clusterId: table.clusterId, state: 'scheduled' });
    expect(items.slice(0, 2)).toEqual([later, set]);
    expect(await celina!.person.get(readAssembly, one(set))).toEqual(set);
    expect(await bed.rows(`SELECT envelope::json -> 'data' AS data FROM membership.journal WHERE subject = $1 ORDER BY subject_version`, [set.id])).toMatchObject([
      { data: { assemblyId: set.id, scheduledBy: anna!.memberId } }, { data: { matterIds: [matter.id], items: 1 } }, { data: { startsAt: set.startsAt } }, { data: { matterIds: [matter.id], items: 2 } },
    ]);
  });

  it('take on their agenda matters of this table alone', async () => {
    const foreign = await elsewhere.put(stranger);
    const own = await table.put(anna!);
    const agenda = [own.id, foreign.id, newId()].map((matterId) => ({ title: 'Sprawa', matterId }));
    const assembly = await schedule(table, anna!);
    expect(await anna!.person.call(setAgenda, { ...one(assembly), agenda }, { expectedVersion: assembly.version })).toMatchObject({
      refused: 'agenda-unfit', errors: [{ pointer: '/agenda/1/matterId' }, { pointer: '/agenda/2/matterId' }],
    });
  });

  it('are up to the animator where there is one, and to any seat where there is none', async () => {
    await expect(schedule(table, bartek!)).rejects.toThrow('not-facilitator');
    const assembly = await schedule(table, anna!);
    for (const operation of [openAssembly, cancelAssembly]) expect(await bartek!.person.call(operation, one(assembly))).toEqual({ refused: 'not-facilitator' });
    expect(await bartek!.person.call(changeAssembly, { ...one(assembly), title: 'Moje' }, { expectedVersion: assembly.version })).toEqual({ refused: 'not-facilitator' });
    expect(await schedule(elsewhere, stranger)).toMatchObject({ state: 'scheduled' });
  });

  it('are not known to other tables', async () => {
    const assembly = await inSession(table, anna!);
    const there = { clusterId: elsewhere.clusterId, assemblyId: assembly.id };
    for (const operation of [readAssembly, openAssembly, closeAssembly, cancelAssembly, recordAttendance, listAttendance, readMinutes, listSeatDelegations]) expect([operation.name, await stranger.person.call(operation, there)]).toEqual([operation.name, { refused: 'not-found' }]);
    expect(await stranger.person.call(readAssembly, one(assembly))).toEqual({ refused: 'forbidden' });
  });

  it('are changed as they were read, or not', async () => {
    const assembly = await schedule(table, anna!);
    const answers = await atOnce(20, (turn) => anna!.person.call(changeAssembly, { ...one(assembly), title: `Obrady ${turn}` }, { expectedVersion: assembly.version }));
    expect(outcomes(answers)).toEqual({ granted: 1, 'stale-version': 19 });
    expect(await anna!.person.call(changeAssembly, { ...one(assembly), title: 'Bez wersji' })).toEqual({ refused: 'version-required' });
  });

  it('open once and close once, whoever asks how often', async () => {
    const assembly = await schedule(table, anna!);
    expect(outcomes(await atOnce(20, () => anna!.person.call(openAssembly, one(assembly))))).toEqual({ granted: 1, 'assembly-wrong-state': 19 });
    expect(outcomes(await atOnce(20, () => anna!.person.call(closeAssembly, one(assembly))))).toEqual({ granted: 1, 'assembly-wrong-state': 19 });
    expect(await Promise.all([told('assembly.opened', assembly.id), told('assembly.closed', assembly.id)])).toEqual([1, 1]);
    expect(await bed.rows('SELECT FROM membership.minutes WHERE assembly_id = $1', [assembly.id])).toHaveLength(1);
    expect(await anna!.person.call(cancelAssembly, one(assembly))).toMatchObject({ refused: 'assembly-wrong-state', parameters: { state: 'closed' } });
  });

  it('are opened or called off, never both', async () => {
    const assembly = await schedule(table, anna!);
    const answers = await atOnce(10, (turn) => anna!.person.call(turn % 2 === 0 ? openAssembly : cancelAssembly, one(assembly)));
    expect(outcomes(answers)).toEqual({ granted: 1, 'assembly-wrong-state': 9 });
  });

  it('do not open before their hour', async () => {
    const from = Date.parse(bed.clock.now()) + 5 * 3_600_000;
    const [startsAt, endsAt] = [from, from + 3_600_000].map((at) => new Date(at).toISOString()) as [string, string];
    const assembly = await schedule(table, anna!, { startsAt, endsAt });
    expect(await anna!.person.call(openAssembly, one(assembly))).toMatchObject({ refused: 'assembly-too-early' });
  });

  it('are not scheduled at a table that is dissolved', async () => {
    const gone = await RoundTable.set(bed, 'Stół rozwiązany');
    const [last] = (await gone.join(1)) as [Sitter];
    await bed.rows(`UPDATE membership.cluster SET state = 'dissolved' WHERE id = $1`, [gone.clusterId]);
    await expect(schedule(gone, last)).rejects.toThrow('cluster-dissolved');
    const runtime = await bed.sql('membership');
    await runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [gone.clusterId]);
    const insert = `INSERT INTO assembly (id, version, cluster_id, title, state, starts_at, ends_at, place, agenda, scheduled_by, announced_at) VALUES (uuidv7(), 2, $1, 'O', 'scheduled', now(), now() + interval '1 hour', 'P', '[]', $2, now())`;
    await expect(runtime.query(insert, [gone.clusterId, last.memberId])).rejects.toThrow(/dissolved/);
  });

  it('are scheduled again by a key that was used, once', async () => {
    const at = (hours: number) => new Date(Date.parse(bed.clock.now()) + hours * 3_600_000).toISOString();
    const request = { clusterId: table.clusterId, title: 'Raz', startsAt: at(1), endsAt: at(2), place: 'Świetlica' };
    const answers = await atOnce(10, () => anna!.person.get(scheduleAssembly, request, { idempotencyKey: 'scheduled-once' }));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });

  describe('attendance', () => {
    it('is said by the seat itself, by who represents it, and by who keeps the minutes', async () => {
      const assembly = await inSession(table, anna!);
      const [own, represented, absent] = [bartek!, sitters[4]!, sitters[5]!];
      await represented.person.get(delegateSeat, { ...one(assembly), to: bartek!.memberId });
      expect(await own.person.get(recordAttendance, one(assembly))).toMatchObject({ memberId: own.memberId, partyName: expect.stringMatching(/^Fundacja \d+$/), representedBy: null, recordedBy: own.memberId });
      expect(await celina!.person.call(recordAttendance, { ...one(assembly), memberId: represented.memberId })).toEqual({ refused: 'not-facilitator' });
      const written = await bartek!.person.get(recordAttendance, { ...one(assembly), memberId: represented.memberId });
      expect(written).toMatchObject({ memberId: represented.memberId, representedBy: bartek!.memberId, recordedBy: bartek!.memberId });
      expect(await anna!.person.get(recordAttendance, { ...one(assembly), memberId: absent.memberId })).toMatchObject({ memberId: absent.memberId, representedBy: null, recordedBy: anna!.memberId });
      expect(await celina!.person.get(readAttendance, { ...one(assembly), attendanceId: written.id })).toEqual(written);
      expect((await celina!.person.get(listAttendance, one(assembly))).items.map(({ memberId }) => memberId)).toEqual([own.memberId, represented.memberId, absent.memberId]);
    });

    it('is of seats of this table, while it is in session', async () => {
      const assembly = await schedule(table, anna!);
      expect(await bartek!.person.call(recordAttendance, one(assembly))).toMatchObject({ refused: 'assembly-wrong-state' });
      await anna!.person.get(openAssembly, one(assembly));
      expect(await anna!.person.call(recordAttendance, { ...one(assembly), memberId: stranger.memberId })).toEqual({ refused: 'attendance-unfit' });
      await anna!.person.get(closeAssembly, one(assembly));
      expect(await bartek!.person.call(recordAttendance, one(assembly))).toMatchObject({ refused: 'assembly-wrong-state' });
    });

    it('is written down once for a seat, and said again answers the same', async () => {
      const assembly = await inSession(table, anna!);
      const answers = await atOnce(40, (turn) => (turn % 2 === 0 ? bartek!.person.get(recordAttendance, one(assembly)) : anna!.person.get(recordAttendance, { ...one(assembly), memberId: bartek!.memberId })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await bed.rows('SELECT FROM membership.attendance WHERE assembly_id = $1', [assembly.id])).toHaveLength(1);
      expect(await told('seat.attended', answers[0]!.id)).toBe(1);
    });

    it('that was acknowledged stands in the minutes, however close to the end', async () => {
      for (let round = 0; round < 5; round += 1) {
        const assembly = await inSession(table, anna!);
        const attending = sitters.map(({ person }) => person.call(recordAttendance, one(assembly)));
        const [answers] = await Promise.all([Promise.all(attending), anna!.person.get(closeAssembly, one(assembly))]);
        const acknowledged = answers.filter((answer) => !('refused' in answer)).length;
        const { text } = await anna!.person.get(readMinutes, one(assembly));
        const [row] = await bed.rows<{ said: string }>(`SELECT envelope::json -> 'data' ->> 'attendance' AS said FROM membership.journal WHERE type = 'membership.assembly.closed.v1' AND subject = $1`, [assembly.id]);
        expect(Number(row!.said)).toBe(acknowledged);
        expect((text.en.match(/^\d+\. Fundacja/gm) ?? []).length).toBe(acknowledged);
        expect(await bed.rows('SELECT FROM membership.attendance WHERE assembly_id = $1', [assembly.id])).toHaveLength(acknowledged);
      }
    });

    it('cannot be written past the rules: not twice, not after the end, not anew', async () => {
      const assembly = await closed(table, anna!, [bartek!]);
      const insert = (id: string, memberId: string) => `INSERT INTO attendance (id, version, cluster_id, assembly_id, member_id, recorded_by, arrived_at) SELECT uuidv7(), 1, cluster_id, '${id}', '${memberId}', '${memberId}', now() FROM assembly WHERE id = '${id}'`;
      await expect(table.asService(insert(assembly.id, celina!.memberId))).rejects.toThrow(/not in session/);
      await expect(table.asService(`UPDATE attendance SET represented_by = NULL WHERE assembly_id = $1`, [assembly.id])).rejects.toThrow(/permission denied/);
      const open = await inSession(table, anna!);
      await table.asService(insert(open.id, celina!.memberId));
      await expect(table.asService(insert(open.id, celina!.memberId))).rejects.toThrow(/attendance_seat/);
    });
  });
});
