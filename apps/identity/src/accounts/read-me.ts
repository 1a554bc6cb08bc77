import { NotFound, readMe as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Accounts } from './accounts.js';

/** There is none where another issuer signs people in: the account is then known by its id alone. */
@Handles(contract)
export class ReadMe {
  constructor(private readonly accounts: Accounts) {}

  async handle(_: RequestOf<typeof contract>, { work, accountId }: Call) {
    return (await this.accounts.find(work, accountId)) ?? refuse(NotFound);
  }
}
