import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { Matter, NewMatter } from '../matters/matter.js';
import { putOnTable } from '../matters/put-on-table.js';
import { type Amendment, revise } from './revision.js';

const now = '2026-03-14T17:00:00.000Z';
const putter = newId();
const said: NewMatter = {
  clusterId: newId(), kind: 'resolution', title: 'Ogród', text: 'Zakładamy ogród.', options: [], places: 1, method: 'majority', majority: 'simple', secret: false, about: {}, hearing: null, putBy: putter,
};
const draft = (more: Partial<NewMatter> = {}): Matter => putOnTable(newId(), { ...said, ...more }, now).state;
const choosing = () => draft({ method: 'approval', options: [{ key: 'a', text: 'A' }, { key: 'b', text: 'B' }], places: 2 });
const faults = (matter: Matter, amendment: Amendment) => {
  const answer = revise(matter, amendment, putter, now);
  return isRefusal(answer) ? answer.errors?.map(({ pointer, code }) => `${pointer} ${code}`) : 'amended';
};

describe('an amendment', () => {
  it('is a new revision, and the matter says what it says', () => {
    const revised = revise(draft(), { text: 'Zakładamy sad.' }, putter, now);
    expect(revised).toMatchObject({
      state: { revision: 2, title: 'Ogród', text: 'Zakładamy sad.' },
      revision: { number: 2, title: 'Ogród', text: 'Zakładamy sad.', revisedBy: putter, revisedAt: now, takenFrom: null },
      events: [{ type: 'membership.matter.revised.v1', data: { revision: 2, takenFrom: null } }],
    });
    expect(JSON.stringify('events' in revised && revised.events)).not.toContain('sad.');
  });

  it('takes the text of a proposal, as it is or reworded', () => {
    const takenFrom = { id: newId(), proposes: 'Zakładamy staw.' };
    expect(revise(draft(), { takenFrom }, putter, now)).toMatchObject({ revision: { text: 'Zakładamy staw.', takenFrom: takenFrom.id } });
    expect(revise(draft(), { takenFrom, text: 'Staw, ale mały.' }, putter, now)).toMatchObject({ revision: { text: 'Staw, ale mały.', takenFrom: takenFrom.id } });
    expect(faults(draft(), { takenFrom: { ...takenFrom, proposes: null } })).toEqual(['/takenFrom proposes-nothing']);
    expect(faults(draft(), { takenFrom: { ...takenFrom, proposes: null }, text: 'Słusznie.' })).toBe('amended');
  });

  it('keeps options and method together', () => {
    expect(revise(choosing(), { options: [{ text: 'Nowa' }, { text: 'Inna' }] }, putter, now)).toMatchObject({ state: { options: [{ key: '1', text: 'Nowa' }, { key: '2', text: 'Inna' }] } });
    expect(faults(choosing(), { options: [{ text: 'Jedna' }] })).toEqual(['/places too-many-places', '/options too-few-options']);
    expect(faults(draft(), { options: [{ text: 'A' }, { text: 'B' }] })).toEqual(['/options no-options']);
    expect(faults(draft({ kind: 'election', method: 'approval', options: [{ key: newId(), text: 'X' }] }), { options: [{ text: 'Y' }] })).toEqual(['/options candidates-stand']);
  });

  it('changes something', () => {
    expect(faults(draft(), {})).toEqual([' nothing-changed']);
    expect(faults(draft(), { title: 'Ogród', text: 'Zakładamy ogród.' })).toEqual([' nothing-changed']);
  });

  it('is made before voting opens', () => {
    expect(isRefusal(revise({ ...draft(), state: 'deliberation' }, { title: 'Sad' }, putter, now))).toBe(false);
    for (const state of ['voting', 'decided', 'withdrawn'] as const) expect(revise({ ...draft(), state }, { title: 'Sad' }, putter, now)).toMatchObject({ refused: 'matter-wrong-state', parameters: { state } });
  });
});
