import { hash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => hash('sha256', text, 'buffer');

/** Whether `given` is the installation's code for its first operator. Takes as long for a near miss as for any other. */
export function isOperatorCode(configured: string | undefined, given: string): boolean {
  return configured !== undefined && timingSafeEqual(digest(configured), digest(given));
}
