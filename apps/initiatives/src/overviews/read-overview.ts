import { NotFound, readOverview as contract, refuse, type RequestOf } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Call, Handles, JsonText } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Readinesses } from '../readiness/readinesses.js';
import { arrayOf, arrayOfTasks, objectOf, withProperty } from './overview.js';
import { goals, type ListName, lists, type Sums, sums } from './parts.js';

type Rows = readonly { readonly json: string }[];

@Handles(contract)
export class ReadOverview {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly readinesses: Readinesses,
  ) {}

  /** Two flights: all that is shown, and then what this state lacks before the next. */
  async handle({ clusterId, initiativeId }: RequestOf<typeof contract>, { work, member }: Call) {
    const { memberId } = await member;
    const [initiative, goalRows, listed, [summed]] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      work.query<{ json: string }>(goals, [initiativeId, memberId]),
      this.listed(work, initiativeId),
      work.query<Sums>(sums, [initiativeId]),
    ]);
    if (!initiative || !summed) return refuse(NotFound);
    const { missing } = await this.readinesses.of(work, initiative, clusterId);
    const overview = {
      initiative: JSON.stringify(initiative), partners: arrayOf(listed.partners), clusters: arrayOf(listed.clusters), agreement: summed.agreement, goals: arrayOf(goalRows),
      tasks: arrayOfTasks(listed.tasks), taskCounts: summed.taskCounts, budget: withProperty(summed.budget, 'lines', arrayOf(listed.budgetLines)),
      costs: withProperty(summed.costs, 'newest', arrayOf(listed.newestCosts)), risks: arrayOf(listed.risks), settlement: listed.newestSettlement[0]?.json ?? 'null',
      benefits: arrayOf(listed.benefits), statements: arrayOf(listed.statements), missing: JSON.stringify(missing),
    };
    return new JsonText(objectOf(overview));
  }

  private async listed(work: Work, initiativeId: string): Promise<Record<ListName, Rows>> {
    const asked = Object.entries(lists).map(async ([name, text]) => [name, await work.query<{ json: string }>(text, [initiativeId])] as const);
    return Object.fromEntries(await Promise.all(asked)) as unknown as Record<ListName, Rows>;
  }
}
