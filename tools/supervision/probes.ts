import { connect } from 'node:net';

const patienceMs = 1_000;

/** Whether an address answers with success. */
export async function answersHttp(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Whether somebody listens on this port. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const finish = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', () => finish(true));
    socket.on('error', () => finish(false));
    socket.on('timeout', () => finish(false));
  });
}

/** Whether a nats-server greets on this port and has JetStream ready. */
export async function greetsAsNats(port: number): Promise<boolean> {
  const greeting = await exchange(port, undefined, (text) => text.includes('\r\n'));
  const info = /^INFO (\{.*\})/.exec(greeting)?.[1];
  return info !== undefined && (JSON.parse(info) as { jetstream?: boolean }).jetstream === true;
}

/**
 * Whether PostgreSQL on this port takes connections: it answers the start of a session with a request for a password
 * ('R'), and with an error ('E') while it starts or recovers.
 */
export async function acceptsSessions(port: number): Promise<boolean> {
  const parameters = Buffer.from('user\0postgres\0database\0postgres\0\0', 'utf8');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + parameters.length, 0);
  head.writeInt32BE(3 << 16, 4);
  const answer = await exchange(port, Buffer.concat([head, parameters]), (text) => text.length > 0);
  return answer.startsWith('R');
}

/** Sends a message, if any, and reads until `isEnough`; empty when nothing came. */
function exchange(port: number, message: Buffer | undefined, isEnough: (text: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', timeout: patienceMs });
    const finish = () => {
      socket.destroy();
      resolve(text);
    };
    socket.on('connect', () => message && socket.write(message));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (isEnough(text)) finish();
    });
    socket.on('error', finish);
    socket.on('timeout', finish);
    socket.on('close', finish);
  });
}
