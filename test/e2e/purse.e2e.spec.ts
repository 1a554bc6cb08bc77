import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { granted, type Json, type Person, sha256, startWorld, type World } from '../world/world.ts';

/** The money of an initiative: what came in, what went out and for what, where everybody at the table sees it. */
describe('Renata gives money for a playground, and Tomek pays the invoices', () => {
  let world: World;
  let renata: Person;
  let tomek: Person;
  let zofia: Person;
  let sponsor: string;
  let council: string;
  let cluster: Json;
  let playground: Json;
  let gift: Json;
  let purse: string;
  let invoicePaid: Json;

  const at = (path: string) => `/v1/clusters/${cluster.id}${path}`;
  const problem = ({ status, body }: { status: number; body: Json }) => [status, String(body.type).split('/').at(-1)];
  const invoice = (number: number) => ({ name: `faktura ${number}.pdf`, sha256: sha256(`faktura ${number}`), size: 48_000 });
  const pay = (person: Person, fields: object) => person.post(`${purse}/payments`, { payee: 'Huśtawki sp. z o.o.', purpose: 'Huśtawka i piaskownica', paidOn: '2026-02-10', evidence: [invoice(7)], ...fields });
  const balance = async () => granted(await zofia.get(purse)).balanceMinor as number;

  beforeAll(async () => {
    world = await startWorld();
    [renata, tomek, zofia] = await Promise.all([world.person('Renata'), world.person('Tomek'), world.person('Zofia')]);
    cluster = await world.cluster('Plac zabaw');
    sponsor = await world.join(renata, cluster, 'Piekarnia Renaty', { sphere: 'economic' });
    council = await world.join(tomek, cluster, 'Rada Rodziców');
    await world.join(zofia, cluster, 'Szkoła Podstawowa nr 3', { sphere: 'public' });
    playground = await world.initiative({ cluster, title: 'Plac zabaw', partners: [tomek, zofia] });
  });

  afterAll(() => world.stop());

  it('money is in the purse when the initiative has confirmed it, and not before', async () => {
    const given = { category: 'donation', amount: { amountMinor: 500_000, currency: 'PLN' }, givenOn: '2026-02-01', receiver: { initiativeId: playground.id } };
    gift = granted(await renata.post(at('/contributions'), given));
    expect(granted(await tomek.get(at(`/purses?initiativeId=${playground.id}`))).items).toEqual([]);
    granted(await tomek.post(at(`/contributions/${gift.id}/confirmation`)));
    const { items } = granted(await renata.get(at(`/purses?initiativeId=${playground.id}`)));
    expect(items).toMatchObject([{ initiativeId: playground.id, currency: 'PLN', balanceMinor: 500_000 }]);
    purse = at(`/purses/${items[0].id}`);
  });

  it('a partner records what was paid, with the invoice that shows it', async () => {
    const answer = await pay(tomek, { amountMinor: 320_050 });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ number: 2, kind: 'payment', amountMinor: -320_050, balanceMinor: 179_950, payee: 'Huśtawki sp. z o.o.', recordedBy: council, evidence: [invoice(7)] });
    expect(answer.headers['location']).toBe(`${purse}/entries/${answer.body.id}`);
    invoicePaid = granted(await zofia.get(answer.headers['location']!));
    expect(invoicePaid).toEqual(answer.body);
  });

  it('what is not in the purse is not paid out of it, and only partners pay', async () => {
    expect(problem(await pay(tomek, { amountMinor: 179_951 }))).toEqual([409, 'purse-too-low']);
    expect(problem(await pay(renata, { amountMinor: 100 }))).toEqual([403, 'not-partner-of-receiver']);
    expect(problem(await pay(tomek, { amountMinor: 100, memberId: sponsor }))).toEqual([422, 'payee-unfit']);
    expect(await balance()).toBe(179_950);
  });

  it('what is spent is not given back, until a payment comes back', async () => {
    const reversal = granted(await renata.post(at(`/contributions/${gift.id}/reversal`), { reason: 'Przelew z niewłaściwego konta' }));
    const confirmation = at(`/contributions/${reversal.id}/confirmation`);
    expect(problem(await tomek.post(confirmation))).toEqual([409, 'money-spent']);
    const back = granted(await tomek.post(`${purse}/entries/${invoicePaid.id}/reversal`, { reason: 'Sklep zwrócił pieniądze' }));
    expect(back).toMatchObject({ kind: 'reversal', amountMinor: 320_050, reversalOf: invoicePaid.id, balanceMinor: 500_000 });
    expect(problem(await tomek.post(`${purse}/entries/${invoicePaid.id}/reversal`, { reason: 'Jeszcze raz' }))).toEqual([409, 'entry-not-reversible']);
    granted(await tomek.post(confirmation));
    expect(await balance()).toBe(0);
  });

  it('everybody at the table sees what came in and what went out, newest first', async () => {
    const { items } = granted(await renata.get(`${purse}/entries`));
    expect(items.map(({ number, kind, amountMinor, balanceMinor, memberId }: Json) => [number, kind, amountMinor, balanceMinor, memberId])).toEqual([
      [4, 'reversal', -500_000, 0, sponsor],
      [3, 'reversal', 320_050, 500_000, null],
      [2, 'payment', -320_050, 179_950, null],
      [1, 'contribution', 500_000, 500_000, sponsor],
    ]);
    expect(items[2].reversedBy).toBe(items[1].id);
  });

  it('the register has all of it, and names no payee', async () => {
    await world.settle();
    const entries = granted(await zofia.get(at('/register/entries?limit=200')));
    expect(entries.items.filter(({ type }: Json) => String(type).startsWith('resources.purse.')).map(({ type }: Json) => type)).toEqual([
      'resources.purse.opened.v1', ...Array.from({ length: 4 }, () => 'resources.purse.entry-made.v1'),
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Huśtawki|zwrócił/);
  });
});
