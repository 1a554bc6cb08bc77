import { MinutesTooLong, NotFound, readMinutesPdf as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { fileName } from '../assemblies/file-names.js';
import { MinutesOfAssemblies } from './minutes.js';

@Handles(contract)
export class ReadMinutesPdf {
  constructor(private readonly minutes: MinutesOfAssemblies) {}

  async handle({ assemblyId, language }: RequestOf<typeof contract>, { work }: Call) {
    const sheet = await this.minutes.sheet(work, assemblyId);
    if (!sheet) return refuse(NotFound);
    // What makes documents is loaded with the first of them: most processes never make one.
    const { minutesDocument } = await import('./pdf/minutes-pdf.js');
    const content = await minutesDocument({ sheet, language });
    if (content === undefined) return refuse(MinutesTooLong);
    return { mediaType: 'application/pdf', fileName: fileName('minutes', language, sheet.startsAt, 'pdf'), encoding: 'base64', content } as const;
  }
}
