import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const prefix = 'klp_';

const checksum = (text: string) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64url');
};

/**
 * A new secret: `klp_`, 32 random bytes and their CRC-32, base64url. By prefix and checksum scanners of leaked secrets
 * know one for certain, and a mistyped one is told apart without asking anybody.
 */
export function newTokenSecret(random: Buffer = randomBytes(32)): string {
  const text = prefix + random.toString('base64url');
  return text + checksum(text);
}

/** Whether a text has the form of a secret of ours. */
export const isTokenSecret = (text: string): boolean =>
  /^klp_[A-Za-z0-9_-]{49}$/.test(text) && checksum(text.slice(0, -6)) === text.slice(-6);

/** What is kept of a secret: SHA-256 of its whole text, lower-case hex. It is random, so that a fast hash suffices. */
export const secretSha256 = (secret: string): string => hash('sha256', secret, 'hex');
