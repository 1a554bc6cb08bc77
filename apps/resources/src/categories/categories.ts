import type { Category } from '@klaster/contracts';

const category = (kind: Category['kind'], code: string, pl: string, en: string, ...units: string[]): Category => ({ code, kind, name: { pl, en }, units });

/** The code list of categories under the four kinds, with their allowed units. Money has a currency instead of a unit. */
export const categories: readonly Category[] = [
  category('human', 'tutoring', 'korepetycje', 'tutoring', 'h'),
  category('human', 'care', 'opieka', 'care', 'h', 'day'),
  category('human', 'carpentry', 'stolarka', 'carpentry', 'h', 'day'),
  category('human', 'driving', 'prowadzenie pojazdu', 'driving', 'h', 'day'),
  category('human', 'gardening', 'prace ogrodnicze', 'gardening', 'h', 'day'),
  category('human', 'coordination', 'koordynacja', 'coordination', 'h', 'day'),
  category('financial', 'cash-for-materials', 'środki na materiały', 'cash for materials'),
  category('financial', 'own-contribution', 'finansowy wkład własny', 'own financial contribution'),
  category('financial', 'donation', 'darowizna', 'donation'),
  category('informational', 'legal-advice', 'porady prawne', 'legal advice', 'h'),
  category('informational', 'training-materials', 'materiały szkoleniowe', 'training materials', 'piece'),
  category('informational', 'media-reach', 'promocja w mediach', 'media reach', 'piece'),
  category('informational', 'contacts', 'kontakty', 'contacts', 'piece'),
  category('material', 'hall', 'sala', 'hall', 'h', 'day'),
  category('material', 'minibus', 'bus', 'minibus', 'day', 'km'),
  category('material', 'tools', 'narzędzia', 'tools', 'piece', 'day'),
  category('material', 'plants', 'rośliny', 'plants', 'piece', 'kg'),
  category('material', 'food', 'żywność', 'food', 'kg', 'piece'),
];

const byCode = new Map(categories.map((listed) => [listed.code, listed]));

export const findCategory = (code: string): Category | undefined => byCode.get(code);
