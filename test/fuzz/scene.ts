import { day, next } from '../world/calendar.ts';
import { RoundTable, patientRules } from '../world/round-table.ts';
import { granted, Person, type World } from '../world/world.ts';

/** Real things, by the name of the path's field that they fit; `any` are those for every other place. */
export interface FuzzScene {
  readonly people: readonly Person[];
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/** A cluster at work, and another one whose name and texts must never be seen. @param canary stands in all that is foreign */
export async function meet(world: World, canary: string): Promise<FuzzScene> {
  const [member, other, third, stranger, foreign] = (await Promise.all(['Member', 'Other', 'Third', 'Stranger', 'Foreign'].map((name) => world.person(name)))) as [Person, Person, Person, Person, Person];
  const rules = { charter: { rules: { ...patientRules, delegationsPerHolder: 2 } } };
  const [ours, theirs] = [await world.cluster('Fuzz', rules), await world.cluster('Obcy', rules)];
  const memberIds = [await world.join(member, ours, 'Podmiot'), await world.join(other, ours, 'Drugi'), await world.join(third, ours, 'Trzeci')];
  const foreignMember = await world.join(foreign, theirs, `Osoba ${canary}`, { kind: 'person' });
  const given = { category: 'tutoring', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' };
  const initiative = await world.initiative({ cluster: ours, title: 'Rzecz', partners: [member, other] });
  const contribution = granted(await member.post(`/v1/clusters/${ours.id}/contributions`, { receiver: { memberId: memberIds[1] }, ...given }));
  const foreignIdea = granted(await foreign.post(`/v1/clusters/${theirs.id}/initiatives`, { title: canary, summary: canary, novelty: canary }));
  const foreignMatter = await new RoundTable(theirs.id).put(foreign, { title: canary, text: canary });
  granted(await foreign.post(`/v1/clusters/${theirs.id}/offers`, { category: 'hall', title: canary, description: canary, publish: true }));
  const resources = await bringIn(`/v1/clusters/${ours.id}`, { member, other, otherId: memberIds[1]!, initiativeId: initiative.id });
  const goal = granted(await member.post(`/v1/clusters/${ours.id}/initiatives/${initiative.id}/goals`, { title: 'Drzewa', indicator: 'Posadzone', unit: 'szt.', baseline: '0', target: '9', due: day(60) }));
  const task = granted(await member.post(`/v1/clusters/${ours.id}/initiatives/${initiative.id}/tasks`, { title: 'Kopać', responsible: [memberIds[0]], accountable: memberIds[1] }));
  const partnership = await takeOn(`/v1/clusters/${ours.id}/initiatives/${initiative.id}`, member, other, memberIds);
  const table = await setTable(new RoundTable(ours.id), member, memberIds[1]!);
  await world.settle();
  const [party] = granted(await member.get('/v1/me/memberships')).items;
  const unknown = '01a208e1-41ca-709c-9729-1582b2db26ed';
  const mandates = granted(await member.get('/v1/me/mandates')).items.map(({ id }: { id: string }) => id);
  return {
    people: [member, member, member, other, third, stranger, world.operator, world.nobody(), world.nobody('klp_nonsense-nonsense-nonsense'), world.nobody('x')],
    ids: {
      clusterId: [ours.id, ours.id, ours.id, theirs.id],
      memberId: [...memberIds, foreignMember],
      partyId: [party.partyId],
      mandateId: mandates,
      initiativeId: [initiative.id, foreignIdea.id],
      ...resources,
      goalId: [goal.id],
      taskId: [task.id],
      ...partnership,
      invitedClusterId: [ours.id, theirs.id],
      contributionId: [contribution.id, ...resources.contributionId],
      ...table,
      matterId: [...table.matterId, foreignMatter.id],
      any: [ours.id, ours.id, ours.id, ...memberIds, initiative.id, contribution.id, party.partyId, theirs.id, foreignMember, foreignIdea.id, foreignMatter.id, ...table.matterId, ...Object.values(resources).flat().filter((id) => id.includes('-7')), unknown],
    },
  };
}

/** Matters in every state, and what belongs to them. */
async function setTable(table: RoundTable, member: Person, otherId: string) {
  const put = async (fields: object, steps: readonly ('deliberate' | 'openVoting' | 'close')[]) => {
    const { id } = await table.put(member, fields);
    for (const step of steps) await table[step](member, id);
    return id as string;
  };
  const options = [{ key: 'a', text: 'A' }, { key: 'b', text: 'B' }];
  const deliberated = await put({}, ['deliberate']);
  const voted = await put({ method: 'majority' }, ['deliberate', 'openVoting']);
  const matterId = [
    await put({}, []), deliberated, voted,
    await put({ method: 'ranked', options }, ['deliberate', 'openVoting']),
    await put({ method: 'majority', secret: true }, ['deliberate', 'openVoting']),
    await put({ method: 'score', options }, ['deliberate', 'openVoting', 'close']),
  ];
  const times = { startsAt: new Date(Date.now() + 1_800_000).toISOString(), endsAt: new Date(Date.now() + 7_200_000).toISOString() };
  const assemblies = `${table.base}/assemblies`;
  const assembly = async () => granted(await member.post(assemblies, { title: 'Obrady', place: 'Tu', ...times })).id as string;
  const [scheduled, held] = [await assembly(), await assembly()];
  granted(await member.post(`${assemblies}/${held}/opening`));
  const attendance = granted(await member.post(`${assemblies}/${held}/attendance`));
  granted(await member.post(`${assemblies}/${held}/closing`));
  const one = (id: string) => [id];
  return {
    matterId,
    commentId: one(granted(await member.post(`${table.matter(deliberated)}/comments`, { text: 'Tak.' })).id),
    interestId: one(granted(await member.post(`${table.matter(deliberated)}/interests`, { text: 'Sąsiedzi.' })).id),
    delegationId: one(granted(await member.post(`${table.matter(voted)}/delegations`, { to: otherId })).id),
    assemblyId: [scheduled, held],
    attendanceId: one(attendance.id),
    number: ['1'],
  };
}

/** Resources of every kind and in every way: offered, needed, promised, given, disputed, valued, paid. */
async function bringIn(base: string, { member, other, otherId, initiativeId }: { member: Person; other: Person; otherId: string; initiativeId: string }) {
  const make = async (by: Person, path: string, body: object) => granted(await by.post(`${base}/${path}`, body)).id as string;
  const hours = { category: 'tutoring', quantity: { value: '1', unit: 'h' } };
  const days = { from: day(), until: day(90) };
  const hall = await make(member, 'offers', { category: 'hall', title: 'Sala', publish: true, ...days, windows: [{ start: `${next(2)}T16:00`, minutes: 240, rule: 'FREQ=WEEKLY;BYDAY=TU' }] });
  const tents = await make(member, 'offers', { category: 'tent', title: 'Namioty', sharing: 'counted', quantity: { value: '3', unit: 'piece' }, publish: true });
  const flour = await make(member, 'offers', { category: 'food', title: 'Mąka', quantity: { value: '500', unit: 'kg' }, publish: true, visibility: 'public' });
  const need = await make(other, 'needs', { category: 'food', title: 'Mąka na chleb', quantity: { value: '40', unit: 'kg' }, ...days });
  const pledge = await make(member, 'pledges', { offerId: flour, needId: need, quantity: { value: '30', unit: 'kg' }, by: day(20) });
  granted(await other.post(`${base}/pledges/${pledge}/acceptance`));
  const proposed = await make(member, 'pledges', { receiver: { memberId: otherId }, ...hours, by: day(20) });
  const disputed = await make(member, 'contributions', { receiver: { memberId: otherId }, ...hours, givenOn: day() });
  granted(await other.post(`${base}/contributions/${disputed}/dispute`, { reason: 'Było mniej.' }));
  const money = await make(member, 'contributions', { receiver: { initiativeId }, category: 'donation', amount: { amountMinor: 90_000, currency: 'PLN' }, givenOn: day() });
  granted(await other.post(`${base}/contributions/${money}/confirmation`));
  const rateTableId = await make(member, 'rate-tables', { name: 'Stawki', basis: 'Konkurs', validFrom: '2020-01-01', rates: [{ category: 'tutoring', unit: 'h', rateMinor: 3_000 }] });
  const purseId = granted(await member.get(`${base}/purses`)).items[0].id as string;
  const entryId = granted(await member.get(`${base}/purses/${purseId}/entries`)).items[0].id as string;
  const { sha256 } = granted(await member.sendFile(`${base}/files?name=notatka.txt`, new TextEncoder().encode('notatka')));
  const remarkId = granted(await member.get(`${base}/contributions/${disputed}/remarks`)).items[0].id as string;
  return {
    offerId: [hall, tents, flour], needId: [need], pledgeId: [pledge, proposed], contributionId: [disputed, money], rateTableId: [rateTableId], purseId: [purseId], entryId: [entryId],
    sha256: [sha256 as string], remarkId: [remarkId], code: ['hall', 'food', 'tutoring'],
  };
}

/** What an initiative plans, spends, risks, settles and gains. */
async function takeOn(one: string, member: Person, other: Person, [memberId, otherId]: readonly string[]) {
  const make = async (by: Person, path: string, body: object = {}) => granted(await by.post(`${one}/${path}`, body));
  const zloty = (amountMinor: number) => ({ amountMinor, currency: 'PLN' });
  const line = await make(member, 'budget', { title: 'Sadzonki', planned: zloty(50_000) });
  const cost = await make(member, 'costs', { amount: zloty(20_000), incurredOn: day(), description: 'Sadzonki', budgetLineId: line.id });
  const settlement = await make(other, 'settlement');
  for (const partner of [member, other]) await make(partner, 'settlement/acceptance', { number: 1 });
  const unsettled = await make(other, 'costs', { amount: zloty(3_000), incurredOn: day(), description: 'Woda' });
  const risk = await make(member, 'risks', { title: 'Susza', likelihood: 2, impact: 3, owner: otherId, response: 'reduce' });
  const benefit = await make(other, 'benefits', { memberId, kind: 'know-how', description: 'Umiemy podlewać' });
  const lesson = await make(member, 'lessons', { title: 'Podlewać rano', text: 'Wieczorem parowało.' });
  return {
    budgetLineId: [line.id as string], costId: [cost.id as string, unsettled.id as string], transferId: [settlement.transfers[0].id as string], riskId: [risk.id as string],
    benefitId: [benefit.id as string], lessonId: [lesson.id as string],
  };
}
