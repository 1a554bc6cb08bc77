import { AlreadySigned, isRefusal, NotFound, refuse, type RequestOf, signAgreement as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { showVersion, sign } from './agreement.js';
import { Agreements } from './agreements.js';

@Handles(contract)
export class SignAgreement {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
  ) {}

  async handle({ initiativeId, number, textSha256 }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, version, signatures, { memberId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.of(work, initiativeId),
      this.agreements.version(work, initiativeId, number),
      this.agreements.signatures(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    if (!version) return refuse(NotFound);
    const signed = sign(initiative, partners, version, signatures, { memberId, textSha256 }, now);
    if (isRefusal(signed)) return signed;
    work.refuseWhenTaken('agreement_signature_once', refuse(AlreadySigned));
    this.initiatives.keep(work, initiative, signed);
    this.agreements.addSignature(work, signed.signature);
    return showVersion(version, partners, [...signatures, signed.signature]);
  }
}
