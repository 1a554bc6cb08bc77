import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Choice, type CountingRules } from '@klaster/contracts';
import { count } from '@klaster/voting';
import { RoundTable, patientRules, type SecretToken } from '../world/round-table.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** An animator is elected, secretly, by ranking: everybody can check that its ballot counts, and nobody whose it is. */
describe('a secret ranked election of an animator', () => {
  const names = ['Basia', 'Czesław', 'Dorota', 'Edek', 'Feliks', 'Gosia', 'Hania'] as const;
  const people: Person[] = [];
  const members: string[] = [];
  const tokens: SecretToken[] = [];
  let world: World;
  let cluster: Json;
  let table: RoundTable;
  let election: Json;
  let rankings: Choice[];

  beforeAll(async () => {
    world = await startWorld();
    cluster = await world.cluster('Tajne Wybory', { charter: { rules: { ...patientRules, termMonths: 12 } } });
    table = new RoundTable(cluster.id);
    for (const name of names) {
      const person = await world.person(name);
      people.push(person);
      members.push(await world.join(person, cluster, `Stowarzyszenie ${name}`));
    }
    const [b, c, d] = members as [string, string, string];
    // Dorota beats both others one by one, though each of the three is first as often.
    rankings = [{ ranking: [[b], [d], [c]] }, { ranking: [[b], [d], [c]] }, { ranking: [[d], [c]] }, { ranking: [[c], [d], [b]] }, { ranking: [[c], [d], [b]] }, { ranking: [[d], [b, c]] }];
  });

  afterAll(() => world.stop());

  it('three stand for election', async () => {
    election = await table.put(people[0]!, { kind: 'election', method: 'ranked', secret: true, about: { role: 'animator' }, candidates: members.slice(0, 3) });
    expect(election.options.map(({ text }: Json) => text)).toEqual(['Stowarzyszenie Basia', 'Stowarzyszenie Czesław', 'Stowarzyszenie Dorota']);
    await table.deliberate(people[0]!, election.id);
    const opened = await table.openVoting(people[0]!, election.id);
    expect(opened.tallyKey).toMatch(/^[A-Za-z0-9_-]{300,}$/);
  });

  it('six of seven have a token signed; each gets one', async () => {
    for (const person of people.slice(0, 6)) tokens.push(await table.token(person, election.id));
    await expect(table.token(people[0]!, election.id)).rejects.toThrow(/token-issued/);
    const { items } = granted(await people[6]!.get(`${table.matter(election.id)}/electorate`));
    expect(items.filter(({ hasVoted }: Json) => hasVoted)).toHaveLength(6);
  });

  it('they vote later, in another order, without signing in; one changes its mind', async () => {
    granted(await table.castSecretly(world.gatewayUrl, election.id, tokens[3]!, { ranking: [[members[0]!]] }));
    for (const index of [4, 0, 5, 2, 1, 3]) granted(await table.castSecretly(world.gatewayUrl, election.id, tokens[index]!, rankings[index]!));
    const forged = { token: tokens[0]!.token, signature: tokens[1]!.signature };
    expect((await table.castSecretly(world.gatewayUrl, election.id, forged, rankings[0]!)).body.type).toMatch(/token-invalid$/);
    expect((await table.cast(people[6]!, election.id, rankings[0]!).catch((error: Error) => error.message))).toMatch(/vote-is-secret/);
  });

  it('the count can be repeated by anybody, and every voter finds its ballot', async () => {
    await table.close(people[0]!, election.id);
    const result = await table.result(people[6]!, election.id);
    expect(result).toMatchObject({ outcome: 'adopted', secret: true, turnout: 6, effect: 'done', counts: { ballots: 6, winners: [members[2]] } });
    const { items } = granted(await people[6]!.get(`${table.matter(election.id)}/ballots?limit=200`));
    const ballots = items.map(({ choice }: { choice: Choice }) => choice);
    expect(count(result.rules as CountingRules, result.counts.electorate, ballots)).toEqual(result.counts);
    for (const [index, { token }] of tokens.entries()) {
      expect(items.filter((ballot: Json) => ballot.token === token)).toEqual([{ memberId: null, castBy: null, token, choice: rankings[index], interest: null }]);
    }
  });

  it('who was elected holds the role for a term, and facilitates', async () => {
    const { items } = granted(await people[6]!.get(`${table.base}/roles`));
    expect(items).toEqual([expect.objectContaining({ memberId: members[2], role: 'animator', matterId: election.id })]);
    const matter = await table.put(people[6]!, {});
    expect((await people[5]!.post(`${table.matter(matter.id)}/deliberation`)).status).toBe(403);
    expect((await people[2]!.post(`${table.matter(matter.id)}/deliberation`)).status).toBe(200);
  });

  it('nothing in the database joins a seat with a ballot', async () => {
    const sql = await world.sql('postgres');
    const { rows: left } = await sql.query('SELECT 1 FROM membership.secret_ballot WHERE matter_id = $1', [election.id]);
    expect(left).toEqual([]);
    const { rows: columns } = await sql.query<{ name: string }>(`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'membership' AND table_name = 'tallied_ballot' ORDER BY 1`);
    expect(columns.map(({ name }) => name)).toEqual(['choice', 'cluster_id', 'id', 'matter_id', 'token']);
    const { rows: kept } = await sql.query('SELECT token, xmin::text AS written FROM membership.tallied_ballot WHERE matter_id = $1 ORDER BY ctid', [election.id]);
    expect(new Set(kept.map(({ written }) => written)).size).toBe(1);
    const lying = kept.map(({ token }) => token as string);
    expect(lying).toEqual(lying.toSorted((a, b) => (a < b ? -1 : 1)));
    const { rows: recorded } = await sql.query<{ text: string }>(`SELECT fingerprint || answer AS text FROM membership.idempotency UNION ALL SELECT envelope FROM membership.journal WHERE type NOT LIKE '%ballots.published%'`);
    for (const { token } of tokens) expect(recorded.filter(({ text }) => text.includes(token))).toEqual([]);
  });
});
