import { type AgreementTerms, type Key, keyNames } from '@klaster/contracts';
import { breakable, type Content, gap, paragraphs } from '@klaster/pdf';
import { type Phrases, writing } from './phrases.js';

type Writing = ReturnType<typeof writing>;
type PartnerTerms = AgreementTerms['partners'][number];

/** What sections are written with. */
export interface Pen {
  readonly phrases: Phrases;
  readonly writing: Writing;
  /** What a member is called. */
  readonly nameOf: (memberId: string) => string;
}

const heading = (text: string): Content => ({ text, style: 'h2' });
const line = (text: string): Content => ({ text: breakable(text), margin: [0, 0, 0, gap] });
const list = (items: readonly string[]): Content => ({ ul: items.map(breakable), margin: [0, 0, 0, gap] });

/** The terms of an agreement as people read them. */
export const sectionsOf = (terms: AgreementTerms, pen: Pen): Content[] => {
  const { phrases } = pen;
  const { headings } = phrases;
  return [
    heading(headings.purpose), ...paragraphs(terms.purpose),
    heading(headings.period), line(phrases.period(terms.from, terms.until)),
    heading(headings.partners), ...terms.partners.flatMap((partner) => partnerOf(partner, pen)),
    heading(headings.keys), list(keyNames.map((name) => `${phrases.keyNames[name]}: ${keyOf(terms.keys[name], pen)}.`)), line(phrases.currency(terms.currency)),
    heading(headings.decisions), line(phrases.decisions[terms.decisionMethod]),
    heading(headings.benefits), terms.expectedBenefits.length > 0 ? list(terms.expectedBenefits.map((benefit) => benefitOf(benefit, pen))) : line(phrases.noBenefits),
    heading(headings.leaving), line(phrases.notice(terms.leaving.noticeDays)), ...(terms.leaving.how === null ? [] : paragraphs(terms.leaving.how)),
  ];
};

function partnerOf({ memberId, tasks, pledges, responsibilities }: PartnerTerms, pen: Pen): Content[] {
  const { labels, nothingNamed } = pen.phrases;
  const said = [[labels.tasks, tasks], [labels.pledges, pledges.map((pledge) => pledgeOf(pledge, pen))], [labels.responsibilities, responsibilities]] as const;
  const parts = said.filter(([, items]) => items.length > 0).flatMap(([label, items]) => [{ text: `${label}:` }, list(items)]);
  return [{ text: breakable(pen.nameOf(memberId)), style: 'h3' }, ...(parts.length > 0 ? parts : [line(nothingNamed)])];
}

function pledgeOf({ kind, what, quantity, amount, by }: PartnerTerms['pledges'][number], { phrases, writing: write }: Pen): string {
  const measure = amount ? write.money(amount) : quantity ? write.quantity(quantity) : undefined;
  return [`${what} (${phrases.kinds[kind]})`, measure, by === null ? undefined : phrases.by(by)].filter((part) => part !== undefined).join(', ');
}

/** A key in words; shares as the fractions that they are. */
function keyOf(key: Key, { phrases, nameOf }: Pen): string {
  switch (key.method) {
    case 'equal':
      return phrases.equal;
    case 'fixed-shares':
      return `${phrases.fixedShares}: ${key.shares.map(({ partner, share: { numerator, denominator } }) => `${nameOf(partner)} ${numerator}/${denominator}`).join(', ')}`;
    case 'custom':
      return `${phrases.custom}: ${key.weights.map(({ partner, weight }) => `${nameOf(partner)} ${weight}`).join(', ')}`;
    case 'by-contribution':
      return phrases.byContribution(phrases.kinds[key.kind], phrases.units[key.unit] ?? key.unit);
  }
}

function benefitOf({ memberId, kind, description, quantity }: AgreementTerms['expectedBenefits'][number], { phrases, writing: write, nameOf }: Pen): string {
  const whose = memberId === null ? phrases.ofAll : nameOf(memberId);
  return `${whose}: ${description} (${phrases.benefitKinds[kind]}${quantity ? `, ${write.quantity(quantity)}` : ''})`;
}
