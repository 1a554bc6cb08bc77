import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

const derive = (secret: string, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), '', purpose, 32)));

/**
 * Keeps what idempotency has to remember from telling more than it must: requests by a keyed hash, because a request
 * may hold a password and a bare hash could be tried out; answers with secrets in them encrypted (AES-256-GCM).
 */
export class AnswerVault {
  private readonly hashKey: KeyObject;
  private readonly sealKey: KeyObject;

  /** @param secret the service's own key, 32 bytes as hex; with another key sealed answers cannot be opened any more */
  constructor(secret: string) {
    this.hashKey = derive(secret, 'klaster idempotency requests');
    this.sealKey = derive(secret, 'klaster idempotency answers');
  }

  /** What a request is known by. */
  fingerprint(operation: string, request: unknown): string {
    return createHmac('sha256', this.hashKey).update(`${operation}\n${JSON.stringify(request)}`).digest('base64url');
  }

  /** @param context what the answer belongs to: opened with another, it fails */
  seal(text: string, context: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce).setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  open(sealed: string, context: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, 12)).setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  }
}
