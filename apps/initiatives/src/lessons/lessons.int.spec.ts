import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listLessons, readLesson, recordLesson } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';

/** What partners have learnt, in a service with two replicas. */
describe('lessons', () => {
  let bed: Testbed;
  let here: InInitiative;
  let other: InInitiative;
  let one: Member, outsider: Member;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    const [first, second, third] = await admitAll(bed, clusterId, 3);
    [one, outsider] = [first!, third!];
    here = await run(clusterId, [first!, second!]);
    other = await run(clusterId, [first!, second!]);
  });

  afterAll(() => bed.stop());

  it('are recorded once for each key, listed in their order, and found in their own initiative alone', async () => {
    const said = { ...here, title: 'Za późno', text: 'Sadzonki zamawiamy w lutym.' };
    const key = newId();
    const answers = await atOnce(6, () => one.person.get(recordLesson, said, { idempotencyKey: key }));
    const [lesson] = answers;
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const later = await one.person.get(recordLesson, { ...said, title: 'Jeszcze coś' });
    expect(await outsider.person.get(listLessons, here)).toEqual({ items: [lesson, later], nextCursor: null });
    const lessonId = lesson!.id;
    expect(await outsider.person.get(readLesson, { ...here, lessonId })).toEqual(lesson);
    expect(await one.person.call(readLesson, { ...other, lessonId })).toEqual({ refused: 'not-found' });
    expect(await one.person.call(listLessons, { clusterId, initiativeId: newId() })).toEqual({ refused: 'not-found' });
    expect(await bed.rows('SELECT envelope FROM initiatives.journal WHERE envelope LIKE $1', ['%Sadzonki%'])).toEqual([]);
  });

  it('are recorded by partners, and never edited', async () => {
    expect(await outsider.person.call(recordLesson, { ...here, title: 'Nie mnie', text: 'Nie' })).toEqual({ refused: 'not-partner' });
    await expect(bed.rows('DELETE FROM initiatives.lesson')).rejects.toThrow(/append-only/);
  });
});
