import { day } from '../world/calendar.ts';
import { granted, type Person } from '../world/world.ts';
import type { Prepared, Sides } from './membership-things.ts';

type Path = Readonly<Record<string, string>> & { readonly clusterId: string; readonly initiativeId: string };

/** Makes budgets, costs, risks and settlements of running initiatives. */
export class MoneyThings {
  private readonly clusterId: string;
  private readonly sides: Sides;
  private readonly running: () => Promise<Path>;
  private readonly makers: Readonly<Record<string, () => Promise<Prepared>>>;

  constructor(clusterId: string, sides: Sides, running: () => Promise<Path>) {
    this.clusterId = clusterId;
    this.sides = sides;
    this.running = running;
    this.makers = {
      'budgets.add': async () => ({ path: await running(), body: budgetLine }),
      'budgets.list': async () => ({ path: await running() }),
      'budgets.get': async () => ({ path: await this.thing('budget', 'budgetLineId', budgetLine) }),
      'budgets.change': async () => ({ path: { ...(await this.thing('budget', 'budgetLineId', budgetLine)), version: '1' }, body: budgetLine }),
      'costs.record': async () => ({ path: await running(), body: cost() }),
      'costs.list': async () => ({ path: await running() }),
      'costs.get': async () => ({ path: await this.thing('costs', 'costId', cost()) }),
      'costs.reverse': async () => ({ path: await this.thing('costs', 'costId', cost()), body: { reason: 'Pomyłka' } }),
      'risks.name': async () => ({ path: await running(), body: this.risk() }),
      'risks.list': async () => ({ path: await running() }),
      'risks.get': async () => ({ path: await this.thing('risks', 'riskId', this.risk()) }),
      'risks.change': async () => ({ path: { ...(await this.thing('risks', 'riskId', this.risk())), version: '1' }, body: { ...this.risk(), impact: 5 } }),
      'risks.close': async () => ({ path: await this.thing('risks', 'riskId', this.risk()), body: { reason: 'Nie grozi' } }),
      'risks.occur': async () => ({ path: await this.thing('risks', 'riskId', this.risk()), body: { occurredOn: day(), reason: 'Padało', loss: { amountMinor: 5_000, currency: 'PLN' } } }),
      'settlements.preview': async () => ({ path: await running() }),
      'settlements.propose': async () => ({ path: await this.thing('costs', 'costId', cost()) }),
      'settlements.list': async () => ({ path: await running() }),
      'settlements.newest': async () => ({ path: await this.proposed() }),
      'settlements.get': async () => ({ path: { ...(await this.proposed()), number: '1' } }),
      'settlements.accept': async () => ({ path: await this.proposed(), body: { number: 1 } }),
      'settlements.withdraw': async () => ({ path: await this.proposed(), body: { number: 1, reason: 'Brakuje faktury' } }),
      'settlements.pay': async () => ({ path: await this.due(this.sides.other), body: { paidOn: day() } }),
      'settlements.receive': async () => {
        const path = await this.due(this.sides.member);
        granted(await this.sides.other.post(`${this.at(path)}/settlement/transfers/${path.transferId}/payment`, { paidOn: day() }));
        return { path };
      },
    };
  }

  prepare(name: string): Promise<Prepared> | undefined {
    return this.makers[name]?.();
  }

  private at({ initiativeId }: Path): string {
    return `/v1/clusters/${this.clusterId}/initiatives/${initiativeId}`;
  }

  private readonly risk = () => ({ title: 'Deszcz', likelihood: 3, impact: 4, owner: this.sides.memberId, response: 'share' });

  private async thing(collection: string, field: string, body: object): Promise<Path> {
    const path = await this.running();
    return { ...path, [field]: granted(await this.sides.member.post(`${this.at(path)}/${collection}`, body)).id };
  }

  /** A settlement of one cost. @param paidBy who has paid it */
  private async proposed(paidBy: Person = this.sides.other): Promise<Path> {
    const path = await this.running();
    granted(await paidBy.post(`${this.at(path)}/costs`, cost()));
    granted(await this.sides.member.post(`${this.at(path)}/settlement`));
    return path;
  }

  /** A transfer that is due. @param paidBy who has paid what it settles */
  private async due(paidBy: Person): Promise<Path & { readonly transferId: string }> {
    const path = await this.proposed(paidBy);
    for (const partner of [this.sides.member, this.sides.other]) granted(await partner.post(`${this.at(path)}/settlement/acceptance`, { number: 1 }));
    const { transfers } = granted(await this.sides.member.get(`${this.at(path)}/settlement`));
    return { ...path, transferId: transfers[0].id as string };
  }
}

const budgetLine = { title: 'Sadzonki', planned: { amountMinor: 100_000, currency: 'PLN' } };
const cost = () => ({ amount: { amountMinor: 12_000, currency: 'PLN' }, incurredOn: day(), description: 'Sadzonki' });
