import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hoursAfter, next } from '../world/calendar.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** What only one can have at a time goes to who is quicker, by a word of the database; and comes back when it is not needed. */
describe('two initiatives want the minibus on the same day', () => {
  let world: World;
  let [driver, tutor, coach, nurse]: Person[] = [] as never;
  let cluster: Json;
  let brigade: string;
  let camp: Json;
  let seniors: Json;
  let minibus: Json;
  let needs: Json[];
  let saturday: { from: string; until: string };
  let sunday: { from: string; until: string };
  let first: { person: Person; partner: Person; initiative: Json; need: Json; pledge: Json };
  let second: { person: Person; initiative: Json; need: Json };

  const at = (path: string) => `/v1/clusters/${cluster.id}${path}`;
  const slug = ({ status, body }: { status: number; body: Json }) => [status, String(body.type).split('/').at(-1)];
  const ask = (person: Person, need: Json, span: object, headers = {}) =>
    person.post(at('/pledges'), { offerId: minibus.id, needId: need.id, quantity: { value: '1', unit: 'day' }, spans: [span], by: day(14) }, headers);
  const free = async () => granted(await tutor!.get(at(`/offers/${minibus.id}/availability?from=${day()}T00:00:00Z&until=${day(8)}T00:00:00Z`))).items.map(({ from }: Json) => from);

  beforeAll(async () => {
    world = await startWorld();
    [driver, tutor, coach, nurse] = await Promise.all(['Wacław Strażak', 'Teresa Wychowawczyni', 'Kamil Trener', 'Natalia Pielęgniarka'].map((name) => world.person(name)));
    cluster = await world.cluster('Dolina Bystrej');
    brigade = await world.join(driver!, cluster, 'OSP Bystra', { kind: 'organization' });
    for (const [person, name] of [[tutor, 'Świetlica Iskierka'], [coach, 'Klub Sportowy Halny'], [nurse, 'Koło Seniora Pogoda']] as const) await world.join(person!, cluster, name, { kind: 'group' });
    camp = await world.initiative({ cluster, title: 'Kolonie w górach', partners: [tutor!, coach!] });
    seniors = await world.initiative({ cluster, title: 'Seniorzy do teatru', partners: [nurse!, coach!] });
  });

  afterAll(() => world.stop());

  it('the fire brigade lends it on Saturdays and Sundays', async () => {
    minibus = granted(await driver!.post(at('/offers'), {
      category: 'minibus', title: 'Bus dziewięcioosobowy', municipality: 'Bystra', publish: true, from: day(), until: day(60),
      windows: [{ start: `${next(6)}T07:00`, minutes: 840, rule: 'FREQ=WEEKLY;BYDAY=SA,SU' }],
    }));
    expect(minibus).toMatchObject({ state: 'published', sharing: 'exclusive', memberId: brigade });
    const { items } = granted(await tutor!.get(at(`/offers/${minibus.id}/availability?from=${next(6)}T00:00:00Z&until=${day(60)}T00:00:00Z`)));
    [saturday, sunday] = items.slice(0, 2).map(({ from, until }: Json) => ({ from, until }));
  });

  it('both initiatives need it for a day', async () => {
    const need = (person: Person, initiative: Json, title: string) =>
      person.post(at('/needs'), { initiativeId: initiative.id, category: 'minibus', title, quantity: { value: '1', unit: 'day' }, from: day(), until: day(14) });
    needs = [granted(await need(tutor!, camp, 'Dowóz dzieci na kolonie')), granted(await need(nurse!, seniors, 'Wyjazd do teatru'))];
    expect(needs.map(({ receiver, state }) => [receiver, state])).toEqual([[{ initiativeId: camp.id }, 'open'], [{ initiativeId: seniors.id }, 'open']]);
    expect(slug(await nurse!.post(at('/needs'), { initiativeId: camp.id, category: 'minibus', title: 'Nie moje', quantity: { value: '1', unit: 'day' } }))).toEqual([403, 'not-partner-of-receiver']);
  });

  it('they ask for the same Saturday at the same moment: one has it, the other is told so in its language', async () => {
    const answers = await Promise.all([ask(tutor!, needs[0], saturday), ask(nurse!, needs[1], saturday, { 'accept-language': 'pl' })]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
    const quicker = answers.findIndex(({ status }) => status === 201);
    const sides = [{ person: tutor!, partner: coach!, initiative: camp, need: needs[0] }, { person: nurse!, partner: coach!, initiative: seniors, need: needs[1] }];
    first = { ...sides[quicker]!, pledge: answers[quicker]!.body };
    second = sides[1 - quicker]!;
    expect(first.pledge).toMatchObject({ state: 'proposed', giver: brigade, receiver: { initiativeId: first.initiative.id }, category: 'minibus' });
    expect(slug(answers[1 - quicker]!)).toEqual([409, 'capacity-taken']);
    expect(slug(await ask(second.person, second.need, { from: hoursAfter(saturday.from, 13), until: saturday.until }))).toEqual([409, 'capacity-taken']);
    expect(await free()).not.toContain(saturday.from);
  });

  it('the brigade answers, not the other partners of who asked, nor the others', async () => {
    const acceptance = at(`/pledges/${first.pledge.id}/acceptance`);
    expect(slug(await first.partner.post(acceptance))).toEqual([403, 'own-proposal']);
    expect(slug(await second.person.post(acceptance))).toEqual([403, 'not-a-side']);
    expect(granted(await driver!.post(acceptance))).toMatchObject({ state: 'accepted', acceptedBy: brigade });
    expect(granted(await first.person.get(at(`/needs/${first.need.id}`)))).toMatchObject({ state: 'open', promised: '1', given: '0' });
  });

  it('the others take the Sunday, until the Saturday is free again', async () => {
    const instead = granted(await ask(second.person, second.need, sunday));
    granted(await driver!.post(at(`/pledges/${instead.id}/acceptance`)));
    expect(granted(await second.person.get(at(`/pledges?offerId=${minibus.id}&state=accepted`))).items.map(({ id }: Json) => id)).toEqual([instead.id, first.pledge.id]);
    expect(granted(await first.partner.post(at(`/pledges/${first.pledge.id}/cancellation`), { reason: 'Pociąg jednak jeździ' }))).toMatchObject({ state: 'cancelled', reason: 'Pociąg jednak jeździ' });
    expect(granted(await first.person.get(at(`/needs/${first.need.id}`)))).toMatchObject({ promised: '0' });
    expect(await free()).toContain(saturday.from);
    const again = granted(await ask(second.person, second.need, saturday));
    granted(await second.person.post(at(`/pledges/${instead.id}/cancellation`), { reason: 'Wolimy sobotę' }));
    granted(await driver!.post(at(`/pledges/${again.id}/acceptance`)));
    const { items } = granted(await driver!.get(at(`/offers/${minibus.id}/reservations`)));
    expect(items.map(({ pledgeId, span }: Json) => [pledgeId, span])).toEqual([[again.id, saturday]]);
    first = { ...first, pledge: again };
  });

  it('the drive is recorded, confirmed by a partner, and the need is met', async () => {
    const drive = granted(await driver!.post(at('/contributions'), { pledgeId: first.pledge.id, receiver: { initiativeId: second.initiative.id }, category: 'minibus', quantity: { value: '1', unit: 'day' }, givenOn: day() }));
    granted(await second.person.post(at(`/contributions/${drive.id}/confirmation`)));
    expect(granted(await driver!.get(at(`/pledges/${first.pledge.id}`)))).toMatchObject({ state: 'fulfilled', given: '1' });
    expect(granted(await second.person.get(at(`/needs/${second.need.id}`)))).toMatchObject({ state: 'met', promised: '0', given: '1' });
    expect(slug(await driver!.post(at(`/pledges/${first.pledge.id}/cancellation`), { reason: 'Za późno' }))).toEqual([409, 'pledge-wrong-state']);
  });

  it('while the bus is in repair, nobody can ask for it', async () => {
    granted(await driver!.post(at(`/offers/${minibus.id}/pause`)));
    expect((await ask(tutor!, needs[0], sunday)).status).toBe(404);
    granted(await driver!.post(at(`/offers/${minibus.id}/publication`)));
    expect((await ask(first.person, first.need, sunday)).status).toBe(201);
  });
});
