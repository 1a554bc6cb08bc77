import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations, fillPath, type Operation, pathFields } from '@klaster/contracts';
import fc from 'fast-check';
import { day } from '../world/calendar.ts';
import { RoundTable, patientRules } from '../world/round-table.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

const names = ['Zenon', 'Ala', 'Maria', 'Bogdan'] as const;

/** Something that one member gives, promises or offers to another; sizes go from next to nothing to very much. */
interface Deed {
  readonly who: number;
  readonly to: number;
  readonly what: 'work' | 'money' | 'knowledge' | 'thing' | 'pledge' | 'offer' | 'need' | 'value';
  readonly size: number;
  readonly confirmed: boolean;
}
const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({
    who: fc.nat(3), to: fc.nat(3), size: fc.constantFrom(1, 7, 1_000, 900_000), confirmed: fc.boolean(),
    what: fc.constantFrom('work', 'money', 'knowledge', 'thing', 'pledge', 'offer', 'need', 'value'),
  }),
  { minLength: 6, maxLength: 14 },
);

/**
 * F10: whatever is given, nothing that belongs to seats and votes moves. Two clusters with the same people: in one of
 * them they give, promise and value all they like, in the other nothing happens. All that the API lists of both is the same.
 */
describe('the wall between what members give and what they decide', () => {
  let world: World;
  let people: Person[];

  beforeAll(async () => {
    world = await startWorld();
    people = await Promise.all(names.map((name) => world.person(name)));
  });

  afterAll(() => world.stop());

  it('no sequence of contributions, pledges or values changes seats, votes, quorum, or the order of any list', async () => {
    await fc.assert(fc.asyncProperty(deeds, async (sequence) => {
      const [rich, poor] = [await Side.open(world, people), await Side.open(world, people)];
      const matters = [await rich.askAll(), await poor.askAll()] as const;
      for (const deed of sequence) await rich.do(deed);
      await world.settle();
      expect(await rich.everything()).toEqual(await poor.everything());
      const results = [await rich.decide(matters[0]), await poor.decide(matters[1])];
      expect(results[0]).toEqual(results[1]);
      await rich.checkOrders();
    }), { numRuns: 3 });
  }, 120_000);
});

/** Lists of membership and initiatives: what could be ordered by who gives how much. */
const lists = [...allOperations.values()].filter(
  ({ name, http, kind, request }) => kind === 'query' && http && pathFields(http.path).join() === 'clusterId' && 'limit' in request.shape && !name.startsWith('resources.') && !name.startsWith('reporting.'),
);
/** Each list in each order that it knows. */
const sorted = lists.flatMap((operation): (readonly [Operation, string])[] => {
  const sorts = ((operation.request.shape['sort'] as { unwrap?: () => { options?: string[] } } | undefined)?.unwrap?.().options ?? []).map((sort) => `?sort=${sort}`);
  return [[operation, ''] as const, ...sorts.map((sort) => [operation, sort] as const)];
});

/** One of the two clusters. */
class Side {
  private readonly clusterId: string;
  private readonly people: readonly Person[];
  private readonly members: readonly string[];
  private readonly base: string;
  private readonly table: RoundTable;

  private constructor(clusterId: string, people: readonly Person[], members: readonly string[]) {
    this.clusterId = clusterId;
    this.people = people;
    this.members = members;
    this.base = `/v1/clusters/${clusterId}`;
    this.table = new RoundTable(clusterId);
  }

  static async open(world: World, people: readonly Person[]): Promise<Side> {
    const { id } = await world.cluster('Za murem', { charter: { rules: patientRules } });
    const members: string[] = [];
    for (const [index, person] of people.entries()) members.push(await world.join(person, id, `Podmiot ${names[index]}`));
    await world.initiative({ cluster: id, title: 'Wspólna rzecz', partners: [people[0]!, people[1]!] });
    return new Side(id, people, members);
  }

  /** A vote is open while they give. */
  async askAll(): Promise<string> {
    const { id } = await this.table.put(this.people[0]!, { method: 'majority' });
    await this.table.deliberate(this.people[0]!, id);
    await this.table.openVoting(this.people[0]!, id);
    return id;
  }

