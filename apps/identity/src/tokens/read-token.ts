import { NotFound, readToken as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showToken, Tokens } from './tokens.js';

@Handles(contract)
export class ReadToken {
  constructor(private readonly tokens: Tokens) {}

  async handle({ tokenId }: RequestOf<typeof contract>, { work }: Call) {
    const token = await this.tokens.find(work, tokenId);
    return token && token.revokedAt === null ? showToken(token) : refuse(NotFound);
  }
}
