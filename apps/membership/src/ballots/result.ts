import type { MatterResult } from '@klaster/contracts';
import type { Matter } from '../matters/matter.js';

/** The result with everything that a recount needs. INV: there is none before voting has closed. */
export function resultOf(matter: Matter, textSha256: string): MatterResult | undefined {
  const { id: matterId, clusterId, state, outcome, revision, charterNumber, counting: rules, counts, secret, turnout, effect, decidedAt } = matter;
  if (state !== 'decided' || !outcome || !rules || !counts || turnout === null || !effect || !decidedAt) return undefined;
  return { matterId, clusterId, outcome, revision, textSha256, charterNumber, rules, counts, secret, turnout, effect, decidedAt };
}
