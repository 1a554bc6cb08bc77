import {
  abandonInitiative, acceptSettlement, acknowledgeBenefit, addBenefit, addBudgetLine, beginClosing, closeInitiative, closeRisk, deliverBenefit, listBenefits, nameRisk, payTransfer, proposeSettlement,
  receiveTransfer, recordCost, recordLesson, recordOccurrence, reverseCost, type Settlement, stateBenefits,
} from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import type { BenefitRow, CostRow, LifeRow, RiskRow } from './initiatives/rows.ts';
import { dayBefore, readMeasure } from './load-contributions.ts';
import type { Initiatives } from './load-initiatives.ts';
import type { InitiativeRow } from './rows.ts';

/** What the initiatives spent, risked and gained, and how they ended. */
export async function loadLives(ground: Ground, tables: readonly Table[], initiatives: Initiatives): Promise<void> {
  const rows = tables.flatMap((table) => table.plan.initiatives.flatMap((row) => (row.life ? [{ table, row, life: row.life }] : [])));
  await ground.eachOf('initiatives with costs and benefits', rows, async ({ table, row, life }) => {
    const initiativeId = initiatives.get(`${table.plan.key}/${row.key}`)!;
    await new Life(table, row, { clusterId: table.id, initiativeId }, ground.file.record.countedFrom).load(life);
  });
}

function moneyOf(text: string) {
  const { amount } = readMeasure(text);
  if (!amount) throw new Error(`${text} is no money`);
  return amount;
}

/** One initiative, step by step, by the partners whose turn it is. */
class Life {
  private readonly table: Table;
  private readonly row: InitiativeRow;
  private readonly one: { readonly clusterId: string; readonly initiativeId: string };
  private readonly today: string;

  constructor(table: Table, row: InitiativeRow, one: Life['one'], today: string) {
    this.table = table;
    this.row = row;
    this.one = one;
    this.today = today;
  }

  async load(life: LifeRow): Promise<void> {
    await this.work(life);
    const { state, partners: [first] } = this.row;
    if (state === 'closing' || state === 'closed') await this.by(first).call(beginClosing, this.one, this.as(first, 'closing'));
    if (life.settlement) await this.settle(life.settlement);
    for (const by of life.stated ?? []) await this.by(by).call(stateBenefits, { ...this.one, none: false }, this.as(by, `statement/${by}`));
    if (life.abandoned) await this.by(first).call(abandonInitiative, { ...this.one, reason: life.abandoned }, this.as(first, 'abandonment'));
    if (state === 'closed') await this.by(first).call(closeInitiative, this.one, this.as(first, 'closure'));
  }

  /** What happens while it runs. */
  private async work({ budget = [], costs = [], risks = [], benefits = [], lessons = [] }: LifeRow): Promise<void> {
    const [first] = this.row.partners;
    const lines: string[] = [];
    for (const [index, { title, planned }] of budget.entries()) {
      lines.push((await this.by(first).call(addBudgetLine, { ...this.one, title, planned: moneyOf(planned) }, this.as(first, `budget/${index}`))).id);
    }
    for (const [index, cost] of costs.entries()) await this.spend(cost, lines, `cost/${index}`);
    for (const [index, risk] of risks.entries()) await this.risk(risk, `risk/${index}`);
    for (const [index, benefit] of benefits.entries()) await this.gain(benefit, `benefit/${index}`);
    for (const [index, [by, title, text]] of lessons.entries()) await this.by(by).call(recordLesson, { ...this.one, title, text }, this.as(by, `lesson/${index}`));
  }

  private by(party: string) {
    return this.table.clientOf(party);
  }

  private as(party: string, step: string) {
    return this.table.as(party, `life/${this.row.key}/${step}`);
  }

