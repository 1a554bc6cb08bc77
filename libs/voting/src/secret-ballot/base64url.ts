/** Bytes as base64url without padding (RFC 4648, section 5), in every runtime. */
export function encode(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The bytes of a text, or undefined when it is not exactly what `encode` makes of them: a token is spent by its text, so
 * no two texts may stand for the same bytes.
 */
export function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  return encode(bytes) === text ? bytes : undefined;
}
