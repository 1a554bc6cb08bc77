import { setTimeout as pause } from 'node:timers/promises';
import { fillPath, type Operation, pathFields, type ReplyOf, type RequestInputOf } from '@klaster/contracts';

/** A request that was answered with a problem document. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  /** Last segment of the problem's type, such as `email-taken`. */
  readonly problem: string;

  constructor(request: string, status: number, problem: string, detail: string) {
    super(`${request} was answered ${status} ${problem}: ${detail}`);
    this.status = status;
    this.problem = problem;
  }
}

export interface ApiClientOptions {
  readonly gatewayUrl: string;
  /** Nobody is signed in without it. */
  readonly token?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface CallOptions {
  /** The member it is done for. */
  readonly actingFor?: string;
  /** The same key for the same request: however often it is sent, it is done once. */
  readonly key?: string;
  /** The version that was read, of what is changed. */
  readonly version?: number;
  /** For an operation that takes a file: its bytes. */
  readonly file?: string;
}

type Fields = Readonly<Record<string, unknown>>;
/** The reply, or when to try again. */
type Sent = { readonly reply: unknown } | { readonly afterMs: number; readonly because: Error };

const mostTries = 8;
const answerWithinMs = 15_000;

/** Calls operations at the public door as any client would, in the words of their contracts. */
export class ApiClient {
  private readonly options: ApiClientOptions;

  constructor(options: ApiClientOptions) {
    this.options = options;
  }

  /**
   * Answers the reply, throws Refused for a problem. Patient where the platform is busy, and where nobody knows whether
   * it was done: so everything that changes something is to carry a key, or to bear being done twice.
   */
  async call<O extends Operation>(operation: O, request: RequestInputOf<O>, options: CallOptions = {}): Promise<ReplyOf<O>> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.send(operation, request as Fields, options);
      if ('reply' in answer) return answer.reply as ReplyOf<O>;
      if (tries === mostTries) throw answer.because;
      await pause(answer.afterMs, undefined, { signal: this.options.signal });
    }
  }

  /** Sends a file in the same way: of the request the gateway finds out what the file tells. */
  sendFile<O extends Operation>(operation: O, request: Partial<RequestInputOf<O>>, file: string, options: CallOptions = {}): Promise<ReplyOf<O>> {
    return this.call(operation, request as RequestInputOf<O>, { ...options, file });
  }

  private async send(operation: Operation, request: Fields, options: CallOptions): Promise<Sent> {
    const { signal } = this.options;
    const { url, ...rest } = this.write(operation, request, options);
    const timeout = AbortSignal.timeout(answerWithinMs);
    try {
      return await read(await fetch(url, { ...rest, signal: signal ? AbortSignal.any([signal, timeout]) : timeout }), `${rest.method} ${url.pathname}`);
    } catch (error) {
      if (error instanceof Refused || signal?.aborted) throw error;
      // The connection broke, or no answer came: a process is just being started again.
      return { afterMs: 500, because: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  /** Fields of the path go there, the others into the query or the body. */
  private write({ http, name }: Operation, request: Fields, { actingFor, key, version, file }: CallOptions) {
    if (!http) throw new Error(`${name} is not at the public door`);
    const { gatewayUrl, token } = this.options;
    const inPath = pathFields(http.path);
    const rest = Object.entries(request).filter(([field]) => !inPath.includes(field));
    const url = new URL(gatewayUrl + fillPath(http.path, request));
    const headers: Record<string, string> = {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(actingFor ? { 'klaster-acting-for': actingFor } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    };
    if (http.method === 'GET' || http.method === 'DELETE' || file !== undefined) {
      for (const [field, value] of rest) url.searchParams.set(field, String(value));
      return file === undefined ? { url, method: http.method, headers } : { url, method: http.method, headers: { ...headers, 'content-type': 'application/octet-stream' }, body: file };
    }
    return { url, method: http.method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(rest)) };
  }
}

async function read(response: Response, request: string): Promise<Sent> {
  const body = (await response.json()) as unknown;
  if (response.ok) return { reply: body };
  const { type = '', detail = '', errors } = body as { type?: string; detail?: string; errors?: unknown };
  const refused = new Refused(request, response.status, type.split('/').at(-1) ?? '', errors === undefined ? detail : `${detail} ${JSON.stringify(errors)}`);
  if (![429, 503, 504].includes(response.status)) throw refused;
  return { afterMs: secondsToWait(response.headers) * 1000, because: refused };
}

/** What Retry-After says in seconds; one where it says nothing. */
export function secondsToWait(headers: Headers): number {
  const seconds = Number(headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 1;
}