  /** Two of four say yes, one says no, one nothing. */
  async decide(matterId: string): Promise<Json> {
    for (const [index, vote] of ['yes', 'no', 'yes'].entries()) granted(await this.table.cast(this.people[index]!, matterId, { vote }));
    const { state, outcome } = await this.table.close(this.people[0]!, matterId);
    return this.plain({ state, outcome, result: await this.table.result(this.people[0]!, matterId) });
  }

  async do({ who, to, what, size, confirmed }: Deed): Promise<void> {
    if (who === to) return;
    const [giver, taker, receiver] = [this.people[who]!, this.people[to]!, { memberId: this.members[to] }];
    const measures = {
      work: { category: 'tutoring', quantity: { value: String(size), unit: 'h' } },
      money: { category: 'donation', amount: { amountMinor: size, currency: 'PLN' } },
      knowledge: { category: 'legal-advice', quantity: { value: String(size), unit: 'h' } },
      thing: { category: 'food', quantity: { value: String(size), unit: 'kg' } },
    };
    if (what === 'offer') granted(await giver.post(`${this.base}/offers`, { ...measures.thing, title: `Żywność ${size}`, publish: true }));
    else if (what === 'need') granted(await giver.post(`${this.base}/needs`, { ...measures.work, title: `Korepetycje ${size}` }));
    else if (what === 'pledge') {
      const pledge = granted(await giver.post(`${this.base}/pledges`, { receiver, ...measures.money, by: day(30) }));
      if (confirmed) granted(await taker.post(`${this.base}/pledges/${pledge.id}/acceptance`));
    } else {
      const valued = what === 'value' ? { rateTableId: await this.rateTable(giver, size) } : {};
      const { id } = granted(await giver.post(`${this.base}/contributions`, { receiver, givenOn: day(), ...measures[what === 'value' ? 'work' : what], ...valued }));
      if (confirmed) granted(await taker.post(`${this.base}/contributions/${id}/confirmation`));
    }
  }

  private async rateTable(by: Person, rateMinor: number): Promise<string> {
    return granted(await by.post(`${this.base}/rate-tables`, { name: `Stawki ${crypto.randomUUID()}`, basis: 'Konkurs', validFrom: '2020-01-01', rates: [{ category: 'tutoring', unit: 'h', rateMinor }] })).id;
  }

  /** Every list of the cluster in every order, without what differs between any two clusters. */
  async everything(): Promise<Json> {
    const shown = await Promise.all(sorted.map(async ([operation, query]) => [operation.name + query, granted(await this.people[0]!.get(fillPath(operation.http!.path, { clusterId: this.clusterId }) + query))]));
    expect(shown.length).toBeGreaterThan(10);
    return this.plain(Object.fromEntries(shown));
  }

  /** Ids by the order in which they appear, no times and hashes. */
  private plain(value: Json): Json {
    const known = new Map([[this.clusterId, 'cluster'], ...this.members.map((id, index) => [id, `member ${index}`] as const)]);
    const name = (id: string) => known.get(id) ?? known.set(id, `thing ${known.size}`).get(id)!;
    return JSON.parse(JSON.stringify(value).replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, name).replace(/"\d{4}-\d\d-\d\dT[^"]*Z"/g, '"instant"').replace(/"[0-9a-f]{64}"/g, '"hash"').replace(/"nextCursor":"[^"]+"/g, '"nextCursor":"…"'));
  }

  /** What resources lists stands newest first, whatever its size; the report stands by the order of admission. */
  async checkOrders(): Promise<void> {
    for (const list of ['contributions', 'pledges', 'offers', 'needs', 'rate-tables', 'listings']) {
      const ids = granted(await this.people[0]!.get(`${this.base}/${list}?limit=200`)).items.map(({ id }: Json) => id as string);
      expect([list, ids]).toEqual([list, ids.toSorted().toReversed()]);
    }
    const { lines } = granted(await this.people[0]!.get(`${this.base}/reports/contributions`));
    const kinds = ['human', 'financial', 'informational', 'material'];
    const places = lines.map(({ kind, memberId }: Json) => kinds.indexOf(kind) * 10 + this.members.indexOf(memberId));
    expect(places).toEqual(places.toSorted((a: number, b: number) => a - b));
  }
}
