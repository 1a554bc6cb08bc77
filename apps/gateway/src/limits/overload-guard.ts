import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { Overloaded, problemDocument, refuse } from '@klaster/contracts';

/**
 * Lets so many requests in at a time and tells the others at once to come back, before anything else is spent on them.
 * An answer that comes late helps nobody; a queue without bound makes all answers late.
 */
export class OverloadGuard {
  private inside = 0;

  constructor(
    private readonly capacity: number,
    private readonly typeBase: string,
  ) {}

  get load(): number {
    return this.inside;
  }

  /** A server that asks the guard first. */
  createServer(handle: RequestListener): Server {
    return createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000, maxHeaderSize: 16_384 }, (request, response) => {
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

  private turnAway(request: IncomingMessage, response: ServerResponse): void {
    const language = request.headers['accept-language']?.startsWith('pl') ? 'pl' : 'en';
    const body = JSON.stringify(problemDocument(refuse(Overloaded), language, this.typeBase, request.url ?? '/'));
    request.resume();
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1', 'content-length': Buffer.byteLength(body) }).end(body);
  }
}
