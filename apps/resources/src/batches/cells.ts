/** What people write into cells. Numbers are read as texts: nothing goes through a binary floating point number. */

const thousands = '[ \\u00a0\\u202f\\u2009]';
const number = new RegExp(`^(\\d{1,3}(?:${thousands}\\d{3})+|\\d+)(?:[.,](\\d+))?$`);

interface Digits {
  readonly whole: string;
  readonly fraction: string;
}

function digitsOf(text: string): Digits | undefined {
  const [, whole, fraction = ''] = number.exec(text) ?? [];
  return whole === undefined ? undefined : { whole: whole.replace(/\D/g, '').replace(/^0+(?=\d)/, ''), fraction };
}

/** "1 234,50" or "1234.50" as an exact decimal "1234.50"; undefined where it is no number. */
export function decimalOf(text: string): string | undefined {
  const digits = digitsOf(text);
  return digits && (digits.fraction === '' ? digits.whole : `${digits.whole}.${digits.fraction}`);
}

/** An amount in minor units of its currency, by ISO 4217; undefined where it is no number, or has more decimals than the currency. */
export function minorOf(text: string, currency: string): number | undefined {
  const digits = digitsOf(text);
  if (!digits) return undefined;
  const places = placesOf(currency);
  const { whole, fraction } = digits;
  if (/[1-9]/.test(fraction.slice(places)) || whole.length + places > 15) return undefined;
  return Number(whole + fraction.slice(0, places).padEnd(places, '0'));
}

const placesOf = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** 2026-09-01 or 1.09.2026 as 2026-09-01; undefined for anything else. Whether there is such a day is not asked here. */
export function dayOf(text: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  return day === undefined ? undefined : `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A currency code; the złoty by its sign too. */
export function currencyOf(text: string): string | undefined {
  if (/^zł$/i.test(text)) return 'PLN';
  return /^[a-z]{3}$/i.test(text) ? text.toUpperCase() : undefined;
}

/** The same for all ways to write a word: without case, diacritics and double spaces. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l').replace(/\s+/g, ' ').trim();
