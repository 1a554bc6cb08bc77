import { isRefusal, type RequestOf, startInitiative as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Agreements } from '../agreements/agreements.js';
import { Partners } from '../partners/partners.js';
import { start } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class StartInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
  ) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [initiative, partners, names, signatures, proposed, { memberId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId, expectedVersion),
      this.partners.of(work, initiativeId),
      this.partners.namesOf(work, initiativeId),
      this.agreements.signatures(work, initiativeId),
      this.agreements.proposed(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    const started = start(initiative, partners, { signatures, proposed }, memberId, (partner) => names.get(partner) ?? partner, now);
    return isRefusal(started) ? started : this.initiatives.keep(work, initiative, started);
  }
}
