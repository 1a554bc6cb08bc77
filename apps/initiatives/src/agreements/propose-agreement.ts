import { isRefusal, proposeAgreement as contract, type RequestOf } from '@klaster/contracts';
import { type Call, civilDay, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { propose, showVersion } from './agreement.js';
import { Agreements } from './agreements.js';
import { plainTerms } from './terms.js';

@Handles(contract)
export class ProposeAgreement {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
  ) {}

  async handle({ initiativeId, text, terms }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, proposed, inForce, { memberId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.everybody(work, initiativeId),
      this.agreements.proposed(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    const decided = propose(initiative, partners, proposed, memberId, { text, terms: terms ?? plainTerms(initiative, partners, civilDay(now)) }, now);
    if (isRefusal(decided)) return decided;
    this.initiatives.keep(work, initiative, decided);
    this.agreements.addVersion(work, decided.version);
    return showVersion(decided.version, [], inForce.at(-1)?.number);
  }
}
