import { createToken as contract, Forbidden, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Accounts } from '../accounts/accounts.js';
import { newTokenSecret, secretSha256 } from './token-secret.js';
import { createToken } from './token.js';
import { showToken, Tokens } from './tokens.js';

@Handles(contract)
export class CreateToken {
  constructor(
    private readonly tokens: Tokens,
    private readonly accounts: Accounts,
  ) {}

  async handle(request: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    // Whom another issuer signs in has no account here to keep tokens for.
    if (!(await this.accounts.find(work, accountId))) return refuse(Forbidden);
    const token = newTokenSecret();
    const created = createToken({ tokenId: newId(), accountId }, request, secretSha256(token), now);
    return { ...showToken(this.tokens.add(work, created)), token };
  }
}
