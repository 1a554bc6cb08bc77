import { type AgreementTerms, findUnit, type InputError, type Key, keyNames } from '@klaster/contracts';
import { faultOf, type KeyFault } from '@klaster/shares';
import { Big } from 'big.js';
import type { Initiative } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';

type Pledge = AgreementTerms['partners'][number]['pledges'][number];

export const namedBy = ({ partners }: AgreementTerms): string[] => partners.map(({ memberId }) => memberId);

/** What plain equal partners agree on who say nothing else; who is leaving is not among them. @param today the civil date */
export const plainTerms = ({ summary }: Pick<Initiative, 'summary'>, partners: readonly Partner[], today: string): AgreementTerms => ({
  purpose: summary,
  from: today,
  until: null,
  currency: 'PLN',
  partners: partners.filter(({ state }) => state === 'partner').map(({ memberId }) => ({ memberId, tasks: [], pledges: [], responsibilities: [] })),
  keys: { costs: { method: 'equal' }, risks: { method: 'equal' }, benefits: { method: 'equal' } },
  decisionMethod: 'consent',
  leaving: { noticeDays: 30, how: null },
  expectedBenefits: [],
});

const exact = <Quantity extends { readonly value: string }>(quantity: Quantity | null): Quantity | null => quantity && { ...quantity, value: new Big(quantity.value).toFixed() };

/** The same terms with decimals without the zeros that say nothing: what means the same has the same hash. */
export const exactTerms = (terms: AgreementTerms): AgreementTerms => ({
  ...terms,
  partners: terms.partners.map((partner) => ({ ...partner, pledges: partner.pledges.map((pledge) => ({ ...pledge, quantity: exact(pledge.quantity) })) })),
  expectedBenefits: terms.expectedBenefits.map((benefit) => ({ ...benefit, quantity: exact(benefit.quantity) })),
});

const fault = (pointer: string, code: string, message: string): InputError => ({ pointer: `/terms${pointer}`, code, message });

/** Where terms do not fit each other or the partners. @param partners all that take part, or asked to; @param fewest how many must be named */
export function faultsOf(terms: AgreementTerms, partners: readonly Partner[], fewest: number): InputError[] {
  const named = namedBy(terms);
  const misnamed = faultsOfNames(named, partners);
  return [
    ...misnamed,
    ...(named.length < fewest ? [fault('/partners', 'too-few-partners', `what runs has at least ${fewest} partners`)] : []),
    ...terms.partners.flatMap(({ pledges }, place) => pledges.flatMap((pledge, index) => faultsOfPledge(pledge, `/partners/${place}/pledges/${index}`))),
    ...(terms.until !== null && terms.until < terms.from ? [fault('/until', 'before-beginning', 'the last day is not before the first')] : []),
    ...(misnamed.length > 0 ? [] : keyNames.flatMap((name) => faultsOfKey(terms.keys[name], named, `/keys/${name}`))),
    ...terms.expectedBenefits.flatMap(({ memberId }, place) =>
      memberId === null || named.includes(memberId) ? [] : [fault(`/expectedBenefits/${place}/memberId`, 'unknown-partner', 'this version names no such partner')]),
  ];
}

/** INV: whoever is named has signed. So who is leaving is not named: it does not sign any more. */
function faultsOfNames(named: readonly string[], partners: readonly Partner[]): InputError[] {
  return named.flatMap((memberId, place) => {
    const pointer = `/partners/${place}/memberId`;
    const state = partners.find((partner) => partner.memberId === memberId)?.state;
    if (state === 'leaving') return [fault(pointer, 'leaving-partner', 'the partner is leaving and signs no more; a version that does not name it lets it go')];
    if (state !== 'partner' && state !== 'candidate') return [fault(pointer, 'unknown-partner', 'the member is no partner, and has not asked to become one')];
    return named.indexOf(memberId) < place ? [fault(pointer, 'repeated-partner', 'the partner is named already')] : [];
  });
}

/** Where it is measured at all, money is an amount and everything else a quantity: some things are promised in words. */
function faultsOfPledge({ kind, quantity, amount }: Pledge, pointer: string): InputError[] {
  const [wanted, unwanted] = kind === 'financial' ? (['amount', 'quantity'] as const) : (['quantity', 'amount'] as const);
  return { quantity, amount }[unwanted] === null ? [] : [fault(`${pointer}/${unwanted}`, 'wrong-measure', `what is ${kind} is pledged as ${wanted}`)];
}

const words: Partial<Record<KeyFault['code'], string>> = {
  'unknown-partner': 'this version names no such partner',
  'repeated-partner': 'the partner has its part already',
  'not-one': 'the shares add up to one exactly',
  'all-zero': 'one weight at least is more than zero',
};

function faultsOfKey(key: Key, named: readonly string[], pointer: string): InputError[] {
  if (key.method === 'by-contribution') return faultsOfUnit(key, `${pointer}/unit`);
  const wrong = faultOf(key, named);
  if (!wrong) return [];
  const { code } = wrong;
  // Who is left out stands nowhere in the key.
  if (code === 'partner-left-out') return [fault(`${pointer}/${key.method === 'custom' ? 'weights' : 'shares'}`, code, `${named[Number(wrong.pointer.split('/')[2])]} is left out; name it with 0 where it bears nothing`)];
  return [fault(wrong.pointer.replace('/key', pointer), code, words[code] ?? 'this is no key')];
}

function faultsOfUnit({ kind, unit }: Extract<Key, { method: 'by-contribution' }>, pointer: string): InputError[] {
  if (kind === 'financial') return /^[A-Z]{3}$/.test(unit) ? [] : [fault(pointer, 'not-a-currency', 'money is counted in a currency, such as PLN')];
  return findUnit(unit) ? [] : [fault(pointer, 'unknown-unit', 'this is counted in a unit of /v1/units, such as h')];
}
