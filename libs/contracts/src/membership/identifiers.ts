import { z } from 'zod';

/** Identifiers of Polish registers: people write them with dashes and spaces, they are kept as digits. */
const digits = z.string().max(40).transform((text) => text.replace(/[\s-]/g, ''));

/** Sum of digits times weights, modulo 11. */
const remainder = (text: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0) % 11;

const notZeros = (text: string) => /[1-9]/.test(text);

/** NIP, tax number: ten digits; a remainder of ten never occurs in a valid one. */
export const isNip = (text: string): boolean => /^\d{10}$/.test(text) && notZeros(text) && remainder(text, [6, 5, 7, 2, 3, 4, 5, 6, 7]) === Number(text[9]);

const isRegon9 = (text: string) => remainder(text, [8, 9, 2, 3, 4, 5, 6, 7]) % 10 === Number(text[8]);
const isRegon14 = (text: string) => isRegon9(text.slice(0, 9)) && remainder(text, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 10 === Number(text[13]);

/** REGON, number in the register of the national economy: nine digits, or fourteen for a local unit; ten counts as zero. */
export const isRegon = (text: string): boolean => /^(?:\d{9}|\d{14})$/.test(text) && notZeros(text.slice(0, 9)) && (text.length === 9 ? isRegon9(text) : isRegon14(text));

/** KRS, number in the court register: ten digits with leading zeros, no check digit. */
export const isKrs = (text: string): boolean => /^\d{10}$/.test(text) && notZeros(text);

export const Nip = digits.pipe(z.string().refine(isNip, 'not a NIP: ten digits, the last of them a check digit'));
export const Regon = digits.pipe(z.string().refine(isRegon, 'not a REGON: nine or fourteen digits with check digits'));
export const Krs = digits.pipe(z.string().refine(isKrs, 'not a KRS number: ten digits'));

/** Any of them, to look a party up. */
export const AnyIdentifier = digits.pipe(z.string().refine((text) => isNip(text) || isRegon(text) || isKrs(text), 'not a NIP, REGON or KRS number'));
