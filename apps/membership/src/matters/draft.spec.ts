import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { foundingRules } from '../charters/founding-charter.js';
import { type Draft, type Known, matterOf } from './draft.js';

const [clusterId, putBy, anna, bartek, celina, gone] = Array.from({ length: 6 }, newId) as [string, string, string, string, string, string];
const at = { clusterId, putBy };
const known: Known = {
  charterState: 'draft',
  members: [
    { id: anna, partyName: 'Fundacja Anna', state: 'admitted' },
    { id: bartek, partyName: 'Fundacja Bartek', state: 'leaving' },
    { id: celina, partyName: 'Fundacja Celina', state: 'suspended' },
    { id: gone, partyName: 'Fundacja Dawna', state: 'left' },
  ],
};
const options = [{ text: 'Las' }, { text: 'Łąka' }];
const draft = (more: Partial<Draft> = {}): Draft => ({ kind: 'resolution', title: 'Ogród', text: 'Tak.', places: 1, secret: false, about: {}, ...more });
const put = (more: Partial<Draft> = {}, rules: Partial<typeof foundingRules> = {}, knows = known) => matterOf(draft(more), { ...foundingRules, ...rules }, knows, at);
const faults = (...given: Parameters<typeof put>) => {
  const answer = put(...given);
  return isRefusal(answer) ? answer.errors?.map(({ pointer, code }) => `${pointer} ${code}`) : 'fits';
};

