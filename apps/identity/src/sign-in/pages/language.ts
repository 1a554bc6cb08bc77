import type { Texts } from '@klaster/contracts';

export type Language = keyof Texts;

/** The language of a page by the browser's Accept-Language (RFC 9110, 12.5.4); Polish where it asks for neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const asked = (acceptLanguage ?? '').split(',').map((part, index) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
    return { tag: tag.trim().split('-')[0], quality: quality === undefined ? 1 : Number(quality), index };
  });
  const known = asked.filter(({ tag, quality }) => (tag === 'pl' || tag === 'en') && quality > 0);
  known.sort((a, b) => b.quality - a.quality || a.index - b.index);
  return known[0]?.tag === 'en' ? 'en' : 'pl';
}
