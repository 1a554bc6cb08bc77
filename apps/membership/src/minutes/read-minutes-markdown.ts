import { NotFound, readMinutesMarkdown as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { fileName } from '../assemblies/file-names.js';
import { MinutesOfAssemblies } from './minutes.js';

@Handles(contract)
export class ReadMinutesMarkdown {
  constructor(private readonly minutes: MinutesOfAssemblies) {}

  async handle({ assemblyId, language }: RequestOf<typeof contract>, { work }: Call) {
    const sheet = await this.minutes.sheet(work, assemblyId);
    if (!sheet) return refuse(NotFound);
    return { mediaType: 'text/markdown', fileName: fileName('minutes', language, sheet.startsAt, 'md'), encoding: 'utf8', content: sheet.text[language] } as const;
  }
}
