import { type Document, NotFound, readCanonicalAgreement as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { isPlainText } from './agreement.js';
import { Agreements } from './agreements.js';

@Handles(contract)
export class ReadCanonicalAgreement {
  constructor(private readonly agreements: Agreements) {}

  async handle({ initiativeId, number }: RequestOf<typeof contract>, { work }: Call) {
    const version = await this.agreements.version(work, initiativeId, number);
    if (!version) return refuse(NotFound);
    const [mediaType, extension] = isPlainText(version) ? ['text/plain', 'txt'] : ['application/json', 'json'];
    return { mediaType, fileName: `agreement-${number}.${extension}`, encoding: 'utf8', content: version.canonical } satisfies Document;
  }
}
