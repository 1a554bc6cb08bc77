/** The cursor behind a place of the register; opaque to clients. */
export const cursorAt = (index: number): string => Buffer.from(String(index)).toString('base64url');

/** The place that a page starts behind; -1 is before the first. A cursor that was made up answers some page, not a fault. */
export function indexAt(cursor: string | undefined): number {
  const index = Number.parseInt(Buffer.from(cursor ?? '', 'base64url').toString('latin1'), 10);
  return Number.isSafeInteger(index) && index >= 0 ? index : -1;
}
