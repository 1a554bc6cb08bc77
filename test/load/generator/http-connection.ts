import { connect, type Socket } from 'node:net';

/** What came back: enough for a measurement, so that the generator costs the machine little. */
export interface Reply {
  readonly status: number;
  readonly hasRetryAfter: boolean;
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * One keep-alive HTTP/1.1 connection with one request in flight. Only the status line, Content-Length and Retry-After
 * are read: a complete client would cost the two cores of a small machine more than some of what it measures.
 */
export class HttpConnection {
  private readonly socket: Socket;
  private take: ((reply: Reply | undefined) => void) | undefined;
  private received: Buffer = Buffer.alloc(0);
  private missing = 0;
  private reply: Reply | undefined;
  private readonly onLost: () => void;

  constructor(host: string, port: number, onLost: () => void) {
    this.onLost = onLost;
    this.socket = connect({ host, port, noDelay: true });
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.lose());
  }

  get isFree(): boolean {
    return this.take === undefined && !this.socket.destroyed;
  }

  /** Sends a whole request; `take` is told the reply, or undefined where the connection broke. */
  send(request: string, take: (reply: Reply | undefined) => void): void {
    this.take = take;
    this.socket.write(request);
  }

  close(): void {
    this.take = undefined;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    if (this.reply) {
      this.missing -= chunk.length;
      if (this.missing <= 0) this.finish();
      return;
    }
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(headEnd);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end).toLowerCase();
    const at = head.indexOf('\r\ncontent-length:');
    if (at < 0) throw new Error(`an answer without Content-Length: ${head.slice(0, 200)}`);
    this.reply = { status: Number(head.slice(9, 12)), hasRetryAfter: head.includes('\r\nretry-after:') };
    this.missing = Number.parseInt(head.slice(at + 17, at + 30), 10) - (this.received.length - end - headEnd.length);
    this.received = Buffer.alloc(0);
    if (this.missing <= 0) this.finish();
  }

  private finish(): void {
    const { reply, take } = this;
    this.reply = undefined;
    this.take = undefined;
    take?.(reply);
  }

  private lose(): void {
    const { take } = this;
    this.take = undefined;
    take?.(undefined);
    this.onLost();
  }
}
