import { AlreadySigned, isRefusal, NotFound, refuse, type RequestOf, signAgreement as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Expectations } from '../benefits/expectations.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { showVersion, sign } from './agreement.js';
import { Agreements } from './agreements.js';

@Handles(contract)
export class SignAgreement {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly agreements: Agreements,
    private readonly expectations: Expectations,
  ) {}

  async handle({ initiativeId, number, sha256 }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, version, signatures, inForce, { memberId, mandateId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.agreements.version(work, initiativeId, number),
      this.agreements.signatures(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    if (!version) return refuse(NotFound);
    const signed = sign(initiative, version, signatures, { memberId, mandateId, sha256 }, now);
    if (isRefusal(signed)) return signed;
    work.refuseWhenTaken('agreement_signature_once', refuse(AlreadySigned));
    this.initiatives.keep(work, initiative, signed);
    this.agreements.addSignature(work, signed.signature);
    if (signed.inForce) {
      this.agreements.bringIntoForce(work, version, now);
      await this.expectations.expect(work, initiative, version, now);
    }
    const current = signed.inForce ? { ...version, inForceSince: now } : version;
    return showVersion(current, [...signatures, signed.signature], signed.inForce ? number : inForce.at(-1)?.number);
  }
}
