import { listCharterVersions as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Charters, showCharter } from './charters.js';

const beyondAll = 2 ** 31 - 1;
const cursorAt = (number: number) => Buffer.from(String(number)).toString('base64url');

/** The number below which a page starts. A cursor that was made up answers some page, not a fault. */
function numberAt(cursor: string | undefined): number {
  const number = Number.parseInt(Buffer.from(cursor ?? '', 'base64url').toString('latin1'), 10);
  return number >= 1 && number < beyondAll ? number : beyondAll;
}

@Handles(contract)
export class ListCharterVersions {
  constructor(private readonly charters: Charters) {}

  async handle({ clusterId, limit, cursor }: RequestOf<typeof contract>, { work }: Call) {
    const versions = await this.charters.below(work, clusterId, numberAt(cursor), limit);
    const last = versions.at(-1)?.number ?? 1;
    return { items: versions.map(showCharter), nextCursor: last > 1 ? cursorAt(last) : null };
  }
}
