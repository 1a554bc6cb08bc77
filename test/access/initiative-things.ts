import { day } from '../world/calendar.ts';
import { granted, type Json, type World } from '../world/world.ts';
import type { Prepared, Sides } from './membership-things.ts';
import { MoneyThings } from './money-things.ts';

type Path = Readonly<Record<string, string>> & { readonly clusterId: string; readonly initiativeId: string };

/** Makes initiatives in every state, and what belongs to their partnership, as they must be for an operation to be granted to the right caller. */
export class InitiativeThings {
  private readonly world: World;
  private readonly clusterId: string;
  private readonly sides: Sides;
  private readonly money: MoneyThings;
  private readonly makers: Readonly<Record<string, () => Promise<Prepared>>>;

  constructor(world: World, clusterId: string, sides: Sides) {
    this.world = world;
    this.clusterId = clusterId;
    this.sides = sides;
    this.money = new MoneyThings(clusterId, sides, () => this.running());
    const { memberId, otherId } = sides;
    const reading = Object.fromEntries(
      ['initiatives.get', 'initiatives.readiness', 'partners.list', 'clusters.list', 'agreements.list', 'progress.get', 'overviews.get', 'journals.list', 'lessons.list', 'benefits.list', 'benefits.list-statements']
        .map((name) => [name, async () => ({ path: await this.running() })]),
    );
    const version = async () => ({ path: { ...(await this.running()), number: '1' } });
    this.makers = {
      ...reading,
      'initiatives.change': async () => ({ path: { ...(await this.idea()), version: '2' }, body: { title: 'Inaczej', summary: 'Razem', novelty: 'Nowe' } }),
      'initiatives.form': async () => ({ path: await this.idea() }),
      'initiatives.start': async () => ({ path: await this.forming({ signed: true }) }),
      'initiatives.begin-closing': async () => ({ path: await this.running() }),
      'initiatives.close': async () => ({ path: await this.finished() }),
      'initiatives.abandon': async () => ({ path: await this.running(), body: { reason: 'Zabrakło chętnych' } }),
      'partners.join': async () => ({ path: await this.forming({ by: 'other' }) }),
      'partners.get': async () => ({ path: { ...(await this.running()), memberId } }),
      'partners.leave': async () => ({ path: { ...(await this.running()), memberId } }),
      'partners.coordinate': async () => ({ path: { ...(await this.running()), memberId: otherId } }),
      'clusters.invite': async () => ({ path: await this.running(), body: { invitedClusterId: (await this.elsewhere()).id } }),
      'clusters.get': async () => {
        const [path, { id }] = [await this.running(), await this.elsewhere()];
        granted(await this.sides.member.post(`${this.at(path)}/clusters`, { invitedClusterId: id }));
        return { path: { ...path, invitedClusterId: id } };
      },
      'clusters.list-shared': async () => ({ path: { clusterId } }),
      'agreements.propose': async () => ({ path: await this.running(), body: { text: 'Aneks' } }),
      'agreements.get': version,
      'agreements.canonical': version,
      'agreements.pdf': version,
      'agreements.compare': version,
      'agreements.sign': async () => {
        const path = await this.running();
        const { number, sha256 } = granted(await this.sides.member.post(`${this.at(path)}/agreement/versions`, { text: 'Aneks' }));
        return { path: { ...path, number: String(number) }, body: { sha256 } };
      },
      'benefits.add': async () => ({ path: await this.running(), body: gain }),
      'benefits.get': async () => ({ path: await this.benefit() }),
      'benefits.deliver': async () => ({ path: await this.expected() }),
      'benefits.acknowledge': async () => ({ path: await this.benefit() }),
      'benefits.state': async () => ({ path: await this.running(), body: { none: true } }),
      'benefits.get-statement': async () => {
        const path = await this.running();
        granted(await this.sides.member.post(`${this.at(path)}/benefit-statements`, { none: true }));
        return { path: { ...path, memberId } };
      },
      'lessons.record': async () => ({ path: await this.running(), body: lesson }),
      'lessons.get': async () => {
        const path = await this.running();
        return { path: { ...path, lessonId: granted(await this.sides.member.post(`${this.at(path)}/lessons`, lesson)).id } };
      },
      'experience.search': async () => ({ path: {}, query: { q: 'grządki' } }),
    };
  }

  /** Undefined for operations that need nothing special. */
  prepare(name: string): Promise<Prepared> | undefined {
    const known = name.replace(/^initiatives\./, '');
    return name === known ? undefined : (this.makers[known]?.() ?? this.money.prepare(known));
  }

  private at({ initiativeId }: Path): string {
    return `/v1/clusters/${this.clusterId}/initiatives/${initiativeId}`;
  }

  private async idea(by: 'member' | 'other' = 'member'): Promise<Path> {
    const { id } = granted(await this.sides[by].post(`/v1/clusters/${this.clusterId}/initiatives`, { title: 'Rzecz', summary: 'Razem', novelty: 'Nowe' }));
    return { clusterId: this.clusterId, initiativeId: id };
  }

  private async forming({ by = 'member', signed = false }: { readonly by?: 'member' | 'other'; readonly signed?: boolean }): Promise<Path> {
    const path = await this.idea(by);
    granted(await this.sides[by].post(`${this.at(path)}/forming`));
    if (!signed) return path;
    granted(await this.sides.other.post(`${this.at(path)}/partners`));
    const { number, sha256 } = granted(await this.sides.member.post(`${this.at(path)}/agreement/versions`, { text: 'Umowa' }));
    for (const partner of [this.sides.member, this.sides.other]) granted(await partner.post(`${this.at(path)}/agreement/versions/${number}/signatures`, { sha256 }));
    return path;
  }

  private async running(): Promise<Path> {
    const path = await this.forming({ signed: true });
    granted(await this.sides.member.post(`${this.at(path)}/start`));
    return path;
  }

  /** Of which nothing is open any more. */
  private async finished(): Promise<Path> {
    const path = await this.running();
    granted(await this.sides.member.post(`${this.at(path)}/lessons`, lesson));
    granted(await this.sides.member.post(`${this.at(path)}/closing`));
    for (const partner of [this.sides.member, this.sides.other]) granted(await partner.post(`${this.at(path)}/benefit-statements`, { none: true }));
    return path;
  }

  private elsewhere(): Promise<Json> {
    return this.world.cluster('Klaster zaproszony');
  }

  /** Delivered, and waiting for the member to acknowledge it. */
  private async benefit() {
    const path = await this.running();
    return { ...path, benefitId: granted(await this.sides.other.post(`${this.at(path)}/benefits`, { ...gain, memberId: this.sides.memberId })).id as string };
  }

  /** What an amendment expects. */
  private async expected() {
    const path = await this.running();
    const { memberId, otherId } = this.sides;
    const terms = { purpose: 'Razem', from: day(), partners: [{ memberId }, { memberId: otherId }], expectedBenefits: [{ memberId, ...gain }] };
    const { number, sha256 } = granted(await this.sides.member.post(`${this.at(path)}/agreement/versions`, { text: 'Aneks', terms }));
    for (const partner of [this.sides.member, this.sides.other]) granted(await partner.post(`${this.at(path)}/agreement/versions/${number}/signatures`, { sha256 }));
    return { ...path, benefitId: granted(await this.sides.member.get(`${this.at(path)}/benefits`)).items[0].id as string };
  }
}

const gain = { kind: 'know-how', description: 'Umiemy prowadzić grządki' };
const lesson = { title: 'Grządki lubią cień', text: 'Posadzone przy murze rosły lepiej.' };
