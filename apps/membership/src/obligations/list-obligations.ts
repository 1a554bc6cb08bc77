import { isRefusal, listInitiativeObligations, listObligations as contract, listResourceObligations, type Obligation, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, Neighbours } from '@klaster/service-kit';
import { OwnMembership } from '../members/own-membership.js';

/** Who is asked what is open. */
const questions = [listInitiativeObligations, listResourceObligations] as const;

/** For both sides: the party, which sees it after it has left too, and those who sit at the table. */
@Handles(contract)
export class ListObligations {
  constructor(
    private readonly own: OwnMembership,
    private readonly neighbours: Neighbours,
  ) {}

  async handle(request: RequestOf<typeof contract>, call: Call) {
    const member = await this.own.see(request, call);
    if (isRefusal(member)) return member;
    const answers = await Promise.all(
      questions.map(async (question) => ({ service: question.service, answer: await this.neighbours.ask(question, request, call.requestId) })),
    );
    const items = answers.flatMap(({ answer }): readonly Obligation[] => (isRefusal(answer) ? [] : answer.items));
    return {
      items: items.toSorted((one, other) => one.since.localeCompare(other.since)),
      missing: answers.filter(({ answer }) => isRefusal(answer)).map(({ service }) => service),
    };
  }
}
