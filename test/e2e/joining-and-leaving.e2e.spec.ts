import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../world/calendar.ts';
import { RoundTable, patientRules } from '../world/round-table.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** How a table fills: a group with a patron, a foundation that two people speak for, a member that goes. */
describe('who comes to the table, and who goes', () => {
  let world: World;
  let cluster: Json;
  let table: RoundTable;
  let zofia: Person;
  let henryk: Person;
  let library: string;
  let board: string;

  beforeAll(async () => {
    world = await startWorld();
    [zofia, henryk] = (await Promise.all(['Zofia Bibliotekarka', 'Henryk Radny'].map((name) => world.person(name)))) as [Person, Person];
  });

  afterAll(() => world.stop());

  it('a cluster begins small, and is active when two of them sit at its table', async () => {
    const open = await world.cluster('Stare Podwórka', { charter: { rules: { ...patientRules, noticeDays: 14 } } });
    table = new RoundTable(open.id);
    expect(open).toMatchObject({ state: 'forming', charterNumber: 1, rules: { admission: 'open' } });
    library = await world.join(zofia, open, 'Biblioteka na Rogu', { sphere: 'public', legalForm: 'library' });
    board = await world.join(henryk, open, 'Rada Osiedla', { sphere: 'public', legalForm: 'auxiliary-unit' });
    cluster = granted(await zofia.get(`/v1/clusters/${open.id}`));
    expect(cluster.state).toBe('active');
  });

  describe('an informal group joins with a patron', () => {
    let kuba: Person;
    let group: Json;
    let member: Json;

    it('registers, and names the library as its patron, which confirms it', async () => {
      kuba = await world.person('Kuba z Podwórka');
      const patronPartyId = granted(await zofia.get(`${table.base}/members/${library}`)).partyId;
      group = granted(await kuba.post('/v1/parties', { kind: 'group', sphere: 'social', name: 'Ekipa z Podwórka', municipality: 'Łódź', legalForm: 'youth-group', activities: ['children-and-youth'], patronPartyId }));
      expect(group).toMatchObject({ patronPartyId, patronConfirmedAt: null });
      expect((await kuba.post(`/v1/parties/${group.id}/patronage`)).status).toBe(403);
      group = granted(await zofia.post(`/v1/parties/${group.id}/patronage`));
      expect(group.patronConfirmedAt).toMatch(/^20/);
    });

    it('reads the charter, declares its readiness, and is admitted as the charter in force says: by the table', async () => {
      const change = granted(await zofia.post(`${table.base}/charter/versions`, { text: { pl: 'O przyjęciu decyduje stół.' }, rules: { admission: 'vote' } }));
      const matter = await table.put(zofia, { kind: 'charter', about: { charterNumber: change.number } });
      await table.decide(zofia, matter.id, [[zofia, { vote: 'yes' }], [henryk, { vote: 'yes' }]]);
      const charter = granted(await kuba.get(`${table.base}/charter`));
      expect(charter).toMatchObject({ number: change.number, state: 'adopted', rules: { admission: 'vote' } });
      member = granted(await kuba.post(`${table.base}/members`, { partyId: group.id }));
      member = granted(await kuba.post(`${table.base}/members/${member.id}/admission`, { acceptsCharter: true, charterSha256: charter.sha256 }));
      expect(member).toMatchObject({ state: 'declared', charterNumber: charter.number });
      expect((await kuba.get(`${table.base}/seats`)).status).toBe(403);
    });

    it('has its seat when the table has said yes', async () => {
      const matter = granted(await zofia.get(table.matter(member.matterId)));
      expect(matter).toMatchObject({ kind: 'admission', about: { memberId: member.id } });
      const decided = await table.decide(await facilitator(), matter.id, [[zofia, { vote: 'yes' }], [henryk, { vote: 'yes' }]]);
      expect(decided).toMatchObject({ state: 'decided', outcome: 'adopted' });
      const { items } = granted(await kuba.get(`${table.base}/seats`));
      expect(items.map(({ memberId, weight }: Json) => [memberId, weight])).toContainEqual([member.id, 1]);
    });

    /** Matters of admission are opened by an animator, or by the declared party that put them. */
    const facilitator = async () => {
      granted(await zofia.post(`${table.base}/roles`, { role: 'animator' }));
      return zofia;
    };
  });

  describe('a foundation is represented by two people', () => {
    let prezeska: Person;
    let ksiegowy: Person;
    let foundation: string;
    let partyId: string;
    let mandate: Json;

    it('the chairwoman invites the bookkeeper to act for it, and he accepts', async () => {
      [prezeska, ksiegowy] = (await Promise.all(['Prezeska Fundacji', 'Księgowy Fundacji'].map((name) => world.person(name)))) as [Person, Person];
      foundation = await admitted(prezeska, 'Fundacja Dwóch Głosów');
      partyId = granted(await prezeska.get(`${table.base}/members/${foundation}`)).partyId;
      expect((await ksiegowy.get(`${table.base}/members`)).status).toBe(403);
      mandate = granted(await prezeska.post(`/v1/parties/${partyId}/mandates`, { accountId: ksiegowy.accountId, scopes: ['represent', 'contribute', 'read'] }));
      expect(mandate.state).toBe('invited');
      expect((await ksiegowy.get(`${table.base}/members`)).status).toBe(403);
      granted(await ksiegowy.post(`/v1/parties/${partyId}/mandates/${mandate.id}/acceptance`));
      expect((await ksiegowy.get(`${table.base}/members`)).status).toBe(200);
    });

    it('either may vote, the seat has one ballot, and the record shows whose it is', async () => {
      const matter = await table.put(zofia, { method: 'majority' });
      await table.deliberate(zofia, matter.id);
      await table.openVoting(zofia, matter.id);
      granted(await table.cast(prezeska, matter.id, { vote: 'no' }));
      granted(await table.cast(ksiegowy, matter.id, { vote: 'yes' }));
      const stale = await prezeska.put(`${table.matter(matter.id)}/ballot`, { choice: { vote: 'no' } }, { 'if-match': '"2"' });
      expect(stale.status).toBe(412);
      await table.close(zofia, matter.id);
      const { items } = granted(await zofia.get(`${table.matter(matter.id)}/ballots`));
      expect(items).toEqual([{ memberId: foundation, castBy: foundation, token: null, choice: { vote: 'yes' }, interest: null }]);
    });

    it('a mandate that is revoked is worth nothing from the next request on, in every service', async () => {
      await world.settle();
      expect((await ksiegowy.get(`${table.base}/contributions`)).status).toBe(200);
      granted(await prezeska.delete(`/v1/parties/${partyId}/mandates/${mandate.id}`));
      const answers = await Promise.all([`${table.base}/members`, `${table.base}/contributions`, `${table.base}/initiatives`, `${table.base}/reports/contributions`].map((path) => ksiegowy.get(path)));
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
      expect((await prezeska.delete(`/v1/parties/${partyId}/mandates/${granted(await prezeska.get('/v1/me/mandates')).items[0].id}`)).body.type).toMatch(/last-representative$/);
    });
  });

  describe('a member leaves while things are open', () => {
    it('what is open is listed to both sides, and leaving is not refused', async () => {
      const garden = await world.initiative({ cluster, title: 'Ogród na podwórku', partners: [henryk, zofia] });
      const given = granted(await zofia.post(`${table.base}/contributions`, { receiver: { memberId: board }, category: 'tutoring', quantity: { value: '2', unit: 'h' }, givenOn: '2026-01-15' }));
      // What the two do not see alike is open as well.
      granted(await henryk.post(`${table.base}/contributions/${given.id}/dispute`, { reason: 'Była jedna godzina' }));
      const pledge = granted(await henryk.post(`${table.base}/pledges`, { receiver: { memberId: library }, category: 'driving', quantity: { value: '6', unit: 'h' }, by: day(40) }));
      granted(await zofia.post(`${table.base}/pledges/${pledge.id}/acceptance`));
      const loan = granted(await zofia.post(`${table.base}/contributions`, { receiver: { memberId: board }, category: 'projector', quantity: { value: '1', unit: 'piece' }, action: 'transferCustody', givenOn: day(), returnBy: day(20) }));
      granted(await henryk.post(`${table.base}/contributions/${loan.id}/confirmation`));
      await world.settle();
      const leaving = granted(await henryk.post(`${table.base}/members/${board}/departure`));
      expect(leaving.state).toBe('leaving');
      expect(Date.parse(leaving.leavesAt)).toBeGreaterThan(Date.now() + 13 * 86_400_000);
      const [mine, theirs] = await Promise.all([henryk, zofia].map(async (person) => granted(await person.get(`${table.base}/members/${board}/obligations`))));
      expect(mine).toEqual(theirs);
      expect(mine.missing).toEqual([]);
      expect(Object.fromEntries(mine.items.map(({ kind, id }: Json) => [kind, id]))).toEqual({ 'contribution-to-confirm': given.id, partnership: garden.id, pledge: pledge.id, loan: loan.id });
      granted(await henryk.post(`${table.base}/contributions/${given.id}/confirmation`));
      granted(await zofia.post(`${table.base}/pledges/${pledge.id}/cancellation`, { reason: 'Jeździ już ktoś inny' }));
      granted(await zofia.post(`${table.base}/contributions/${loan.id}/return`, { returnedOn: day() }));
      const after = granted(await zofia.get(`${table.base}/members/${board}/obligations`));
      expect(after.items.map(({ kind }: Json) => kind)).toEqual(['partnership']);
    });

    it('until it has left it keeps its seat and its vote', async () => {
      const matter = await table.put(henryk, { method: 'majority' });
      await table.deliberate(henryk, matter.id);
      await table.openVoting(zofia, matter.id);
      expect((await table.cast(henryk, matter.id, { vote: 'yes' })).status).toBe(200);
    });
  });

  /** Declares, accepts the charter, and is voted in by those who sit at the table. */
  async function admitted(person: Person, name: string): Promise<string> {
    const party = granted(await person.post('/v1/parties', { kind: 'organization', sphere: 'social', name, municipality: 'Łódź', legalForm: 'foundation' }));
    const declared = granted(await person.post(`${table.base}/members`, { partyId: party.id }));
    const { matterId } = granted(await person.post(`${table.base}/members/${declared.id}/admission`, { acceptsCharter: true }));
    await table.decide(zofia, matterId, [[zofia, { vote: 'yes' }], [henryk, { vote: 'yes' }]]);
    return declared.id;
  }
});
