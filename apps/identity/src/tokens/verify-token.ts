import { type RequestOf, verifyToken as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { actorOf } from './token.js';
import { Tokens } from './tokens.js';

/** Asked by the gateway. An unknown, an expired and a revoked token are answered alike. */
@Handles(contract)
export class VerifyToken {
  constructor(private readonly tokens: Tokens) {}

  async handle({ secretSha256 }: RequestOf<typeof contract>, { work, now }: Call) {
    return { actor: actorOf(await this.tokens.findBySecret(work, secretSha256), now) };
  }
}
