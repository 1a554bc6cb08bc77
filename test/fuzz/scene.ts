import { CommonTable, patientRules } from '../world/common-table.ts';
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
  const foreignMatter = await new CommonTable(theirs.id).put(foreign, { title: canary, text: canary });
  const table = await setTable(new CommonTable(ours.id), member, memberIds[1]!);
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
      contributionId: [contribution.id],
      ...table,
      matterId: [...table.matterId, foreignMatter.id],
      any: [ours.id, ours.id, ours.id, ...memberIds, initiative.id, contribution.id, party.partyId, theirs.id, foreignMember, foreignIdea.id, foreignMatter.id, ...table.matterId, unknown],
    },
  };
}

/** Matters in every state, and what belongs to them. */
async function setTable(table: CommonTable, member: Person, otherId: string) {
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
