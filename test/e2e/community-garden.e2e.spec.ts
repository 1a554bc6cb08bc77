import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../world/calendar.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** Four partners make a garden, and each brings another kind: hands, money, knowledge and ground. */
describe('a community garden', () => {
  let world: World;
  let cluster: Json;
  let [foundation, firm, library, parish]: Person[] = [] as never;
  const ids: string[] = [];
  let garden: string;

  const at = (path = '') => `/v1/clusters/${cluster.id}/initiatives/${garden}${path}`;
  const partners = () => [foundation!, firm!, library!, parish!];

  beforeAll(async () => {
    world = await startWorld();
    cluster = await world.cluster('Ogrodowy');
    [foundation, firm, library, parish] = (await Promise.all(['Fatima', 'Feliks', 'Lucyna', 'Piotr'].map((name) => world.person(name)))) as [Person, Person, Person, Person];
    const names = ['Fundacja Rąk', 'Firma Zielarz', 'Biblioteka Wiedzy', 'Parafia Ziemi'];
    for (const [index, partner] of partners().entries()) ids.push(await world.join(partner, cluster, names[index]!));
  });

  afterAll(() => world.stop());

  it('begins as an idea and says, step by step, what it lacks', async () => {
    garden = granted(await foundation!.post(`/v1/clusters/${cluster.id}/initiatives`, { title: 'Ogród na skarpie', summary: 'Warzywa dla sąsiadów', novelty: 'Grządki adoptują całe klatki schodowe' })).id;
    granted(await foundation!.post(at('/forming')));
    expect(granted(await foundation!.get(at('/readiness')))).toMatchObject({ state: 'forming', next: 'running', missing: [{ code: 'partners' }, { code: 'agreement' }] });
    for (const partner of partners().slice(1)) granted(await partner.post(at('/partners')));
    expect(await foundation!.post(at('/start'))).toMatchObject({ status: 422, body: { type: expect.stringMatching(/no-agreement-proposed$/) } });
  });

  it('is agreed by all four: who brings what, how costs are shared, what everybody expects of it', async () => {
    const [hands, money, knowledge, ground] = ids as [string, string, string, string];
    const third = { numerator: 1, denominator: 3 };
    const terms = {
      purpose: 'Warzywa i wiedza dla sąsiadów', from: day(), until: day(300),
      partners: [
        { memberId: hands, tasks: ['prowadzi grządki'], pledges: [{ kind: 'human', what: 'praca w ogrodzie', quantity: { value: '120', unit: 'h' }, by: day(200) }] },
        { memberId: money, pledges: [{ kind: 'financial', what: 'sadzonki i narzędzia', amount: { amountMinor: 300_000, currency: 'PLN' } }] },
        { memberId: knowledge, pledges: [{ kind: 'informational', what: 'poradniki i warsztaty' }] },
        { memberId: ground, pledges: [{ kind: 'material', what: 'skarpa za plebanią' }], responsibilities: ['bezpieczeństwo na skarpie'] },
      ],
      keys: {
        costs: { method: 'fixed-shares', shares: [hands, money, knowledge].map((partner) => ({ partner, share: third })).concat([{ partner: ground, share: { numerator: 0, denominator: 1 } }]) },
        risks: { method: 'equal' },
        benefits: { method: 'by-contribution', kind: 'human', unit: 'h' },
      },
      expectedBenefits: [
        { kind: 'reach', description: 'Sąsiedzi się poznają' },
        { memberId: knowledge, kind: 'know-how', description: 'Zbiory o ogrodnictwie trafiają do ludzi' },
      ],
    };
    const version = granted(await foundation!.post(at('/agreement/versions'), { text: 'Zakładamy ogród na skarpie i prowadzimy go wspólnie.', terms }));
    for (const partner of partners().slice(0, 3)) granted(await partner.post(at(`/agreement/versions/${version.number}/signatures`), { sha256: version.sha256 }));
    const refused = await foundation!.post(at('/start'), {}, { 'accept-language': 'pl' });
    expect(refused).toMatchObject({ status: 422, body: { detail: 'Wersji 1 nie podpisali: Parafia Ziemi.' } });
    expect(granted(await parish!.post(at(`/agreement/versions/${version.number}/signatures`), { sha256: version.sha256 }))).toMatchObject({ inForce: true, missing: [] });
    expect(granted(await parish!.post(at('/start')))).toMatchObject({ state: 'running' });
  });

  it('is a document that can be read and checked', async () => {
    const pdf = await library!.get(at('/agreement/versions/1/agreement.pdf'));
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    const canonical = granted(await library!.get(at('/agreement/versions/1/canonical.json')));
    expect(canonical).toMatchObject({ initiativeId: garden, number: 1, text: 'Zakładamy ogród na skarpie i prowadzimy go wspólnie.' });
  });

  it('is given by each partner what the others do not have, and shows it', async () => {
    const contributions = `/v1/clusters/${cluster.id}/contributions`;
    const given = [
      [foundation, { category: 'gardening', quantity: { value: '40', unit: 'h' } }],
      [firm, { category: 'donation', amount: { amountMinor: 300_000, currency: 'PLN' } }],
      [library, { category: 'training-materials', quantity: { value: '12', unit: 'piece' }, conditions: { licence: 'within-initiative' } }],
      [parish, { category: 'land', quantity: { value: '30', unit: 'day' } }],
    ] as const;
    for (const [giver, what] of given) {
      const { id } = granted(await giver!.post(contributions, { receiver: { initiativeId: garden }, givenOn: day(), ...what }));
      const other = giver === foundation ? firm : foundation;
      granted(await other!.post(`${contributions}/${id}/confirmation`));
    }
    await world.settle();
    const progress = granted(await parish!.get(at('/progress')));
    expect(progress.partners.map(({ memberId, kind }: Json) => [memberId, kind])).toEqual(ids.map((id, index) => [id, ['human', 'financial', 'informational', 'material'][index]]));
  });

  it('settles what it cost by the fractions that were agreed', async () => {
    granted(await firm!.post(at('/budget'), { title: 'Sadzonki', planned: { amountMinor: 8_000, currency: 'PLN' } }));
    const [{ id: budgetLineId }] = granted(await firm!.get(at('/budget'))).items;
    granted(await firm!.post(at('/costs'), { amount: { amountMinor: 10_000, currency: 'PLN' }, incurredOn: day(), description: 'Sadzonki pomidorów', document: 'FV 12/2026', budgetLineId }));
    granted(await library!.post(at('/costs'), { amount: { amountMinor: 2_000, currency: 'EUR' }, rate: { value: '4.2587', source: 'NBP tabela A', ratedOn: day() }, incurredOn: day(), description: 'Atlas roślin' }));
    expect(granted(await firm!.get(at(`/budget/${budgetLineId}`)))).toMatchObject({ spentMinor: 10_000, overMinor: 2_000 });
    const settlement = granted(await parish!.post(at('/settlement')));
    // 100,00 + 85,17 = 185,17: three parts of 61,72 and a third; the odd grosz goes to the smaller id.
    expect(settlement).toMatchObject({ totalMinor: 18_517, entries: 2 });
    expect(settlement.balances.map(({ balanceMinor }: Json) => balanceMinor).reduce((sum: number, one: number) => sum + one)).toBe(0);
    expect(settlement.transfers.length).toBeLessThan(4);
    const inIt = settlement.balances.map(({ memberId }: Json) => ids.indexOf(memberId as string));
    for (const index of inIt) granted(await partners()[index]!.post(at('/settlement/acceptance'), { number: settlement.number }));
    for (const { id, from, to } of settlement.transfers) {
      granted(await partners()[ids.indexOf(from)]!.post(at(`/settlement/transfers/${id}/payment`), { paidOn: day(), reference: 'przelew' }));
      granted(await partners()[ids.indexOf(to)]!.post(at(`/settlement/transfers/${id}/receipt`)));
    }
    expect(granted(await foundation!.get(at('/settlement')))).toMatchObject({ state: 'settled', missing: [] });
  });

  it('closes when every partner has said what it gained, and what was learnt is found by others', async () => {
    granted(await parish!.post(at('/closing')));
    const { items } = granted(await library!.get(at('/benefits')));
    const [shared, own] = [items.find((benefit: Json) => benefit.memberId === null), items.find((benefit: Json) => benefit.memberId !== null)];
    granted(await foundation!.post(at(`/benefits/${shared.id}/delivery`), { note: 'Przy grządkach spotyka się pół osiedla' }));
    granted(await parish!.post(at(`/benefits/${shared.id}/acknowledgement`)));
    granted(await library!.post(at(`/benefits/${own.id}/acknowledgement`)));
    granted(await foundation!.post(at('/lessons'), { title: 'Skarpa wymaga schodków', text: 'Bez schodków starsi sąsiedzi nie dochodzili do grządek.' }));
    for (const partner of [foundation!, firm!, library!]) granted(await partner.post(at('/benefit-statements'), { none: false }));
    const refused = await foundation!.post(at('/closure'), {}, { 'accept-language': 'pl' });
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Parafia Ziemi') } });
    granted(await parish!.post(at('/benefit-statements'), { none: false }));
    expect(granted(await parish!.post(at('/closure')))).toMatchObject({ state: 'closed' });
    const stranger = await world.person('Szukająca');
    const found = granted(await stranger.get(`/v1/federation/experience?q=${encodeURIComponent('schodki przy grządce')}`));
    expect(found.items.map(({ title }: Json) => title)).toContain('Skarpa wymaga schodków');
  });

  it('shows at one look, and in its journal, what has happened', async () => {
    const overview = granted(await firm!.get(at('/overview')));
    expect(overview).toMatchObject({ initiative: { state: 'closed' }, agreement: { inForce: 1, missing: [] }, settlement: { state: 'settled' }, missing: [] });
    const journal = granted(await firm!.get(at('/journal?limit=200')));
    const types = journal.items.map(({ type }: Json) => type as string);
    expect(types[0]).toBe('initiatives.initiative.closed.v1');
    expect(types.at(-1)).toMatch(/^initiatives\.(initiative\.brought|partner\.joined)\.v/);
    expect(types.filter((type: string) => type === 'initiatives.agreement.signed.v2')).toHaveLength(4);
  });
});
