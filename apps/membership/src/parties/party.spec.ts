import { describe, expect, test } from '@jest/globals';
import { type Decision, isRefusal, legalForms, partyKinds } from '@klaster/contracts';
import fc from 'fast-check';
import { changeParty, confirmPatronage, isVisible, type NewParty, type Party, type PartyChanges, type Patron, refuseTaken, registerParty } from './party.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit}`;
const account = id(9);
const now = '2026-11-23T10:00:00.000Z';
const organization: Patron = { kind: 'organization' };

const granted = <State>(decision: Decision<State>): State => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};
const fieldsOf = (kind: Party['kind'], more: Partial<NewParty> = {}): NewParty => ({ kind, sphere: 'social', name: 'Sami Swoi', municipality: 'Zelów', ...more });
const register = (kind: Party['kind'], more: Partial<NewParty> = {}, patron?: Patron) => registerParty(id(1), fieldsOf(kind, more), patron, account, now);
const change = (party: Party, changes: PartyChanges, patron?: Patron) => changeParty(party, changes, patron);
const group = granted(register('group', { patronPartyId: id(2) }, organization));

describe('registering a party', () => {
  test('what is left out is what is usual', () => {
    expect(granted(register('person'))).toMatchObject({ legalForm: 'natural-person', register: 'none', activities: [], patronPartyId: null, personAccountId: account });
    expect(granted(register('group'))).toMatchObject({ legalForm: 'informal-group', register: 'none', personAccountId: null });
    expect(granted(register('organization'))).toMatchObject({ legalForm: null, register: 'none' });
    expect(granted(register('organization', { krs: '0000123456' })).register).toBe('krs');
    expect(granted(register('organization', { krs: '0000123456', register: 'church' })).register).toBe('church');
  });

  test('an activity counts once', () => {
    expect(granted(register('group', { activities: ['culture', 'sport', 'culture'] })).activities).toEqual(['culture', 'sport']);
  });

  test('each form fits the kinds that the list says, and no other', () => {
    for (const { code, kinds } of legalForms) {
      for (const kind of partyKinds) expect([code, kind, !isRefusal(register(kind, { legalForm: code }))]).toEqual([code, kind, (kinds as readonly string[]).includes(kind)]);
    }
    expect(register('person', { legalForm: 'foundation' })).toEqual({ refused: 'legal-form-unfit', parameters: { legalForm: 'foundation', kind: 'person' } });
  });

  test('a patron is a known organization, named by a group', () => {
    expect(group).toMatchObject({ patronPartyId: id(2), patronConfirmedAt: null });
    expect(register('group', { patronPartyId: id(2) })).toEqual({ refused: 'patron-unfit' });
    expect(register('group', { patronPartyId: id(2) }, { kind: 'group' })).toEqual({ refused: 'patron-unfit' });
    expect(register('group', { patronPartyId: id(2) }, { kind: 'person' })).toEqual({ refused: 'patron-unfit' });
    expect(register('organization', { patronPartyId: id(2) }, organization)).toEqual({ refused: 'patron-unfit' });
    expect(register('person', { patronPartyId: id(2) }, organization)).toEqual({ refused: 'patron-unfit' });
  });

  test('it is told with all that is open', () => {
    const told = register('group', { activities: ['culture'] });
    expect(told).toMatchObject({
      events: [
        { type: 'membership.party.registered.v1', data: { partyId: id(1), kind: 'group', sphere: 'social', name: 'Sami Swoi' } },
        { type: 'membership.party.described.v1', data: { municipality: 'Zelów', legalForm: 'informal-group', activities: ['culture'] } },
      ],
    });
  });
});

