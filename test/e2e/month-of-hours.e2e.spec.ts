import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** A month of a volunteer's hours, from the spreadsheet to the report: one line is disputed and settled, the rest confirmed. */
describe('Wanda volunteers for a month', () => {
  let world: World;
  let wanda: Person;
  let kasia: Person;
  let cluster: Json;
  let volunteer: string;
  let garden: Json;
  let recorded: { readonly line: number; readonly id: string }[];

  const days = Array.from({ length: 20 }, (_, index) => `${String(index + 1).padStart(2, '0')}.01.2026`);
  const line = (day: string, hours = '2,5') => `${day};Wolontariat;${hours};godzina;"Dyżur w ogrodzie; ${day}"`;
  /** As a spreadsheet saves it here: semicolons, decimal commas, CRLF, a byte order mark. */
  const sheet = (lines: readonly string[]) => `\uFEFFData;Kategoria;Ilość;Jednostka;Opis\r\n${lines.join('\r\n')}\r\n`;
  const at = (path: string) => `/v1/clusters/${cluster.id}${path}`;
  const take = (csv: string, how: object = {}) => wanda.post(at('/contributions/imports'), { csv, receiver: { initiativeId: garden.id }, ...how });
  const idOn = (place: number) => recorded.find((entry) => entry.line === place)!.id;
  const hours = async () => {
    await world.settle();
    const { lines } = granted(await kasia.get(at('/reports/contributions')));
    return lines.filter(({ memberId, category }: Json) => memberId === volunteer && category === 'volunteering').map(({ unit, recorded: sum, confirmed, entries }: Json) => [unit, sum, confirmed, entries]);
  };

  beforeAll(async () => {
    world = await startWorld();
    [wanda, kasia] = await Promise.all([world.person('Wanda Malinowska'), world.person('Kasia Nowak')]);
    cluster = await world.cluster('Miesiąc Godzin');
    volunteer = await world.join(wanda, cluster, 'Wanda Malinowska', { kind: 'person' });
    await world.join(kasia, cluster, 'Dom Kultury Zacisze', { sphere: 'public' });
    garden = await world.initiative({ cluster, title: 'Ogród za domem kultury', partners: [kasia, wanda] });
  });

  afterAll(() => world.stop());

  it('tries her spreadsheet out and learns which line has a fault', async () => {
    const lines = days.map((day, index) => line(day, index === 6 ? '2,5 h' : '2,5'));
    const outcome = granted(await take(sheet(lines), { dryRun: true }));
    expect(outcome).toMatchObject({ lines: 20, recorded: 0, dryRun: true, contributions: [], faults: [{ line: 8, field: 'Ilość', code: 'invalid', message: { pl: expect.stringContaining('Podaj liczbę') } }] });
    expect(granted(await take(sheet(lines)))).toMatchObject({ recorded: 0, faults: outcome.faults });
    expect(await hours()).toEqual([]);
  });

  it('corrects it and records the month at once; sent again by the same key it is not recorded twice', async () => {
    const csv = sheet(days.map((day) => line(day)));
    const send = () => wanda.post(at('/contributions/imports'), { csv, receiver: { initiativeId: garden.id } }, { 'idempotency-key': `month-of-hours-${cluster.id}` });
    const first = granted(await send());
    expect(first).toMatchObject({ lines: 20, recorded: 20, faults: [] });
    const again = await send();
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', first]);
    recorded = first.contributions;
    expect(recorded.map(({ line: place }) => place)).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
    expect(granted(await kasia.get(at(`/contributions/${idOn(2)}`)))).toMatchObject({ giver: volunteer, givenOn: '2026-01-01', quantity: { value: '2.5', unit: 'h' }, description: 'Dyżur w ogrodzie; 01.01.2026', state: 'recorded' });
    expect(await hours()).toEqual([['h', '50', '0', 20]]);
  });

  it('has one line disputed: the two talk, and the correction stands in its place', async () => {
    const contribution = at(`/contributions/${idOn(11)}`);
    expect((await wanda.post(`${contribution}/dispute`, { reason: 'Moja' })).status).toBe(403);
    expect(granted(await kasia.post(`${contribution}/dispute`, { reason: 'Tego dnia skończyliśmy po godzinie' }))).toMatchObject({ state: 'disputed', confirmBy: null });
    const answer = await wanda.post(`${contribution}/remarks`, { text: 'Racja, padało. Poprawiam.' });
    expect([answer.status, answer.headers['location']]).toEqual([201, `${contribution}/remarks/${answer.body.id}`]);
    expect(granted(await kasia.get(`${contribution}/remarks`)).items.map(({ text }: Json) => text)).toEqual(['Tego dnia skończyliśmy po godzinie', 'Racja, padało. Poprawiam.']);
    expect((await wanda.post(`${contribution}/confirmation`)).body.type).toMatch(/own-contribution$/);
    const reversal = granted(await wanda.post(`${contribution}/reversal`, { reason: 'Deszcz', correction: { category: 'volunteering', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-10' } }));
    expect(granted(await kasia.get(contribution))).toMatchObject({ state: 'voided', reversedBy: reversal.id });
    expect(granted(await kasia.post(at(`/contributions/${reversal.correction}/confirmation`)))).toMatchObject({ state: 'confirmed', corrects: idOn(11) });
    expect(await hours()).toEqual([['h', '48.5', '1', 20]]);
  });

  it('has the rest confirmed, and the report says what was really given', async () => {
    for (const { line: place, id } of recorded) if (place !== 11) expect(granted(await kasia.post(at(`/contributions/${id}/confirmation`)))).toMatchObject({ state: 'confirmed' });
    expect(await hours()).toEqual([['h', '48.5', '48.5', 20]]);
    expect(granted(await kasia.get(at(`/contributions?initiativeId=${garden.id}&state=recorded`))).items).toEqual([]);
  });

  it('a thousand lines go through the door at once, a file that is none not at all', async () => {
    const many = { lines: Array.from({ length: 1_000 }, () => ({ receiver: { initiativeId: garden.id }, category: 'office-work', quantity: { value: '0.25', unit: 'h' }, givenOn: '2026-01-15' })) };
    expect(granted(await wanda.post(at('/contributions/batches'), many))).toMatchObject({ lines: 1_000, recorded: 1_000, faults: [] });
    const refused = await wanda.send('POST', at('/contributions/imports'), { csv: 'data;kategoria;ilość\n2026-01-01;care;"1', receiver: { initiativeId: garden.id } }, { 'accept-language': 'pl' });
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('Wiersz 2: cudzysłów nie jest zamknięty')]);
  });
});
