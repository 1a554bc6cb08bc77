/** What came back. `body` is the JSON, or the text where it is none. */
export interface Answer<Body = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
  readonly bytes: Buffer;
}

/** JSON as tests look at it: they name what they expect, and see at once when it is otherwise. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export type Headers = Readonly<Record<string, string>>;

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers?: Headers;
  /** Sent as JSON, unless it is text or bytes already. */
  readonly body?: unknown;
}

const patienceMs = 35_000;

/** One request and its whole answer. */
export async function request({ method, url, headers = {}, body }: Call): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : raw ? (body as string) : JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  return { status: response.status, headers: Object.fromEntries(response.headers), body: parse(text, response.headers.get('content-type')), text, bytes };
}

function parse(text: string, contentType: string | null): Json {
  if (!contentType?.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
