import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeParty, confirmPatronage, listMandates, listMyMemberships, listParties, readCluster, readMember, readParty, registerParty } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, Testbed } from '@klaster/testing';
import { charterSha256 } from '../charters/charter.js';
import { foundingRules } from '../charters/founding-charter.js';
import { membership } from '../membership.module.js';
import { Foundation1763800000000 } from './1763800000000-foundation.js';

/** A federation of the first version, with two clusters, becomes one of this version. */
describe('data of the first version', () => {
  let bed: Testbed;
  let person: Caller;
  const since = '2026-01-05T09:00:00.000Z';
  const [cluster, other] = [newId(), newId()] as [string, string];
  const ids = (count: number) => Array.from({ length: count }, () => newId());
  const [foundation, bakery, ewa] = ids(3) as [string, string, string];
  const [ofFoundation, ofBakery, ofEwa] = ids(3) as [string, string, string];
  const members = { here: newId(), there: newId(), declared: newId(), ewa: newId() };
  const seats = { here: newId(), there: newId(), ewa: newId() };

  beforeAll(async () => {
    bed = await Testbed.start();
    person = bed.person();
    await bed.database.migrate('membership', [Foundation1763800000000]);
    // As the service itself wrote it.
    const runtime = await bed.sql('membership');
    const rows = async (table: string, columns: string, values: readonly (readonly unknown[])[]) => {
      for (const row of values) await runtime.query(`INSERT INTO ${table} (${columns}) VALUES (${row.map((_, index) => `$${index + 1}`).join(', ')})`, [...row]);
    };
    const enter = (clusterId: string) => runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    await rows('cluster', 'id, version, name, purpose, municipality, state, admission_rule, confirmation_window_days, created_at', [
      [cluster, 3, 'Wspólna Łódź', 'Razem', 'Łódź', 'active', 'open', 21, since],
      [other, 1, 'Drugi Stół', 'Też razem', 'Zgierz', 'forming', 'open', 14, since],
    ]);
    await rows('party', 'id, version, kind, sphere, name, municipality, krs, person_account_id, created_at', [
      [foundation, 2, 'organization', 'social', 'Fundacja Świt', 'Łódź', '0000123456', null, since],
      [bakery, 2, 'group', 'economic', 'Piekarnia u Bożeny', 'Łódź', null, null, since],
      [ewa, 2, 'person', 'social', 'Ewa Ziółkowska', 'Łódź', null, person.accountId, since],
    ]);
    const every = '{represent,contribute,read}';
    await rows('mandate', 'id, party_id, account_id, scopes, valid_from', [
      [ofFoundation, foundation, person.accountId, every, since],
      [ofBakery, bakery, newId(), every, since],
      [ofEwa, ewa, person.accountId, every, since],
    ]);
    const memberColumns = 'id, version, cluster_id, party_id, state, declared_at, admitted_at, seat_id';
    await enter(cluster);
    await rows('member', memberColumns, [
      [members.here, 2, cluster, foundation, 'admitted', since, since, seats.here],
      [members.ewa, 2, cluster, ewa, 'admitted', since, since, seats.ewa],
      [members.declared, 1, cluster, bakery, 'declared', since, null, null],
    ]);
    await enter(other);
    await rows('member', memberColumns, [[members.there, 2, other, foundation, 'admitted', since, since, seats.there]]);
    await bed.serve(membership);
  });
  afterAll(() => bed.stop());

  it('has a founding charter for each cluster, with the window that the cluster had', async () => {
    for (const [clusterId, confirmationDays] of [[cluster, 21], [other, 14]] as const) {
      const rules = { ...foundingRules, confirmationDays };
      const [charter] = await bed.rows<{ text: { pl: string; en: string } }>('SELECT number, state, text, rules, editorial, sha256, adopted_at FROM membership.charter_version WHERE cluster_id = $1', [clusterId]);
      expect(charter).toMatchObject({ number: 1, state: 'adopted', rules, editorial: false, sha256: charterSha256({ text: charter!.text, rules }), adopted_at: new Date(since) });
      expect(await person.get(readCluster, { clusterId })).toMatchObject({ charterNumber: 1, rules, createdAt: since });
    }
  });

  it('has members as they were, with what is said of their parties, and those who were admitted under the founding charter', async () => {
    const kept = await bed.rows('SELECT id, state, party_name, party_kind, sphere, charter_number, version FROM membership.member ORDER BY party_name, id');
    expect(kept).toEqual([
      { id: members.ewa, state: 'admitted', party_name: 'Ewa Ziółkowska', party_kind: 'person', sphere: 'social', charter_number: 1, version: 2 },
      ...[members.here, members.there].toSorted().map((id) => ({ id, state: 'admitted', party_name: 'Fundacja Świt', party_kind: 'organization', sphere: 'social', charter_number: 1, version: 2 })),
      { id: members.declared, state: 'declared', party_name: 'Piekarnia u Bożeny', party_kind: 'group', sphere: 'economic', charter_number: null, version: 1 },
    ]);
  });

  it('has the seats that there were', async () => {
    const kept = await bed.rows<{ id: string; member_id: string }>('SELECT id, member_id, weight, since FROM membership.seat');
    expect(Object.fromEntries(kept.map((seat) => [seat.member_id, seat.id]))).toEqual({ [members.here]: seats.here, [members.there]: seats.there, [members.ewa]: seats.ewa });
    expect(kept).toEqual(kept.map((seat) => ({ ...seat, weight: 1, since: new Date(since) })));
  });

  it('has mandates that are held, by which accounts act', async () => {
    expect((await person.get(listMandates, { partyId: foundation })).items).toEqual([
      { id: ofFoundation, partyId: foundation, accountId: person.accountId, scopes: ['represent', 'contribute', 'read'], state: 'held', validFrom: since, validUntil: null, endedAt: null },
    ]);
    expect((await person.get(listMyMemberships, {})).items.map(({ id }) => id)).toEqual([members.here, members.there, members.ewa].toSorted());
    expect(await person.get(readMember, { clusterId: cluster, memberId: members.here })).toMatchObject({ state: 'admitted', charterNumber: 1 });
  });

  it('has parties as they are when somebody registers them and says no more', async () => {
    expect(await person.get(readParty, { partyId: foundation })).toMatchObject({ legalForm: null, register: 'krs', activities: [], patronPartyId: null });
    expect(await person.get(readParty, { partyId: bakery })).toMatchObject({ legalForm: 'informal-group', register: 'none' });
    expect(await person.get(readParty, { partyId: ewa })).toMatchObject({ legalForm: 'natural-person', register: 'none' });
    expect((await person.get(listParties, { name: 'swit' })).items.map(({ id }) => id)).toEqual([foundation]);
    expect(await bed.person().get(registerParty, { kind: 'organization', sphere: 'social', name: 'Stowarzyszenie Świt', municipality: 'Łódź' })).toMatchObject({ similar: [{ partyId: foundation }] });
  });

  it('goes on: a party that is renamed has its new name at every table', async () => {
    const changed = await person.get(changeParty, { partyId: foundation, name: 'Fundacja Zmierzch' }, { expectedVersion: 2 });
    expect(changed).toMatchObject({ name: 'Fundacja Zmierzch', register: 'krs' });
    const named = await bed.rows<{ cluster_id: string }>(`SELECT cluster_id, party_name FROM membership.member WHERE party_id = $1`, [foundation]);
    expect(named.toSorted((one, two) => one.cluster_id.localeCompare(two.cluster_id))).toEqual([cluster, other].toSorted().map((id) => ({ cluster_id: id, party_name: 'Fundacja Zmierzch' })));
    expect((await person.get(listMyMemberships, {})).items.filter(({ partyId }) => partyId === foundation).map(({ partyName }) => partyName)).toEqual(['Fundacja Zmierzch', 'Fundacja Zmierzch']);
    const { rows } = await (await bed.sql('membership')).query('SELECT id FROM member');
    expect(rows).toEqual([]);
    expect(await person.call(confirmPatronage, { partyId: bakery })).toEqual({ refused: 'not-patron' });
  });
});
