import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  admitMember, changeParty, confirmPatronage, createCluster, createMandate, declareReadiness, listActivities, listLegalForms, listParties, type Party, readParty, registerParty, type RequestInputOf, type SimilarParty,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, type Caller, outcomes, Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';
import { choice } from './list-parties.js';

/** What is known of parties, how they are found, and that none is known twice; with two replicas of the service. */
describe('parties', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
  });
  afterAll(() => bed.stop());

  type Fields = RequestInputOf<typeof registerParty>;
  const fields = (name: string, more: Partial<Fields> = {}): Fields => ({ kind: 'organization', sphere: 'social', name, municipality: 'Łódź', ...more });
  const register = (name: string, more: Partial<Fields> = {}, person = bed.person()) => person.get(registerParty, fields(name, more));
  const names = (page: { readonly items: readonly { readonly name: string }[] }) => page.items.map(({ name }) => name);

  describe('known once', () => {
    it('by an identifier, whoever registers it first; the others are shown the way to it', async () => {
      const answers = await atOnce(20, (turn) => bed.person().call(registerParty, fields(`Pierwsza ${turn}`, { nip: '856-734-62-15', krs: `00001234${String(turn).padStart(2, '0')}` })));
      const party = answers.find((answer): answer is Party => !('refused' in answer))!;
      expect(answers.filter((answer) => answer !== party)).toEqual(Array.from({ length: 19 }, () => ({ refused: 'identifier-taken', parameters: { partyId: party.id } })));
      expect(await bed.rows(`SELECT 1 FROM membership.party WHERE nip = '8567346215'`)).toHaveLength(1);
      expect(await bed.rows('SELECT 1 FROM membership.mandate WHERE party_id = $1', [party.id])).toHaveLength(1);
    });

    it('by an identifier that is added later, whoever is quicker', async () => {
      const people = await atOnce(10, async (turn) => {
        const person = bed.person();
        return { person, party: await register(`Druga ${turn}`, {}, person) };
      });
      const answers = await Promise.all(people.map(({ person, party: { id, version } }) => person.call(changeParty, { partyId: id, regon: '123456785' }, { expectedVersion: version })));
      const winner = answers.find((answer): answer is Party => !('refused' in answer))!;
      expect(answers.filter((answer) => answer !== winner)).toEqual(Array.from({ length: 9 }, () => ({ refused: 'identifier-taken', parameters: { partyId: winner.id } })));
    });

    it('one account as one natural person', async () => {
      const person = bed.person();
      expect(outcomes(await atOnce(10, () => person.call(registerParty, fields('Ja', { kind: 'person' }))))).toEqual({ granted: 1, 'person-known': 9 });
    });

    it('by a similar name in its municipality: a warning, or a refusal where that is asked for', async () => {
      const first = await register('Fundacja „Żółta Łódka”', { municipality: 'Tuszyn' });
      const candidate: SimilarParty = { partyId: first.id, name: first.name, municipality: 'Tuszyn' };
      expect(first).not.toHaveProperty('similar');
      expect(await register('Stowarzyszenie Zolta Lodka', { municipality: 'TUSZYN' })).toMatchObject({ similar: [candidate] });
      const refused = await bed.person().call(registerParty, fields('Żółta Łódka', { municipality: 'Tuszyn', ifSimilar: 'refuse' }));
      expect(refused).toMatchObject({ refused: 'party-looks-known', errors: expect.arrayContaining([{ pointer: '/name', code: 'similar-party', message: `${first.name}: /v1/parties/${first.id}` }]) });
      expect(await register('Żółta Łódka', { municipality: 'Rzgów', ifSimilar: 'refuse' })).not.toHaveProperty('similar');
      expect(await register('Zielona Łódź', { municipality: 'Tuszyn', ifSimilar: 'refuse' })).not.toHaveProperty('similar');
    });

    it('by a similar name even where all come at once', async () => {
      const answers = await atOnce(10, (turn) => bed.person().call(registerParty, fields(`Fundacja Równy Krok ${'!'.repeat(turn)}`, { ifSimilar: 'refuse' })));
      expect(outcomes(answers)).toEqual({ granted: 1, 'party-looks-known': 9 });
    });

    it('but a natural person is no candidate, and is not compared', async () => {
      await register('Zofia Cicha', { kind: 'person' });
      expect(await register('Zofia Cicha', { kind: 'group', ifSimilar: 'refuse' })).not.toHaveProperty('similar');
      expect(await register('Zofia Cicha', { kind: 'person', ifSimilar: 'refuse' })).not.toHaveProperty('similar');
      await register('Jan Skryty', { kind: 'person', nip: '5260250274' });
      expect(await bed.person().call(registerParty, fields('Ktoś inny', { nip: '5260250274' }))).toEqual({ refused: 'identifier-taken' });
    });
  });

  describe('as their representatives describe them', () => {
    it('keep what is said of them, and tell of it', async () => {
      const person = bed.person();
      const party = await register('Fundacja Opisana', { legalForm: 'foundation', krs: '0000 555-666', activities: ['culture', 'seniors'] }, person);
      expect(party).toMatchObject({ legalForm: 'foundation', register: 'krs', krs: '0000555666', activities: ['culture', 'seniors'], patronPartyId: null });
      const changed = await person.get(changeParty, { partyId: party.id, municipality: 'Pabianice', activities: ['ecology'], register: 'none' }, { expectedVersion: party.version });
      expect(changed).toEqual({ ...party, version: party.version + 2, municipality: 'Pabianice', activities: ['ecology'], register: 'none' });
      expect(await person.get(readParty, { partyId: party.id })).toEqual(changed);
      const told = await bed.rows<{ type: string; version: number }>(`SELECT type, subject_version AS version FROM membership.journal WHERE subject = $1 ORDER BY id`, [party.id]);
      expect(told.map(({ type }) => type.slice('membership.'.length))).toEqual(['party.registered.v1', 'party.described.v1', 'mandate.granted.v1', 'party.changed.v1', 'party.described.v1']);
      expect(told.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    });

    it('change as they were read, or say that they were changed meanwhile', async () => {
      const person = bed.person();
      const { id: partyId, version } = await register('Zmienna', {}, person);
      const answers = await atOnce(20, (turn) => person.call(changeParty, { partyId, name: `Zmienna ${turn}` }, { expectedVersion: version }));
      expect(outcomes(answers)).toEqual({ granted: 1, 'stale-version': 19 });
      expect((await person.get(readParty, { partyId })).version).toBe(version + 1);
      expect(await person.call(changeParty, { partyId, name: 'Bez wersji' })).toEqual({ refused: 'version-required' });
    });

    it('are changed by nobody else; a stranger learns nothing of a natural person', async () => {
      const owner = bed.person();
      const [open, own] = [await register('Otwarta', {}, owner), await register('Łucja Prywatna', { kind: 'person', municipality: 'Ukryta' }, owner)];
      const change = (person: Caller, partyId: string, expectedVersion: number) => person.call(changeParty, { partyId, name: 'Cudza' }, { expectedVersion });
      expect(await change(bed.person(), open.id, open.version)).toEqual({ refused: 'forbidden' });
      for (const version of [own.version, own.version + 1]) expect(await change(bed.person(), own.id, version)).toEqual({ refused: 'not-found' });
      expect(await change(bed.person(), newId(), 1)).toEqual({ refused: 'not-found' });
      expect(await bed.person().call(readParty, { partyId: own.id })).toEqual({ refused: 'not-found' });
      expect(await owner.get(readParty, { partyId: own.id })).toEqual(own);
      expect(await bed.rows(`SELECT 1 FROM membership.journal WHERE envelope LIKE '%Łucja%' OR envelope LIKE '%Ukryta%'`)).toEqual([]);
    });

    it('are renamed at every table, also while they declare themselves and are admitted there', async () => {
      const operator = bed.person({ operator: true });
      const clusters = await Promise.all(['Pierwszy', 'Drugi'].map((name) => operator.get(createCluster, { name, purpose: 'Razem', municipality: 'Łódź' })));
      const [first, second] = clusters.map(({ id }) => id) as [string, string];
      for (let round = 0; round < 10; round += 1) {
        const person = bed.person();
        const { id: partyId, version } = await register(`Przed ${round}`, {}, person);
        const declared = await person.get(declareReadiness, { clusterId: first, partyId });
        const answers = await Promise.all([
          person.call(changeParty, { partyId, name: `Po ${round}` }, { expectedVersion: version }),
          person.call(admitMember, { clusterId: first, memberId: declared.id, acceptsCharter: true }),
          person.call(declareReadiness, { clusterId: second, partyId }),
        ]);
        expect(outcomes(answers)).toEqual({ granted: 3 });
        const shown = await bed.rows('SELECT party_name, state FROM membership.member WHERE party_id = $1 ORDER BY state', [partyId]);
        expect(shown).toEqual(['admitted', 'declared'].map((state) => ({ party_name: `Po ${round}`, state })));
      }
    });

    it('leave no name of a natural person in what is kept for repetitions', async () => {
      const person = bed.person();
      const told = fields('Wiesława Zapomniana', { kind: 'person' });
      const party = await person.get(registerParty, told, { idempotencyKey: 'ja' });
      await person.get(changeParty, { partyId: party.id, municipality: 'Zapomniana' }, { expectedVersion: party.version, idempotencyKey: 'zmiana' });
      expect(await person.get(registerParty, told, { idempotencyKey: 'ja' })).toEqual(party);
      expect(await bed.rows('SELECT 1 FROM membership.idempotency WHERE account_id = $1', [person.accountId])).toHaveLength(2);
      expect(await bed.rows(`SELECT 1 FROM membership.idempotency WHERE answer LIKE '%Zapomniana%'`)).toEqual([]);
    });

    it('have a form that fits', async () => {
      const refused = await bed.person().call(registerParty, fields('Ja', { kind: 'group', legalForm: 'school' }));
      expect(refused).toEqual({ refused: 'legal-form-unfit', parameters: { legalForm: 'school', kind: 'group' } });
      const person = bed.person();
      const { id: partyId, version } = await register('Klub', { kind: 'group' }, person);
      expect(await person.call(changeParty, { partyId, legalForm: 'foundation' }, { expectedVersion: version })).toMatchObject({ refused: 'legal-form-unfit' });
    });
  });

  describe('patrons', () => {
    it('are named by a group and confirm it once; another one has not confirmed yet', async () => {
      const [patronage, group, stranger] = [bed.person(), bed.person(), bed.person()];
      const patron = await register('Fundacja Parasol', {}, patronage);
      const named = await register('Sąsiedzi z Parkowej', { kind: 'group', patronPartyId: patron.id }, group);
      const confirm = (person: Caller, partyId = named.id) => person.call(confirmPatronage, { partyId });
      expect(named).toMatchObject({ patronPartyId: patron.id, patronConfirmedAt: null });
      expect(await confirm(stranger)).toEqual({ refused: 'forbidden' });
      expect(await confirm(group)).toEqual({ refused: 'forbidden' });
      expect(await confirm(patronage, patron.id)).toEqual({ refused: 'not-patron' });
      const answers = await atOnce(5, () => confirm(patronage));
      expect(outcomes(answers)).toEqual({ granted: 1, 'not-patron': 4 });
      const confirmed = await group.get(readParty, { partyId: named.id });
      expect(confirmed.patronConfirmedAt).not.toBeNull();

      const other = await register('Stowarzyszenie Namiot', {}, patronage);
      const change = (patronPartyId: string | null, { version } = confirmed) => group.get(changeParty, { partyId: named.id, patronPartyId }, { expectedVersion: version });
      const moved = await change(other.id);
      expect(moved).toMatchObject({ patronPartyId: other.id, patronConfirmedAt: null });
      expect(await change(null, moved)).toMatchObject({ patronPartyId: null, patronConfirmedAt: null });
      expect(await confirm(patronage)).toEqual({ refused: 'not-patron' });
    });

    it('are organizations that are known', async () => {
      const { id: groupId } = await register('Grupa', { kind: 'group' });
      const { id: organizationId } = await register('Patronka');
      const owner = bed.person();
      const { id: personId } = await register('Osoba', { kind: 'person' }, owner);
      const named = (kind: Fields['kind'], patronPartyId: string) => bed.person().call(registerParty, fields('Z patronem', { kind, patronPartyId }));
      expect(outcomes(await Promise.all([named('group', newId()), named('group', groupId), named('group', personId), named('organization', organizationId), named('person', organizationId)]))).toEqual({
        'patron-unfit': 5,
      });
      expect(await named('group', organizationId)).toMatchObject({ patronPartyId: organizationId });
    });
  });

  describe('in lists', () => {
    const found = async (request: RequestInputOf<typeof listParties>, person = bed.person()) => names(await person.get(listParties, { municipality: 'Kutno', ...request }));
    let owner: Caller;

    beforeAll(async () => {
      owner = bed.person();
      const inKutno = (name: string, more: Partial<Fields> = {}) => register(name, { municipality: 'Kutno', ...more }, owner);
      await inKutno('Żabka 100%', { sphere: 'economic', nip: '7251801126', krs: '0000111222' });
      await inKutno('Ósma Góra', { regon: '12345678512347', activities: ['tourism', 'sport'] });
      await inKutno('Łąka', { kind: 'group', legalForm: 'seniors-club' });
      await inKutno('Zebra_1', { sphere: 'public', legalForm: 'library' });
      await inKutno('Lipa');
      await inKutno('Żaneta Osobna', { kind: 'person' });
    });

    it('are found by an identifier, with dashes or without', async () => {
      for (const identifier of ['7251801126', '725-180-11-26', '0000111222']) expect(await found({ identifier })).toEqual(['Żabka 100%']);
      expect(await found({ identifier: '123456785-12347' })).toEqual(['Ósma Góra']);
      expect(await found({ identifier: '192598184' })).toEqual([]);
    });

    it('are found by a part of the name, however it is written; signs stand for themselves', async () => {
      expect(await found({ name: 'ŻABKA' })).toEqual(['Żabka 100%']);
      expect(await found({ name: 'osma gora' })).toEqual(['Ósma Góra']);
      expect(await found({ name: '„łąka”' })).toEqual(['Łąka']);
      expect(await found({ name: '0%' })).toEqual(['Żabka 100%']);
      expect(await found({ name: 'a_1' })).toEqual(['Zebra_1']);
      expect(await found({ name: '\\' })).toEqual([]);
    });

    it('are chosen by municipality, kind, sphere, form and activity', async () => {
      expect(await found({ municipality: 'kutno', kind: 'group' })).toEqual(['Łąka']);
      expect(await found({ sphere: 'economic' })).toEqual(['Żabka 100%']);
      expect(await found({ legalForm: 'library' })).toEqual(['Zebra_1']);
      expect(await found({ activity: 'sport' })).toEqual(['Ósma Góra']);
      expect(await found({ activity: 'sport', sphere: 'public' })).toEqual([]);
    });

    it('stand in the order in which they came, or in Polish order, page by page, in both directions', async () => {
      const came = ['Żabka 100%', 'Ósma Góra', 'Łąka', 'Zebra_1', 'Lipa'];
      const polish = ['Lipa', 'Łąka', 'Ósma Góra', 'Zebra_1', 'Żabka 100%'];
      const pages = async (sort?: RequestInputOf<typeof listParties>['sort']) => {
        const read: string[] = [];
        for (let cursor: string | undefined | null; cursor !== null; ) {
          const page = await bed.person().get(listParties, { municipality: 'Kutno', limit: 2, ...(sort ? { sort } : {}), ...(cursor ? { cursor } : {}) });
          read.push(...names(page));
          cursor = page.nextCursor;
        }
        return read;
      };
      expect(await pages()).toEqual(came);
      expect(await pages('-createdAt')).toEqual(came.toReversed());
      expect(await pages('name')).toEqual(polish);
      expect(await pages('-name')).toEqual(polish.toReversed());
    });

    it('show a natural person to itself', async () => {
      expect(await found({ kind: 'person' })).toEqual([]);
      expect(await found({ name: 'zaneta' })).toEqual([]);
      expect(await found({ kind: 'person' }, owner)).toEqual(['Żaneta Osobna']);
      const { id: partyId } = (await owner.get(listParties, { municipality: 'Kutno', kind: 'person' })).items[0]!;
      expect(await bed.person().call(createMandate, { partyId })).toEqual({ refused: 'not-found' });
    });

    it('use an index for each way of finding them', async () => {
      await bed.rows(
        `INSERT INTO membership.party (id, version, kind, sphere, name, municipality, nip, register, created_at)
         SELECT uuidv7(), 1, 'organization', 'social', md5(n::text), 'Gmina ' || n % 500, '5' || lpad(n::text, 9, '0'), 'none', now() FROM generate_series(1, 20000) n`,
      );
      await bed.rows('VACUUM ANALYZE membership.party');
      const runtime = await bed.sql('membership');
      const plan = async (request: Parameters<typeof choice>[0], order = 'p.id') => {
        const { rows } = await runtime.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) SELECT FROM party p WHERE ${choice(request, '').where} ORDER BY ${order} LIMIT 50`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      };
      expect(await plan({ name: 'abcdef' })).toMatch(/party_by_folded_name/);
      expect(await plan({ municipality: 'Gmina 7' })).toMatch(/party_by_municipality/);
      expect(await plan({ identifier: '5000000077' })).toMatch(/party_nip[^]*party_regon[^]*party_krs/);
      expect(await plan({}, 'p.name COLLATE "pl-x-icu", p.id')).toMatch(/party_by_name/);
      expect(await plan({}, 'p.created_at DESC, p.id DESC')).toMatch(/party_by_creation/);
    }, 30_000);
  });

  it('have forms and activities from lists', async () => {
    const nobody = bed.nobody();
    const forms = await nobody.get(listLegalForms, { limit: 200 });
    expect(forms.items).toContainEqual({ code: 'rural-womens-circle', names: { pl: 'koło gospodyń wiejskich', en: 'rural women’s circle' }, kinds: ['organization'] });
    expect(forms.nextCursor).toBeNull();
    const first = await nobody.get(listActivities, { limit: 20 });
    const rest = await nobody.get(listActivities, { limit: 20, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items]).toEqual((await nobody.get(listActivities, { limit: 200 })).items);
    expect(rest.nextCursor).toBeNull();
  });
});