  private async spend({ by, daysAgo, amount, what, document, line, income, rate, takenBack }: CostRow, lines: readonly string[], key: string): Promise<void> {
    const incurredOn = dayBefore(this.today, daysAgo);
    const said = (spent: string) => ({
      kind: income ? ('income' as const) : ('cost' as const), amount: moneyOf(spent), incurredOn, description: what, document, budgetLineId: line === undefined ? undefined : lines[line]!,
      rate: rate && { ...rate, ratedOn: incurredOn },
    });
    const { id: costId } = await this.by(by).call(recordCost, { ...this.one, ...said(amount) }, this.as(by, key));
    if (!takenBack) return;
    const { reason, instead } = takenBack;
    await this.by(by).call(reverseCost, { ...this.one, costId, reason, correction: said(instead) }, this.as(by, `${key}/reversal`));
  }

  private async risk({ by, title, likelihood, impact, response, exposure, measures, occurred, closed }: RiskRow, key: string): Promise<void> {
    const said = { title, likelihood, impact, response, measures, owner: this.table.memberId(by), exposure: exposure === undefined ? undefined : moneyOf(exposure) };
    const { id: riskId } = await this.by(by).call(nameRisk, { ...this.one, ...said }, this.as(by, key));
    if (closed) await this.by(by).call(closeRisk, { ...this.one, riskId, reason: closed }, this.as(by, `${key}/closure`));
    if (!occurred) return;
    const { daysAgo, what, loss } = occurred;
    await this.by(by).call(recordOccurrence, { ...this.one, riskId, occurredOn: dayBefore(this.today, daysAgo), reason: what, loss: moneyOf(loss) }, this.as(by, `${key}/occurrence`));
  }

  private async gain(row: BenefitRow, key: string): Promise<void> {
    const { unexpected, delivered } = row;
    if (!delivered) return;
    const { by, acknowledgedBy } = delivered;
    const benefitId = unexpected ? await this.report(row, by, key) : await this.expected(row);
    if (!unexpected && acknowledgedBy !== by) await this.by(by).call(deliverBenefit, { ...this.one, benefitId }, this.as(by, `${key}/delivery`));
    if (acknowledgedBy) await this.by(acknowledgedBy).call(acknowledgeBenefit, { ...this.one, benefitId }, this.as(acknowledgedBy, `${key}/acknowledgement`));
  }

  private async report({ of, kind, what }: BenefitRow, by: string, key: string): Promise<string> {
    const memberId = of === undefined ? undefined : this.table.memberId(of);
    return (await this.by(by).call(addBenefit, { ...this.one, memberId, kind, description: what }, this.as(by, key))).id;
  }

  private async expected({ what }: BenefitRow): Promise<string> {
    const [first] = this.row.partners;
    const { items } = await this.by(first).call(listBenefits, { ...this.one, limit: 200 }, { actingFor: this.table.memberId(first) });
    const found = items.find(({ description }) => description === what);
    if (!found) throw new Error(`the agreement of ${this.row.key} does not expect: ${what}`);
    return found.id;
  }

  private async settle(how: NonNullable<LifeRow['settlement']>): Promise<void> {
    const [first] = this.row.partners;
    let settlement: Settlement = await this.by(first).call(proposeSettlement, this.one, this.as(first, 'settlement'));
    const partyOf = (memberId: string) => this.row.partners.find((party) => this.table.memberId(party) === memberId)!;
    const { number } = settlement;
    for (const { memberId } of settlement.balances) {
      const party = partyOf(memberId);
      if (typeof how === 'object' && !how.acceptedBy.includes(party)) continue;
      settlement = await this.by(party).call(acceptSettlement, { ...this.one, number }, this.as(party, `settlement/${party}`));
    }
    if (how !== 'settled') return;
    for (const { id: transferId, from, to } of settlement.transfers) {
      const [payer, payee] = [partyOf(from), partyOf(to)];
      await this.by(payer).call(payTransfer, { ...this.one, transferId, paidOn: this.today, reference: this.row.title }, this.as(payer, `transfer/${payer}/${payee}/payment`));
      await this.by(payee).call(receiveTransfer, { ...this.one, transferId }, this.as(payee, `transfer/${payer}/${payee}/receipt`));
    }
  }
}
