import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RoundTable, patientRules } from '../world/round-table.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** Someone is to be excluded: the table talks, hears the member, and decides by a rule that everybody knows. */
describe('a contested exclusion', () => {
  const names = ['Anna', 'Bogdan', 'Celina', 'Damian', 'Eryk'] as const;
  const people = {} as Record<(typeof names)[number], Person>;
  const members = {} as Record<(typeof names)[number], string>;
  let world: World;
  let cluster: Json;
  let table: RoundTable;
  let matter: Json;

  beforeAll(async () => {
    world = await startWorld();
    cluster = await world.cluster('Sporne Sprawy', { charter: { rules: { ...patientRules, hearingDays: 14, majority: 'two-thirds' } } });
    table = new RoundTable(cluster.id);
    for (const name of names) {
      people[name] = await world.person(name);
      members[name] = await world.join(people[name], cluster, `Podmiot ${name}`);
    }
    granted(await people.Anna.post(`${table.base}/roles`, { role: 'animator' }));
  });

  afterAll(() => world.stop());

  it('begins with a reason, put on the table by another member', async () => {
    const answer = await people.Bogdan.post(`${table.base}/members/${members.Eryk}/exclusion`, { reason: 'Od roku nie odpowiada na wiadomości.' });
    expect(answer.status).toBe(201);
    matter = answer.body;
    expect(matter).toMatchObject({ kind: 'exclusion', about: { memberId: members.Eryk }, hearing: { memberId: members.Eryk, statement: null, heardAt: null } });
    expect((await people.Celina.post(`${table.base}/members/${members.Eryk}/exclusion`, { reason: 'Ja też tak myślę.' })).body.type).toMatch(/exclusion-under-way$/);
  });

  it('does not come to a vote before the member is heard', async () => {
    matter = granted(await people.Anna.get(table.matter(matter.id)));
    if (matter.state === 'draft') matter = await table.deliberate(people.Bogdan, matter.id);
    expect(matter.state).toBe('deliberation');
    const early = await people.Anna.post(`${table.matter(matter.id)}/voting`);
    expect([early.status, early.body.type.split('/').at(-1)]).toEqual([409, 'hearing-open']);
    expect((await people.Celina.post(`${table.matter(matter.id)}/statement`, { text: 'Mówię za Eryka.' })).status).toBe(403);
    matter = granted(await people.Eryk.post(`${table.matter(matter.id)}/statement`, { text: 'Byłem w szpitalu. Wracam do pracy od marca.' }));
    expect(matter.hearing).toMatchObject({ statement: 'Byłem w szpitalu. Wracam do pracy od marca.' });
  });

  it('is talked over', async () => {
    granted(await people.Damian.post(`${table.matter(matter.id)}/comments`, { text: 'Poczekajmy do marca.' }));
    granted(await people.Celina.post(`${table.matter(matter.id)}/interests`, { text: 'Jesteśmy z Erykiem rodziną.' }));
    const { items } = granted(await people.Eryk.get(`${table.matter(matter.id)}/comments`));
    expect(items.map(({ text }: Json) => text)).toEqual(['Poczekajmy do marca.']);
  });

  it('is decided by two thirds, and nobody sees how it stands before it closes', async () => {
    await table.openVoting(people.Anna, matter.id);
    for (const [name, vote] of [['Anna', 'yes'], ['Bogdan', 'yes'], ['Celina', 'no'], ['Eryk', 'no']] as const) granted(await table.cast(people[name], matter.id, { vote }));
    expect((await people.Anna.get(`${table.matter(matter.id)}/result`)).body.type).toMatch(/undecided$/);
    expect((await people.Anna.get(`${table.matter(matter.id)}/ballots`)).body.type).toMatch(/undecided$/);
    const { items } = granted(await people.Anna.get(`${table.matter(matter.id)}/electorate`));
    expect(items.filter(({ hasVoted }: Json) => !hasVoted).map(({ memberId }: Json) => memberId)).toEqual([members.Damian]);
    const decided = await table.close(people.Anna, matter.id);
    expect(decided).toMatchObject({ state: 'decided', outcome: 'rejected' });
    const result = await table.result(people.Damian, matter.id);
    expect(result.counts).toMatchObject({ ground: 'majority-missed', majority: { yes: 2, no: 2, base: 'yes-and-no', share: { numerator: 2, denominator: 3 } } });
    const ballots = granted(await people.Damian.get(`${table.matter(matter.id)}/ballots`)).items;
    expect(ballots.find(({ memberId }: Json) => memberId === members.Celina)).toMatchObject({ choice: { vote: 'no' }, interest: 'Jesteśmy z Erykiem rodziną.' });
  });

  it('leaves the member where it was; a second one, adopted, takes its seat', async () => {
    expect(granted(await people.Eryk.get(`${table.base}/members/${members.Eryk}`)).state).toBe('admitted');
    const second = granted(await people.Bogdan.post(`${table.base}/members/${members.Eryk}/exclusion`, { reason: 'Zabrał wspólne narzędzia i ich nie oddał.' }));
    if (second.state === 'draft') await table.deliberate(people.Bogdan, second.id);
    granted(await people.Eryk.post(`${table.matter(second.id)}/statement`, { text: 'Nie mam nic do dodania.' }));
    await table.openVoting(people.Anna, second.id);
    for (const name of ['Anna', 'Bogdan', 'Celina', 'Damian'] as const) granted(await table.cast(people[name], second.id, { vote: 'yes' }));
    expect(await table.close(people.Anna, second.id)).toMatchObject({ outcome: 'adopted' });
    expect(granted(await people.Anna.get(`${table.base}/members/${members.Eryk}`))).toMatchObject({ state: 'excluded', matterId: second.id });
    expect((await people.Eryk.get(`${table.base}/members`)).status).toBe(403);
    expect(granted(await people.Anna.get(`${table.base}/seats`)).items).toHaveLength(4);
  });
});
