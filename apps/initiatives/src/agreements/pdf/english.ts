import { type Phrases, writing } from './phrases.js';

const units = { piece: 'pieces', day: 'days', m2: 'm²', m3: 'm³' };
const { date, moment } = writing('en-GB', units);

/** Agreements in English. */
export const english: Phrases = {
  title: (initiative) => `Agreement: ${initiative}`,
  proposed: (number, by, at) => `Version ${number}, proposed on ${moment(at)} by ${by}`,
  draft: 'Draft: this version of the agreement is not in force.',
  mark: 'DRAFT',
  inForce: (since) => `In force since ${moment(since)}.`,
  wasInForce: (since) => `Was in force from ${moment(since)}; a later version has taken its place.`,
  headings: {
    purpose: 'Purpose', period: 'Period', partners: 'Partners: tasks, pledges, responsibilities', keys: 'How costs, risks and benefits are shared', decisions: 'How the partners decide',
    benefits: 'Expected benefits', leaving: 'How a partner leaves', text: 'Text of the agreement', signatures: 'Signatures',
  },
  period: (from, until) => (until === null ? `From ${date(from)}, without an end.` : `From ${date(from)} to ${date(until)}.`),
  labels: { tasks: 'Tasks', pledges: 'Brings in', responsibilities: 'Answers for' },
  nothingNamed: 'No tasks, pledges or responsibilities are named.',
  kinds: { human: 'human', financial: 'financial', informational: 'informational', material: 'material' },
  by: (day) => `by ${date(day)}`,
  currency: (code) => `Costs are settled in ${code}.`,
  keyNames: { costs: 'Costs', risks: 'Losses from risks', benefits: 'Benefits' },
  equal: 'equally among the partners',
  fixedShares: 'in fixed shares',
  custom: 'in proportion to weights',
  byContribution: (kind, unit) => `in proportion to what each partner has contributed and had confirmed (${kind} contributions, counted in ${unit})`,
  decisions: {
    consent: 'Consent: it is decided when nobody has a reasoned objection.', 'simple-majority': 'Simple majority.', 'absolute-majority': 'Absolute majority.', 'two-thirds': 'Majority of two thirds.', unanimity: 'Unanimity.',
  },
  benefitKinds: { 'know-how': 'know-how', income: 'income', reach: 'reach', equipment: 'equipment', standing: 'standing', relations: 'relations', other: 'other' },
  ofAll: 'All partners',
  noBenefits: 'None are named.',
  notice: (days) => (days === 0 ? 'A partner may leave at once.' : `A partner may leave with a notice of ${days === 1 ? 'one day' : `${days} days`}.`),
  columns: ['Partner', 'Signed at (Warsaw)', 'Mandate', 'Signed SHA-256'],
  unsigned: 'not signed',
  recompute: 'SHA-256 of this version. Anybody can recompute it: it is the hash of the UTF-8 bytes of { initiativeId, number, terms, text } as canonical JSON (RFC 8785); the address canonical.json of this version serves the same bytes.',
  recomputeText: 'SHA-256 of this version. Anybody can recompute it: it is the hash of the UTF-8 bytes of the text alone.',
  fileName: 'agreement',
  units,
};
