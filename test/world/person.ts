import { type Answer, type Headers, type Json, request } from './http.ts';

/** Somebody at the public door, with or without a token. */
export class Person {
  readonly name: string;
  readonly gatewayUrl: string;
  /** Empty for nobody. */
  readonly accountId: string;
  readonly token: string | undefined;

  constructor({ name, gatewayUrl, accountId = '', token }: { name: string; gatewayUrl: string; accountId?: string; token?: string | undefined }) {
    this.name = name;
    this.gatewayUrl = gatewayUrl;
    this.accountId = accountId;
    this.token = token;
  }

  get(path: string, headers?: Headers): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers?: Headers): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers?: Headers): Promise<Answer> {
    return this.send('PATCH', path, body, headers);
  }

  put(path: string, body: unknown, headers?: Headers): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  delete(path: string, headers?: Headers): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Sends a file as it is. */
  sendFile(path: string, file: Uint8Array, headers: Headers = {}): Promise<Answer> {
    return this.send('POST', path, file, { 'content-type': 'application/octet-stream', ...headers });
  }

  send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const signedIn: Headers = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    return request({ method, url: this.gatewayUrl + path, headers: { ...signedIn, ...headers }, body });
  }
}

/** The body of an answer that was granted; anything else ends the story there, with what was said. */
export function granted<Body = Json>(answer: Answer): Body {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 600)}`);
  return answer.body as Body;
}
