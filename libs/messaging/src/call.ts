import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The person or program that calls, as the gateway found it. */
export interface Actor {
  readonly accountId: string;
  /** An operator of the federation. */
  readonly operator: boolean;
  /** What its token may be used for. */
  readonly scopes: readonly ('read' | 'write')[];
}

/** What travels with a request: signed as a whole, so that nobody on the bus can alter it or call as somebody else. */
export interface CallStatement {
  readonly requestId: string;
  /** The process that calls. */
  readonly caller: string;
  /** The operation that it is for, and no other. */
  readonly operation: string;
  /** Milliseconds since 1970: after this the caller has given up, and the statement is void. */
  readonly deadlineMs: number;
  /** SHA-256 of the request's bytes, base64url. */
  readonly bodySha256: string;
  readonly actor?: Actor | undefined;
  /** The member for which the actor acts, where it said so. */
  readonly actingFor?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /** The version that the caller has read, from If-Match. */
  readonly expectedVersion?: number | undefined;
  /** W3C trace context. */
  readonly trace?: Readonly<Record<string, string>> | undefined;
}

/** A statement is taken for so long at most, whatever its deadline says. */
export const longestDeadlineMs = 30_000;

/**
 * The key between a caller and a callee, derived from the callee's own key: a callee can check every caller,
 * and a caller can speak to those callees only whose pair keys it was given.
 * @param calleeKey the callee's own key, 32 bytes as hex
 */
export const pairKey = (calleeKey: string, caller: string): string =>
  createHmac('sha256', Buffer.from(calleeKey, 'hex')).update(caller).digest('hex');

export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url');

/** Makes a key ready for use, once: with the bare bytes each signature would take ten times as long. */
export const readyKey = (hex: string): KeyObject => createSecretKey(Buffer.from(hex, 'hex'));

const mac = (key: KeyObject, text: string) => createHmac('sha256', key).update(text).digest();

/** Signs a statement: `base64url(JSON).base64url(HMAC-SHA-256)`. */
export function signCall(key: KeyObject, statement: CallStatement): string {
  const text = Buffer.from(JSON.stringify(statement)).toString('base64url');
  return `${text}.${mac(key, text).toString('base64url')}`;
}

/** Checks statements addressed to one callee. */
export class CallVerifier {
  private readonly keys = new Map<string, KeyObject>();

  /** @param calleeKey the callee's own key, 32 bytes as hex */
  constructor(private readonly calleeKey: string) {}

  /** The statement, or undefined where it is forged, expired, for another operation or for another body. */
  verify(signed: string, operation: string, body: Uint8Array, nowMs: number): CallStatement | undefined {
    const dot = signed.indexOf('.');
    const text = signed.slice(0, dot);
    const statement = parse(text);
    if (!statement) return undefined;
    const expected = mac(this.keyOf(statement.caller), text);
    const given = Buffer.from(signed.slice(dot + 1), 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    if (statement.operation !== operation || statement.bodySha256 !== sha256(body)) return undefined;
    if (statement.deadlineMs <= nowMs || statement.deadlineMs > nowMs + longestDeadlineMs) return undefined;
    return statement;
  }

  private keyOf(caller: string): KeyObject {
    let key = this.keys.get(caller);
    if (!key) {
      key = readyKey(pairKey(this.calleeKey, caller));
      // Names come from unverified text: keep few.
      if (this.keys.size < 64) this.keys.set(caller, key);
    }
    return key;
  }
}

const parse = (text: string): CallStatement | undefined => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as CallStatement;
  } catch {
    return undefined;
  }
};