describe('what a matter says', () => {
  it('is filled up with the table’s own rules', () => {
    expect(put({}, { method: 'consent', majority: 'two-thirds' })).toMatchObject({ method: 'consent', majority: 'two-thirds', options: [], places: 1, hearing: null, ...at });
  });

  it('is decided by the plainest method where the table’s own cannot', () => {
    expect(put({ options })).toMatchObject({ method: 'approval' });
    expect(put({}, { method: 'ranked' })).toMatchObject({ method: 'majority' });
    expect(put({ options }, { method: 'ranked' })).toMatchObject({ method: 'ranked' });
    expect(put({ kind: 'charter', about: { charterNumber: 2 } }, { method: 'score' })).toMatchObject({ method: 'majority' });
    expect(put({ kind: 'election', about: { role: 'animator' }, candidates: [anna] })).toMatchObject({ method: 'approval' });
  });

  it('has options under their keys, or under their numbers', () => {
    expect(put({ method: 'score', options: [{ key: 'las', text: 'Las' }, { text: 'Łąka' }] })).toMatchObject({ options: [{ key: 'las', text: 'Las' }, { key: '2', text: 'Łąka' }] });
  });

  it('has candidates under the ids of their members, with their names', () => {
    const election = put({ kind: 'election', method: 'ranked', about: { role: 'secretary' }, candidates: [anna, bartek], places: 2 });
    expect(election).toMatchObject({ options: [{ key: anna, text: 'Fundacja Anna' }, { key: bartek, text: 'Fundacja Bartek' }], places: 2 });
  });

  it.each<[string, Partial<Draft>, readonly string[]]>([
    ['one option only', { method: 'approval', options: [{ text: 'Las' }] }, ['/options too-few-options']],
    ['none where it must choose', { method: 'ranked' }, ['/options too-few-options']],
    ['options where it cannot choose', { method: 'consent', options }, ['/options no-options']],
    ['two under one key', { method: 'score', options: [{ key: '2', text: 'A' }, { text: 'B' }] }, ['/options/1 repeated']],
    ['more places than options', { method: 'ranked', options, places: 3 }, ['/places too-many-places']],
    ['places without options', { method: 'majority', places: 2 }, ['/places too-many-places']],
    ['a charter that is chosen', { kind: 'charter', method: 'approval', options, about: { charterNumber: 2 } }, ['/method method-unfit']],
    ['an effect that is chosen', { method: 'score', options, about: { effect: 'dissolution' } }, ['/method method-unfit']],
    ['an election by yes and no', { kind: 'election', method: 'majority', about: { role: 'animator' }, candidates: [anna] }, ['/method method-unfit']],
    ['an election of options', { kind: 'election', options, about: { role: 'animator' } }, ['/options candidates-needed', '/candidates too-few-options']],
    ['candidates without election', { candidates: [anna] }, ['/candidates no-election']],
    ['a candidate twice', { kind: 'election', about: { role: 'animator' }, candidates: [anna, anna] }, ['/candidates/1 repeated']],
    ['a candidate without seat', { kind: 'election', about: { role: 'animator' }, candidates: [celina, gone, newId()] }, ['/candidates/0 no-seat', '/candidates/1 no-seat', '/candidates/2 no-seat']],
    ['an election to nothing', { kind: 'election', candidates: [anna] }, ['/about/role missing']],
    ['a charter without number', { kind: 'charter' }, ['/about/charterNumber missing']],
    ['an initiative without id', { kind: 'initiative' }, ['/about/initiativeId missing']],
    ['what its kind does not take', { about: { role: 'animator' } }, ['/about/role surplus']],
    ['advice that does something', { kind: 'advice', about: { effect: 'dissolution' } }, ['/about/effect surplus']],
    ['a suspension of nobody', { about: { effect: 'suspension' } }, ['/about/memberId missing']],
    ['a dissolution of somebody', { about: { effect: 'dissolution', memberId: anna } }, ['/about/memberId surplus']],
    ['an acceptance of nothing', { about: { effect: 'initiative-acceptance' } }, ['/about/initiativeId missing']],
    ['a departure of somebody', { about: { effect: 'initiative-departure', initiativeId: newId(), memberId: anna } }, ['/about/memberId surplus']],
    ['a dissolution of an initiative', { about: { effect: 'dissolution', initiativeId: newId() } }, ['/about/initiativeId surplus']],
    ['a resolution about an initiative that does nothing', { about: { initiativeId: newId() } }, ['/about/initiativeId surplus']],
    ['an initiative whose partners accept it', { kind: 'initiative', about: { effect: 'initiative-acceptance', initiativeId: newId() } }, ['/about/effect surplus']],
    ['an acceptance that is chosen', { method: 'score', options, about: { effect: 'initiative-acceptance', initiativeId: newId() } }, ['/method method-unfit']],
    ['two things at a time', { about: { effect: 'dissolution', federationMatterId: newId() } }, ['/about/federationMatterId surplus']],
    ['an unknown member', { about: { memberId: newId() } }, ['/about/memberId member-unfit']],
    ['a suspension of who is suspended', { about: { memberId: celina, effect: 'suspension' } }, ['/about/memberId member-unfit']],
    ['a reinstatement of who is not', { about: { memberId: anna, effect: 'reinstatement' } }, ['/about/memberId member-unfit']],
  ])('is refused with %s', (_, more, expected) => {
    expect(faults(more)).toEqual(expected);
  });

  it.each<[string, Partial<Draft>]>([
    ['a resolution about a member', { about: { memberId: gone } }],
    ['a suspension', { about: { memberId: bartek, effect: 'suspension' } }],
    ['a reinstatement', { about: { memberId: celina, effect: 'reinstatement' } }],
    ['that the cluster accepts an initiative', { about: { effect: 'initiative-acceptance', initiativeId: newId() } }],
    ['that the cluster leaves an initiative', { about: { effect: 'initiative-departure', initiativeId: newId() } }],
    ['how the cluster votes at the federation', { about: { federationMatterId: newId() } }],
    ['a matter of an initiative, with options', { kind: 'initiative', method: 'score', options, about: { initiativeId: newId() } }],
    ['advice by many options', { kind: 'advice', method: 'approval', options }],
  ])('fits: %s', (_, more) => {
    expect(faults(more)).toBe('fits');
  });

  it('needs a draft of the charter', () => {
    const charter = { kind: 'charter', about: { charterNumber: 2 } } as const;
    for (const charterState of ['in-deliberation', 'adopted', 'superseded', undefined]) expect(faults(charter, {}, { ...known, charterState })).toEqual(['/about/charterNumber no-draft']);
  });

  it('is not kept from the names of its candidates by their length', () => {
    const long = { ...known, members: [{ id: anna, partyName: 'Ż'.repeat(400), state: 'admitted' }] };
    expect(put({ kind: 'election', about: { role: 'animator' }, candidates: [anna] }, {}, long)).toMatchObject({ options: [{ text: 'Ż'.repeat(300) }] });
  });
});
