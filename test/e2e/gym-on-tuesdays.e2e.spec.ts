import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hoursAfter, next } from '../world/calendar.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** A room that one can use at a time, found by those who look for it in other words. */
describe('a school lends its gym on Tuesdays', () => {
  let world: World;
  let [headmaster, trainer, dancer]: Person[] = [] as never;
  let cluster: Json;
  let club: string;
  let gym: Json;
  let need: Json;
  let pledge: Json;
  let tuesdays: { from: string; until: string; free: string }[];

  const at = (path: string) => `/v1/clusters/${cluster.id}${path}`;
  const slug = ({ status, body }: { status: number; body: Json }) => [status, String(body.type).split('/').at(-1)];

  beforeAll(async () => {
    world = await startWorld();
    [headmaster, trainer, dancer] = await Promise.all(['Hanna Dyrektorka', 'Tomasz Trener', 'Dorota Tancerka'].map((name) => world.person(name)));
    cluster = await world.cluster('Sportowe Podwórko');
    await world.join(headmaster!, cluster, 'Szkoła Podstawowa nr 12', { sphere: 'public', legalForm: 'school' });
    club = await world.join(trainer!, cluster, 'Klub Seniora Sprawni', { kind: 'group' });
    await world.join(dancer!, cluster, 'Zespół Taneczny Obertas', { kind: 'group' });
  });

  afterAll(() => world.stop());

  it('drafts the offer, which nobody else sees, and publishes it', async () => {
    const draft = granted(await headmaster!.post(at('/offers'), {
      category: 'hall', title: 'Sala gimnastyczna we wtorki', description: 'Z prysznicami, na 30 osób.', municipality: 'Łódź', visibility: 'federation', from: day(), until: day(120),
      windows: [{ start: `${next(2)}T16:00`, minutes: 240, rule: 'FREQ=WEEKLY;BYDAY=TU' }],
    }));
    expect(draft).toMatchObject({ state: 'draft', sharing: 'exclusive', kind: 'material', quantity: null });
    expect((await trainer!.get(at(`/offers/${draft.id}`))).status).toBe(404);
    gym = granted(await headmaster!.post(at(`/offers/${draft.id}/publication`)));
    expect(gym.state).toBe('published');
    expect(granted(await trainer!.get(at('/offers'))).items.map(({ id }: Json) => id)).toEqual([gym.id]);
  });

  it('is free for four hours on every Tuesday, by the clock on the wall', async () => {
    const free = granted(await trainer!.get(at(`/offers/${gym.id}/availability?from=${day()}T00:00:00Z&until=${day(60)}T00:00:00Z`)));
    tuesdays = free.items;
    expect(tuesdays.length).toBeGreaterThanOrEqual(8);
    for (const { from, until } of tuesdays) {
      expect(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Warsaw', weekday: 'long', hour: '2-digit' }).format(new Date(from))).toMatch(/Tuesday.* 16/);
      expect(Date.parse(until) - Date.parse(from)).toBe(4 * 3_600_000);
    }
  });

  it('is found by the need of a club, though it calls it otherwise, with the reasons', async () => {
    need = granted(await trainer!.post(at('/needs'), { category: 'hall', title: 'Szukamy salę do ćwiczeń dla seniorów', quantity: { value: '8', unit: 'h' }, from: day(), until: day(90), municipality: 'łódź' }));
    const { items } = granted(await trainer!.get(at(`/needs/${need.id}/matches`)));
    const found = items.find(({ offerId }: Json) => offerId === gym.id);
    expect(found.reasons.map(({ reason }: Json) => reason)).toEqual(expect.arrayContaining(['category', 'time', 'place', 'words']));
    expect(found.other).toMatchObject({ title: gym.title, name: 'Szkoła Podstawowa nr 12', clusterId: cluster.id });
    const theirs = granted(await headmaster!.get(at(`/offers/${gym.id}/matches`))).items.find(({ needId }: Json) => needId === need.id);
    expect(theirs.score).toBe(found.score);
  });

  it('the club asks for four Tuesdays, and they are reserved at once', async () => {
    const spans = tuesdays.slice(1, 5).map(({ from }) => ({ from, until: hoursAfter(from, 2) }));
    pledge = granted(await trainer!.post(at('/pledges'), { offerId: gym.id, needId: need.id, quantity: { value: '8', unit: 'h' }, spans, by: day(60), note: 'Ćwiczenia z krzesłami' }));
    expect(pledge).toMatchObject({ state: 'proposed', proposedBy: club, receiver: { memberId: club }, category: 'hall' });
    const reserved = granted(await headmaster!.get(at(`/offers/${gym.id}/reservations`)));
    expect(reserved.items.map(({ span }: Json) => span)).toEqual(expect.arrayContaining(spans));
  });

  it('what is taken is refused to others, the two hours behind it are not', async () => {
    const ask = (from: string, until: string) => dancer!.post(at('/pledges'), { offerId: gym.id, quantity: { value: '2', unit: 'h' }, spans: [{ from, until }], by: day(60) });
    const { from, until } = tuesdays[1]!;
    expect(slug(await ask(hoursAfter(from, 1), hoursAfter(from, 3)))).toEqual([409, 'capacity-taken']);
    expect(slug(await ask(hoursAfter(from, 24), hoursAfter(from, 26)))).toEqual([422, 'outside-availability']);
    expect((await ask(hoursAfter(from, 2), until)).status).toBe(201);
    const free = granted(await dancer!.get(at(`/offers/${gym.id}/availability?from=${from}&until=${until}`)));
    expect(free.items).toEqual([]);
  });

  it('the school accepts, the club cannot accept for it', async () => {
    expect(slug(await trainer!.post(at(`/pledges/${pledge.id}/acceptance`)))).toEqual([403, 'own-proposal']);
    expect(granted(await headmaster!.post(at(`/pledges/${pledge.id}/acceptance`))).state).toBe('accepted');
    expect(granted(await trainer!.get(at(`/needs/${need.id}`)))).toMatchObject({ state: 'open', promised: '8', given: '0' });
  });

  it('every Tuesday that was given counts when the club confirms it', async () => {
    const gave = granted(await headmaster!.post(at('/contributions'), { receiver: { memberId: club }, pledgeId: pledge.id, category: 'hall', quantity: { value: '120', unit: 'min' }, givenOn: day() }));
    expect(gave).toMatchObject({ action: 'use', pledgeId: pledge.id, state: 'recorded' });
    expect(granted(await trainer!.get(at(`/pledges/${pledge.id}`))).given).toBe('0');
    expect(slug(await trainer!.post(at('/contributions'), { giver: gave.giver, receiver: { memberId: club }, pledgeId: pledge.id, category: 'office-space', quantity: { value: '1', unit: 'h' }, givenOn: day() }))).toEqual([422, 'pledge-other']);
  });

  it('in the unit in which it was promised', async () => {
    const [waiting] = granted(await trainer!.get(at(`/contributions?pledgeId=${pledge.id}`))).items;
    const confirmed = await trainer!.post(at(`/contributions/${waiting.id}/confirmation`));
    if (confirmed.status !== 200 && confirmed.status !== 201) throw new Error(confirmed.text);
    expect(granted(await trainer!.get(at(`/pledges/${pledge.id}`)))).toMatchObject({ state: 'partly-fulfilled', given: '2' });
    expect(granted(await trainer!.get(at(`/needs/${need.id}`)))).toMatchObject({ state: 'partly-met', promised: '6', given: '2' });
  });

  it('when the club cancels the rest, those Tuesdays are free again', async () => {
    granted(await trainer!.post(at(`/pledges/${pledge.id}/cancellation`), { reason: 'Grupa się rozwiązała' }));
    expect(granted(await trainer!.get(at(`/needs/${need.id}`)))).toMatchObject({ promised: '0', given: '2' });
    const { from } = tuesdays[3]!;
    expect((await dancer!.post(at('/pledges'), { offerId: gym.id, quantity: { value: '2', unit: 'h' }, spans: [{ from, until: hoursAfter(from, 2) }], by: day(60) })).status).toBe(201);
  });
});
