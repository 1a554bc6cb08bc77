import { z } from 'zod';
import { ServedFile } from '../core/file.js';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, Sha256 } from '../core/values.js';

/* Files that show what was given. Their bytes go past the bus: the gateway keeps them by content hash and serves them. */

/** What a file may be, told by its content and not by its name. */
export const fileMediaTypes = [
  'application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/heic', 'text/plain', 'text/csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet',
] as const;

/** Bytes of a file at most. */
export const mostFileBytes = 10 * 1024 * 1024;

export const KeptFile = z
  .strictObject({
    sha256: Sha256,
    clusterId: Id,
    name: z.string(),
    size: z.int().min(1).meta({ description: 'Bytes' }),
    mediaType: z.enum(fileMediaTypes),
    keptBy: Id.meta({ description: 'The member that sent it' }),
    keptAt: Instant,
  })
  .meta({ id: 'KeptFile', description: 'A file that is kept, known by the hash of its content' });
export type KeptFile = z.output<typeof KeptFile>;

export const FileTooLarge = problem({
  slug: 'file-too-large',
  status: 413,
  title: { en: 'The file is too large', pl: 'Plik jest za duży' },
  detail: { en: 'Files of at most 10 MiB are kept.', pl: 'Przechowujemy pliki do 10 MiB.' },
});
export const FileTypeRefused = problem({
  slug: 'file-type-refused',
  status: 415,
  title: { en: 'Files of this type are not kept', pl: 'Plików tego typu nie przechowujemy' },
  detail: { en: 'Send a PDF, a picture (PNG, JPEG, WebP, HEIC), a text, a CSV, or a DOCX, XLSX, ODT or ODS document. The content counts, not the name.', pl: 'Wyślij PDF, obraz (PNG, JPEG, WebP, HEIC), tekst, CSV albo dokument DOCX, XLSX, ODT lub ODS. Liczy się treść, nie nazwa.' },
});
export const FilesFull = problem({
  slug: 'files-full',
  status: 409,
  title: { en: 'This cluster has no room for more files', pl: 'Ten klaster nie ma miejsca na kolejne pliki' },
  detail: { en: 'It keeps {most} MiB. Ask the operator of the federation for more.', pl: 'Może przechować {most} MiB. Poproś operatora federacji o więcej.' },
});

const base = '/v1/clusters/{clusterId}/files' as const;
const FileName = line(200).regex(/^[^/\\]*$/, 'a name, not a path');

/** Asked by the gateway before it takes the first byte. It changes nothing; as a command it asks for a token that may write, as keeping does. */
export const admitFile = operation({
  name: 'resources.files.admit',
  kind: 'command',
  summary: 'Whether a member may send a file',
  access: { who: 'member', scope: 'contribute' },
  request: z.strictObject({ clusterId: Id }),
  reply: z.strictObject({}),
  problems: [FilesFull],
});

export const keepFile = operation({
  name: 'resources.files.keep',
  summary: 'A member sends a file: the body is the file itself, its name stands in ?name',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{sha256}`, upload: { mostBytes: mostFileBytes, mediaTypes: fileMediaTypes, admittedBy: admitFile } },
  request: z.strictObject({ clusterId: Id, name: FileName, sha256: Sha256, size: z.int().min(1).max(mostFileBytes), mediaType: z.enum(fileMediaTypes) }),
  reply: KeptFile,
  problems: [FileTooLarge, FileTypeRefused, FilesFull],
});

export const listFiles = operation({
  name: 'resources.files.list',
  summary: 'The files that the acting member has sent, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, ...pageRequest }),
  reply: page(KeptFile),
});

export const readFile = operation({
  name: 'resources.files.get',
  summary: 'What is known of a file: for the member that sent it, and for every member of the cluster once it is evidence of something',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{sha256}` },
  request: z.strictObject({ clusterId: Id, sha256: Sha256 }),
  reply: KeptFile,
});

export const openFile = operation({
  name: 'resources.files.open',
  summary: 'The file itself, for those who may know of it',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{sha256}/content`, download: fileMediaTypes },
  request: z.strictObject({ clusterId: Id, sha256: Sha256 }),
  reply: ServedFile,
});

export const FileKept = event({
  name: 'resources.file.kept',
  version: 1,
  summary: 'A file was kept. Its name stays in resources, because it may name persons; and so does its hash, by which it becomes evidence that all members may see.',
  data: z.strictObject({ fileId: Id, clusterId: Id, size: z.int(), mediaType: z.string(), keptBy: Id, keptAt: Instant }),
});
