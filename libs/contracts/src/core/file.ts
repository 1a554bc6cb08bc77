import { z } from 'zod';
import type { Operation } from './operation.js';
import { problem } from './problem.js';
import { line, Sha256 } from './values.js';

/* Files whose bytes go past the bus: the gateway takes them in and serves them, a service decides whether it may. */

/**
 * A route whose body is a file, of any Content-Type; the other fields of the request stand in the query. Clients never
 * send the `foundFields`: the gateway finds them, so that a service can rely on them.
 */
export interface Upload {
  /** Bytes of a file at most. */
  readonly mostBytes: number;
  /** What a file may be, told by its content and not by its name. */
  readonly mediaTypes: readonly string[];
  /** An operation without a route that the gateway asks before it takes the first byte, with the same fields, for the same caller. */
  readonly admittedBy: Operation;
}

/** What the gateway itself finds of a file that was sent. */
export const foundFields = ['sha256', 'size', 'mediaType'] as const;

/** The reply of a route that serves a file (see `HttpRoute.download`): which one it is. Clients get the file instead. */
export const ServedFile = z
  .strictObject({ name: line(200), sha256: Sha256, size: z.int().min(1), mediaType: z.string() })
  .meta({ id: 'ServedFile', description: 'The file that is served, by the hash of its content' });
export type ServedFile = z.output<typeof ServedFile>;

export const FileTooSlow = problem({
  slug: 'file-too-slow',
  status: 408,
  title: { en: 'The file did not come in time', pl: 'Plik nie dotarł na czas' },
  detail: { en: 'Nothing was kept. Send it again over a faster connection, or a smaller file.', pl: 'Nic nie zapisano. Wyślij ponownie przez szybsze łącze albo wyślij mniejszy plik.' },
});
export const FileStoreUnavailable = problem({
  slug: 'file-store-unavailable',
  status: 503,
  title: { en: 'Files cannot be kept or read just now', pl: 'Chwilowo nie można zapisywać ani odczytywać plików' },
  detail: { en: 'Wait as long as Retry-After says and retry, an upload with the same Idempotency-Key.', pl: 'Odczekaj tyle, ile podaje Retry-After, i spróbuj ponownie; wysyłając plik, użyj tego samego Idempotency-Key.' },
});
export const FileLost = problem({
  slug: 'file-lost',
  status: 500,
  title: { en: 'The content of this file is not to be found', pl: 'Nie można odnaleźć treści tego pliku' },
  detail: { en: 'A fault on our side, which was recorded. Whoever has the file may send it again.', pl: 'To błąd po naszej stronie; został zapisany. Kto ma ten plik, może wysłać go ponownie.' },
});
