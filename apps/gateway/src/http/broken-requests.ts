import type { Socket } from 'node:net';
import { Malformed, problem, problemDocument, type ProblemType, refuse, TimedOut } from '@klaster/contracts';

const HeadersTooLarge = problem({
  slug: 'headers-too-large',
  status: 431,
  title: { en: 'The headers are too large', pl: 'Nagłówki są za duże' },
  detail: { en: 'At most 16 KiB of headers are taken.', pl: 'Przyjmujemy najwyżej 16 KiB nagłówków.' },
});

const problems: Readonly<Record<string, ProblemType>> = { HPE_HEADER_OVERFLOW: HeadersTooLarge, ERR_HTTP_REQUEST_TIMEOUT: TimedOut };

/** Answers what is not even HTTP with a problem document too, and closes the connection: where it ends nobody can tell. */
export const answerBrokenRequest = (typeBase: string) => (error: Error, socket: Socket): void => {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { instance: _, ...document } = problemDocument(refuse(problems[code] ?? Malformed), 'en', typeBase, '');
  const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : document.status;
  const body = JSON.stringify({ ...document, status });
  socket.end(
    `HTTP/1.1 ${status} ${document.title}\r\ncontent-type: application/problem+json\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};
