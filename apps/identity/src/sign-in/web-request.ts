import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from './pages/page.js';

/** A request that cannot be taken, with the HTTP status that says why. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

const longestFormBytes = 16 * 1024;

/** Reads the fields of a form that was posted. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const [type] = (request.headers['content-type'] ?? '').split(';');
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new BadRequest(415, 'unsupported_media_type');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestFormBytes) throw new BadRequest(413, 'too_large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/**
 * Whether a browser sent this from one of our own pages. Fetch Metadata says so in every browser of today, Origin in
 * older ones; what carries neither is no browser and has no cookies that somebody else could use.
 */
export function isFromOwnPage({ headers }: IncomingMessage, issuer: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return headers.origin === undefined || headers.origin === issuer;
}

/**
 * Makes a request say what the configuration says: links, cookies and tokens follow from host and protocol, and neither
 * a client nor a careless proxy may choose them.
 */
export function stateIssuer({ headers }: IncomingMessage, issuer: string): void {
  const { host, protocol } = new URL(issuer);
  headers.host = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  delete headers['x-forwarded-host'];
}

export function sendPage(response: ServerResponse, { status, headers, body }: Page): void {
  response.writeHead(status, headers).end(body);
}
