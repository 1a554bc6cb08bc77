import { MinutesTooLong, NotFound, readMinutesPdf as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { fileName } from '../assemblies/file-names.js';
import { MinutesOfAssemblies } from './minutes.js';
import type { Language, Sheet } from './pdf/sheet.js';

const mostKept = 16;

/** The newest documents are kept by what they are made of: a document takes more work than all else that is asked here. */
@Handles(contract)
export class ReadMinutesPdf {
  private readonly made = new Map<string, Promise<string | undefined>>();

  constructor(private readonly minutes: MinutesOfAssemblies) {}

  async handle({ assemblyId, language }: RequestOf<typeof contract>, { work }: Call) {
    const sheet = await this.minutes.sheet(work, assemblyId);
    if (!sheet) return refuse(NotFound);
    const content = await this.document(sheet, language);
    if (content === undefined) return refuse(MinutesTooLong);
    return { mediaType: 'application/pdf', fileName: fileName('minutes', language, sheet.startsAt, 'pdf'), encoding: 'base64', content } as const;
  }

  private document(sheet: Sheet, language: Language): Promise<string | undefined> {
    const { title, sha256, writtenAt, approvedAt, approvedBy } = sheet;
    const key = JSON.stringify([title, sha256, writtenAt, approvedAt, approvedBy, language]);
    const kept = this.made.get(key) ?? make(sheet, language);
    this.made.delete(key);
    this.made.set(key, kept);
    for (const oldest of [...this.made.keys()].slice(0, -mostKept)) this.made.delete(oldest);
    kept.catch(() => this.made.delete(key));
    return kept;
  }
}

/** What makes documents is loaded with the first of them: most processes never make one. */
async function make(sheet: Sheet, language: Language): Promise<string | undefined> {
  const { minutesPdf } = await import('./pdf/minutes-pdf.js');
  return (await minutesPdf(sheet, language))?.toString('base64');
}
