import type { Refusal } from '@klaster/contracts';
import { headers, type Msg, type MsgHdrs } from '@nats-io/transport-node';

/** What an operation answers: the reply's JSON, or a refusal. */
export type Answer = Granted | Refused;

export interface Granted {
  /** The reply as JSON text or bytes; passed on as it is. */
  readonly body: string | Uint8Array;
  /** Where a created thing stands. */
  readonly location?: string | undefined;
  /** Version of the single thing answered. */
  readonly etag?: string | undefined;
  /** The answer was given before, under the same idempotency key. */
  readonly replayed?: boolean | undefined;
}

export interface Refused {
  readonly refusal: Refusal;
}

export const isRefused = (answer: Answer): answer is Refused => 'refusal' in answer;

/** The header of a refusal: its slug. */
export const refusedHeader = 'Klaster-Refused';
/** The header of a reply that has more to say than its body: JSON with location, ETag and whether it was given before. */
export const metaHeader = 'Klaster-Answer';

/** Sends an answer as the reply to a request. */
export function respondWith(message: Msg, answer: Answer): void {
  if (isRefused(answer)) {
    const marked = headers();
    marked.set(refusedHeader, answer.refusal.refused);
    message.respond(JSON.stringify(answer.refusal), { headers: marked });
    return;
  }
  const { body, location, etag, replayed } = answer;
  message.respond(body, location || etag || replayed ? { headers: metaOf({ location, etag, replayed }) } : undefined);
}

const metaOf = (meta: Omit<Granted, 'body'>): MsgHdrs => {
  const marked = headers();
  marked.set(metaHeader, JSON.stringify(meta));
  return marked;
};

/** Reads an answer from a reply. */
export function answerOf(message: Msg): Answer {
  if (message.headers?.has(refusedHeader)) return { refusal: message.json<Refusal>() };
  const meta = message.headers?.get(metaHeader);
  return meta ? { body: message.data, ...(JSON.parse(meta) as Omit<Granted, 'body'>) } : { body: message.data };
}
