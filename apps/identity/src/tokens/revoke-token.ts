import { isRefusal, revokeToken as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { revokeToken } from './token.js';
import { Tokens } from './tokens.js';

@Handles(contract)
export class RevokeToken {
  constructor(private readonly tokens: Tokens) {}

  async handle({ tokenId }: RequestOf<typeof contract>, { work, now, expectedVersion }: Call) {
    const revoked = await this.tokens.change(work, tokenId, expectedVersion, (token) => revokeToken(token, now));
    return isRefusal(revoked) ? revoked : {};
  }
}
