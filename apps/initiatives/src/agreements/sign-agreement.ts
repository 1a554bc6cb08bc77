import { AlreadySigned, isRefusal, NotFound, refuse, type RequestOf, signAgreement as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Expectations } from '../benefits/expectations.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { after } from '../partners/partner.js';
import { Partners } from '../partners/partners.js';
import { showVersion, sign } from './agreement.js';
import { Agreements } from './agreements.js';

@Handles(contract)
export class SignAgreement {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
    private readonly expectations: Expectations,
  ) {}

  async handle({ initiativeId, number, sha256 }: RequestOf<typeof contract>, { work, member, now: asked }: Call) {
    const [initiative, partners, version, signatures, versionsInForce, { memberId, mandateId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.everybody(work, initiativeId),
      this.agreements.version(work, initiativeId, number),
      this.agreements.signatures(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    if (!version) return refuse(NotFound);
    const last = versionsInForce.at(-1);
    const inForce = last?.number;
    // By whichever clock it was asked for: what comes into force later is in force later.
    const now = last && last.since > asked ? last.since : asked;
    const signed = sign(initiative, { partners, version, signatures, inForce }, { memberId, mandateId, sha256 }, now);
    if (isRefusal(signed)) return signed;
    work.refuseWhenTaken('agreement_signature_once', refuse(AlreadySigned));
    this.initiatives.keep(work, initiative, signed);
    this.agreements.addSignature(work, signed.signature);
    if (!signed.inForce) return showVersion(version, [...signatures, signed.signature], inForce);
    this.agreements.bringIntoForce(work, version, now);
    for (const partner of signed.changed) this.partners.update(work, partner);
    if (signed.changed.length > 0) this.partners.watch(work, initiative, after(partners, signed.changed));
    await this.expectations.expect(work, initiative, version, now);
    return showVersion({ ...version, inForceSince: now }, [...signatures, signed.signature], number);
  }
}
