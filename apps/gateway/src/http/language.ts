import type { Texts } from '@klaster/contracts';

/** Polish or English, whichever the reader likes better by Accept-Language (RFC 9110 12.5.4); English where neither is named. */
export function languageOf(accepted: string | undefined): keyof Texts {
  let best: { language: keyof Texts; weight: number } = { language: 'en', weight: 0 };
  for (const range of (accepted ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(/\s*;\s*/);
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
    const [primary] = tag.split('-');
    if ((primary === 'pl' || primary === 'en') && weight > best.weight) best = { language: primary, weight };
  }
  return best.language;
}
