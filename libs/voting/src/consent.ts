import type { Choice } from '@klaster/contracts';
import { type Finding, nothingFound } from './finding.js';

/** Consent: adopted unless an objection stands; who stands aside neither carries nor stops it. */
export function countConsent(choices: readonly Choice[]): Finding {
  const taking = (position: 'consent' | 'stand-aside' | 'object') => choices.filter((choice) => 'position' in choice && choice.position === position).length;
  const consent = { consents: taking('consent'), standAsides: taking('stand-aside'), objections: taking('object') };
  return { ...nothingFound, consent, ...judge(consent.consents, consent.objections) };
}

function judge(consents: number, objections: number): Pick<Finding, 'outcome' | 'ground'> {
  if (objections > 0) return { outcome: 'rejected', ground: 'objection-stands' };
  return consents > 0 ? { outcome: 'adopted', ground: 'no-objection' } : { outcome: 'rejected', ground: 'nobody-consented' };
}
