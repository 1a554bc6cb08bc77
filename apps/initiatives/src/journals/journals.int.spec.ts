import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addTask, listInitiativeJournal, recordLesson, type ReplyOf, setGoal } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay, daysLater } from '@klaster/service-kit';
import { standIn, Testbed, TestDatabase } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { Progress1767000000004 } from '../migrations/1767000000004-progress.js';
import { admit, type Member } from '../testing/members.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';

/** What happened in an initiative, read out of the journal of the service. */
describe('the journal of an initiative', () => {
  let bed: Testbed;
  let here: InInitiative;
  let other: InInitiative;
  let first: Member, second: Member, outsider: Member;
  const clusterId = newId();

  const leafThrough = async (limit: number, between: () => Promise<unknown> = () => Promise.resolve()) => {
    const all: ReplyOf<typeof listInitiativeJournal>['items'] = [];
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await outsider.person.get(listInitiativeJournal, { ...here, limit, ...(cursor ? { cursor } : {}) });
      all.push(...items);
      if (!nextCursor) return all;
      cursor = nextCursor;
      await between();
    }
  };

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    const [one, two, three] = await admitAll(bed, clusterId, 3);
    [first, second, outsider] = [one!, two!, three!];
    [here, other] = await Promise.all([run(clusterId, [first, second]), run(clusterId, [first, second])]);
  });

  afterAll(() => bed.stop());

  it('tells who did what, newest first: of the initiative and of all that belongs to it', async () => {
    const task = await second.person.get(addTask, { ...here, title: 'Kopanie', responsible: [second.memberId], accountable: second.memberId });
    const lesson = await first.person.get(recordLesson, { ...here, title: 'Za późno', text: 'W lutym.' });
    const [newest, before, ...older] = await leafThrough(200);
    expect(newest).toMatchObject({ type: 'initiatives.lesson.recorded.v1', subject: lesson.id, memberId: first.memberId, at: lesson.toldAt, data: { lessonId: lesson.id } });
    expect(before).toMatchObject({ type: 'initiatives.task.added.v1', subject: task.id, memberId: second.memberId, mandateId: expect.any(String) });
    expect(older.map(({ type }) => type)).toEqual([
      'initiative.started.v1', 'agreement.in-force.v1', 'agreement.signed.v2', 'agreement.signed.v2', 'agreement.proposed.v2', 'partner.joined.v2', 'initiative.forming.v1', 'partner.joined.v2', 'initiative.brought.v1',
    ].map((type) => `initiatives.${type}`));
    expect(new Set([newest, before, ...older].map((entry) => entry!.data['initiativeId']))).toEqual(new Set([here.initiativeId]));
    expect(JSON.stringify([newest, before, ...older])).not.toMatch(/accountid|Kopanie|W lutym/);
  });

  it('stands where it stood from page to page, whatever happens meanwhile', async () => {
    const before = await leafThrough(200);
    const paged = await leafThrough(3, () => first.person.get(recordLesson, { ...here, title: 'Jeszcze', text: 'Coś' }));
    expect(paged).toEqual(before);
  });

  it('has no figures of goals that are hidden', async () => {
    const aim = { title: 'Więcej', indicator: 'Drzewa', unit: 'szt.', baseline: '0', target: '77', due: daysLater(civilDay(bed.clock.now()), 9) };
    await first.person.get(setGoal, { ...here, ...aim, autonomous: true, visibleTo: 'partner' });
    const [newest] = await leafThrough(1);
    expect(newest).toMatchObject({ type: 'initiatives.goal.set.v1', data: { figures: null, visibleTo: 'partner' } });
  });

  it('is of its own cluster alone, and of nothing that is not there', async () => {
    const stranger = await admit(bed, newId());
    await bed.settle();
    expect(await stranger.person.call(listInitiativeJournal, here)).toMatchObject({ refused: 'forbidden' });
    expect(await first.person.call(listInitiativeJournal, { clusterId, initiativeId: newId() })).toEqual({ refused: 'not-found' });
    expect((await first.person.get(listInitiativeJournal, other)).items).toHaveLength(9);
  });

  it('is found by an index beneath row security', async () => {
    await bed.rows('ANALYZE initiatives.journal');
    const service = await bed.sql('initiatives');
    await service.query(`SELECT set_config('klaster.cluster', $1, false), set_config('enable_seqscan', 'off', false)`, [clusterId]);
    const { rows } = await service.query<{ 'QUERY PLAN': string }>(`EXPLAIN SELECT envelope FROM journal WHERE about = '${here.initiativeId}' ORDER BY id DESC LIMIT 51`);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/journal_about.*\n *Index Cond: \(about =/);
  });

  it('holds what happened before it could be read', async () => {
    const before = await TestDatabase.create();
    const upTo = initiatives.migrations.findIndex((migration) => migration === Progress1767000000004);
    await before.migrate('initiatives', initiatives.migrations.slice(0, upTo));
    const entry = (subject: string, data: object) => [clusterId, subject, JSON.stringify({ id: newId(), type: 'initiatives.initiative.forming.v1', data })];
    const insert = `INSERT INTO initiatives.journal (cluster_id, shard, subject, subject_version, type, envelope) VALUES ($1, 0, $2, 1, 'initiatives.initiative.forming.v1', $3)`;
    const old = newId();
    await before.admin.query(insert, entry(old, { initiativeId: old, clusterId }));
    await before.admin.query(insert, entry(newId(), { clusterId }));
    await before.migrate('initiatives', initiatives.migrations);
    expect((await before.admin.query('SELECT about FROM initiatives.journal ORDER BY id')).rows).toEqual([{ about: old }, { about: null }]);
    await before.drop();
  });
});
