declare module 'pg/lib/utils.js' {
  /** Makes of a value what PostgreSQL reads as text: arrays, dates, buffers. */
  export function prepareValue(value: unknown): unknown;
}
