import { AgreementTooLong, type Document, NotFound, readAgreementPdf as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { Agreements } from './agreements.js';

@Handles(contract)
export class ReadAgreementPdf {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
  ) {}

  async handle({ initiativeId, number, language }: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, version, signatures, inForce, partners] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      this.agreements.version(work, initiativeId, number),
      this.agreements.signatures(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      this.partners.everybody(work, initiativeId),
    ]);
    if (!initiative || !version) return refuse(NotFound);
    // What makes documents is loaded with the first of them: most processes never make one.
    const { agreementDocument, fileNameOf } = await import('./pdf/agreement-pdf.js');
    const names = new Map(partners.flatMap(({ memberId, name }) => (name === null ? [] : [[memberId, name] as const])));
    const content = await agreementDocument({
      title: initiative.title, version, signatures: signatures.filter((signature) => signature.number === number), inForce: inForce.at(-1)?.number === number, names, language,
    });
    if (content === undefined) return refuse(AgreementTooLong);
    return { mediaType: 'application/pdf', fileName: fileNameOf(number, language), encoding: 'base64', content } satisfies Document;
  }
}