describe('changing a party', () => {
  test('what is not named stays', () => {
    const { version: _, ...before } = granted(register('organization', { nip: '8567346215', activities: ['health'] }));
    expect(granted(change({ ...before, version: 3 }, { name: 'Inna' }))).toEqual({ ...before, version: 3, name: 'Inna' });
  });

  test('a KRS number that is added puts it in the KRS, unless another register is named', () => {
    const party = granted(register('organization'));
    expect(granted(change(party, { krs: '0000123456' })).register).toBe('krs');
    expect(granted(change(party, { krs: '0000123456', register: 'district' })).register).toBe('district');
    expect(granted(change({ ...party, register: 'church' }, { krs: '0000123456' })).register).toBe('church');
  });

  test('a patron stays confirmed until another is named', () => {
    const confirmed = granted(confirmPatronage(group, now));
    expect(granted(change(confirmed, { name: 'Inna' })).patronConfirmedAt).toBe(now);
    expect(granted(change(confirmed, { patronPartyId: id(2) })).patronConfirmedAt).toBe(now);
    expect(granted(change(confirmed, { patronPartyId: id(3) }, organization))).toMatchObject({ patronPartyId: id(3), patronConfirmedAt: null });
    expect(granted(change(confirmed, { patronPartyId: null }))).toMatchObject({ patronPartyId: null, patronConfirmedAt: null });
    expect(change(confirmed, { patronPartyId: id(3) })).toEqual({ refused: 'patron-unfit' });
  });

  test('it is described anew where that has changed', () => {
    const types = (changes: PartyChanges, party = group) => {
      const changed = change(party, changes);
      return isRefusal(changed) ? [] : changed.events.map(({ type }) => type);
    };
    expect(types({ name: 'Inna' })).toEqual(['membership.party.changed.v1']);
    expect(types({ name: 'Inna', activities: ['sport'] })).toEqual(['membership.party.changed.v1', 'membership.party.described.v1']);
    expect(types({ municipality: 'Inna' }, granted(register('person')))).toEqual(['membership.party.changed.v1']);
  });

  test('a form that does not fit is refused', () => {
    expect(change(group, { legalForm: 'school' })).toMatchObject({ refused: 'legal-form-unfit' });
    expect(granted(change(group, { legalForm: 'seniors-club' })).legalForm).toBe('seniors-club');
  });
});

describe('patronage', () => {
  test('is confirmed once, by the patron that is named', () => {
    const confirmed = confirmPatronage(group, now);
    expect(confirmed).toMatchObject({ events: [{ type: 'membership.patronage.confirmed.v1', data: { partyId: id(1), patronPartyId: id(2), confirmedAt: now } }] });
    expect(confirmPatronage(granted(confirmed), now)).toEqual({ refused: 'not-patron' });
    expect(confirmPatronage(granted(register('group')), now)).toEqual({ refused: 'not-patron' });
  });
});

describe('a natural person', () => {
  const text = fc.string({ unit: fc.constantFrom('ą', 'Ą', 'ż', 'Q', 'x'), minLength: 5, maxLength: 30 });

  test('is told of without its name, its municipality, its numbers and what it is active in', () => {
    fc.assert(
      fc.property(text, text, (name, municipality) => {
        const registered = register('person', { name, municipality, nip: '8567346215', regon: '123456785', activities: ['addictions'] });
        const changed = change(granted(registered), { name: municipality, municipality: name });
        const told = JSON.stringify([registered, changed].flatMap((decision) => (isRefusal(decision) ? [] : decision.events)));
        expect([name, municipality, '8567346215', '123456785', 'addictions'].filter((secret) => told.includes(secret))).toEqual([]);
      }),
    );
  });

  test('is seen by itself alone, and not pointed out by its numbers', () => {
    const person = granted(register('person'));
    expect([isVisible(person, account), isVisible(person, id(8)), isVisible(group, id(8))]).toEqual([true, false, true]);
    expect(refuseTaken(person)).toEqual({ refused: 'identifier-taken' });
    expect(refuseTaken(group)).toEqual({ refused: 'identifier-taken', parameters: { partyId: id(1) } });
  });
});
