import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bringIdea, changeGoal, dropGoal, formInitiative, type Goal, joinInitiative, listGoals, listMeasurements, measureGoal, readGoal, readMeasurement, setGoal,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, type Caller, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { civilDay, daysLater } from '@klaster/service-kit';
import { initiatives } from '../initiatives.module.js';
import { admit } from '../testing/members.js';

/** Goals in a service with two replicas: who sees them, what races, what the clock does. */
describe('goals', () => {
  let bed: Testbed;
  let [one, two, other]: (Caller | undefined)[] = [];
  let initiativeId: string;
  const clusterId = newId();
  const today = () => civilDay(bed.clock.now());
  const aim = () => ({ title: 'Więcej drzew', indicator: 'Posadzone drzewa', unit: 'szt.', baseline: '0', target: '100.50', due: daysLater(today(), 60) });
  const here = () => ({ clusterId, initiativeId });

  const set = (by: Caller, fields: object = {}): Promise<Goal> => by.get(setGoal, { ...here(), ...aim(), ...fields });

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    [one, two, other] = [(await admit(bed, clusterId)).person, (await admit(bed, clusterId)).person, (await admit(bed, clusterId)).person];
    await bed.settle();
    ({ id: initiativeId } = await one!.get(bringIdea, { clusterId, title: 'Aleja', summary: 'Drzewa', novelty: 'Razem' }));
    await one!.get(formInitiative, here());
    await two!.get(joinInitiative, here());
  });

  afterAll(() => bed.stop());

  it('are shown as exactly as they were set, and found again', async () => {
    const goal = await set(one!);
    expect(goal).toMatchObject({ target: '100.5', baseline: '0', state: 'open', memberId: null, latest: null, version: 1 });
    expect(await other!.get(readGoal, { ...here(), goalId: goal.id })).toEqual(goal);
    expect((await other!.get(listGoals, here())).items).toContainEqual(goal);
  });

  it('are seen by whom they are for', async () => {
    const ids = Object.fromEntries(await Promise.all((['cluster', 'partners', 'partner'] as const).map(async (visibleTo) => [visibleTo, (await set(one!, { autonomous: true, visibleTo })).id] as const)));
    const seenBy = async (person: Caller) => {
      const listed = new Set((await person.get(listGoals, here())).items.map(({ id }) => id));
      const read = await Promise.all(Object.entries(ids).map(async ([name, goalId]) => [name, !('refused' in (await person.call(readGoal, { ...here(), goalId }))), listed.has(goalId)] as const));
      for (const [name, found, inList] of read) expect([name, inList]).toEqual([name, found]);
      return read.filter(([, found]) => found).map(([name]) => name);
    };
    expect([await seenBy(one!), await seenBy(two!), await seenBy(other!)]).toEqual([['cluster', 'partners', 'partner'], ['cluster', 'partners'], ['cluster']]);
    const hidden = { ...here(), goalId: ids['partner']! };
    expect(await two!.call(measureGoal, { ...hidden, value: '1', measuredOn: today() })).toEqual({ refused: 'not-found' });
    expect(await two!.call(listMeasurements, hidden)).toEqual({ refused: 'not-found' });
    const figures = await bed.rows(`SELECT envelope::jsonb -> 'data' -> 'figures' AS figures FROM initiatives.journal WHERE subject = ANY ($1) ORDER BY id`, [[ids['partner'], ids['partners']]]);
    expect(figures).toEqual([{ figures: null }, { figures: null }]);
  });

  it('keep every one of thirty measurements at once, and are reached once', async () => {
    const { id: goalId } = await set(two!);
    const answers = await atOnce(30, (index) => (index % 2 ? one! : two!).call(measureGoal, { ...here(), goalId, value: String(90 + index), measuredOn: today() }));
    const { granted = 0, conflict = 0 } = outcomes(answers);
    expect(granted + conflict).toBe(30);
    const page = await other!.get(listMeasurements, { ...here(), goalId, limit: 200 });
    expect(page.items).toHaveLength(granted);
    expect(await other!.get(readMeasurement, { ...here(), goalId, measurementId: page.items[0]!.id })).toEqual(page.items[0]);
    const told = await bed.rows(`SELECT type FROM initiatives.journal WHERE subject = $1 AND type LIKE '%concluded%'`, [goalId]);
    expect(told).toHaveLength(page.items.some(({ value }) => Number(value) >= 100.5) ? 1 : 0);
  });

  it('change with the version that was read, and drop with a reason', async () => {
    const goal = await set(one!);
    const change = (version: number) => one!.call(changeGoal, { ...here(), goalId: goal.id, ...aim(), target: '50' }, { expectedVersion: version });
    expect(await change(7)).toEqual({ refused: 'stale-version' });
    expect(await change(1)).toMatchObject({ target: '50', version: 2 });
    expect(await two!.call(dropGoal, { ...here(), goalId: goal.id, reason: 'Za mało miejsca' })).toMatchObject({ state: 'dropped', reason: 'Za mało miejsca' });
    expect(await one!.call(measureGoal, { ...here(), goalId: goal.id, value: '1', measuredOn: today() })).toMatchObject({ refused: 'goal-ended' });
  });

  it('what was measured is never edited, by nobody', async () => {
    await expect(bed.rows('DELETE FROM initiatives.measurement')).rejects.toThrow(/append-only/);
  });

  it('are missed by the clock when their last day is over, and not while it lasts', async () => {
    const goal = await set(one!, { due: today() });
    const kept = await set(one!, { due: daysLater(today(), 1) });
    bed.clock.turn({ days: 1 });
    await eventually(async () => (await one!.get(readGoal, { ...here(), goalId: goal.id })).state === 'missed' || undefined, () => 'the goal is not missed');
    expect((await one!.get(readGoal, { ...here(), goalId: kept.id })).state).toBe('open');
  });
});
