/** The cursor behind a version; opaque to clients. */
export const cursorAt = (number: number): string => Buffer.from(String(number)).toString('base64url');

/** The number of the version that a page starts behind. A cursor that was made up answers some page, not a fault. */
export function numberAt(cursor: string | undefined): number {
  const number = Number.parseInt(Buffer.from(cursor ?? '', 'base64url').toString('latin1'), 10);
  return number >= 0 && number < 2 ** 31 ? number : 0;
}
