import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { Overloaded, problemDocument, refuse } from '@klaster/contracts';

/** A whole request must have come in this time, whatever its route says: longer than any file may take. */
const slowestRequestMs = 620_000;
const slowestHeadersMs = 30_000;

/**
 * Lets so many requests in at a time and tells the others at once to come back, before anything else is spent on them.
 * An answer that comes late helps nobody; a queue without bound makes all answers late.
 */
export class OverloadGuard {
  private inside = 0;

  private readonly english: Buffer;
  private readonly polish: Buffer;

  constructor(
    private readonly capacity: number,
    typeBase: string,
  ) {
    this.english = overloaded('en', typeBase);
    this.polish = overloaded('pl', typeBase);
  }

  get load(): number {
    return this.inside;
  }

  /** A server that asks the guard first. */
  createServer(handle: RequestListener): Server {
    return createServer({ keepAliveTimeout: 65_000, requestTimeout: slowestRequestMs, headersTimeout: slowestHeadersMs, maxHeaderSize: 16_384 }, (request, response) => {
      if (this.inside >= this.capacity) this.turnAway(request, response);
      else this.letIn(request, response, handle);
    });
  }

  private letIn(request: IncomingMessage, response: ServerResponse, handle: RequestListener): void {
    this.inside += 1;
    response.once('close', () => {
      this.inside -= 1;
    });
    handle(request, response);
  }

  /** Bytes that are ready: to be turned away must cost next to nothing. */
  private turnAway(request: IncomingMessage, response: ServerResponse): void {
    const body = request.headers['accept-language']?.startsWith('pl') ? this.polish : this.english;
    request.resume();
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1', 'content-length': body.length }).end(body);
  }
}

const overloaded = (language: 'en' | 'pl', typeBase: string): Buffer => {
  const { instance: _, ...document } = problemDocument(refuse(Overloaded), language, typeBase, '');
  return Buffer.from(JSON.stringify(document));
};
