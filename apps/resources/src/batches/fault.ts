import { type LineFault, problemDocument, type Refusal } from '@klaster/contracts';
import type { LineProblem } from '../contributions/contribution.js';

/** The field of a line that a refusal is about; null where it is about the whole of it. */
const fields: Readonly<Record<LineProblem, string | null>> = {
  'unknown-category': 'category',
  'wrong-measure': 'quantity',
  'wrong-period': 'givenOn',
  'action-unfit': 'action',
  'conditions-needed': 'conditions',
  'conditions-misplaced': 'conditions',
  'no-rate': 'rateTableId',
  'giver-is-receiver': 'receiver',
  'unknown-receiver': 'receiver',
  'unknown-giver': 'giver',
  'initiative-not-running': 'receiver',
  'not-a-side': null,
  'pledge-other': 'pledgeId',
};

/** What a line is refused for, in both languages. */
export function faultOf(line: number, refusal: Refusal<LineProblem>): LineFault {
  const text = (language: 'pl' | 'en') => {
    const { title, detail } = problemDocument(refusal, language, '', '');
    return `${title}. ${detail}`;
  };
  return { line, field: fields[refusal.refused], code: refusal.refused, message: { pl: text('pl'), en: text('en') } };
}
