import { z } from 'zod';
import { line } from './values.js';

/**
 * A file as the reply of an operation, such as minutes or an invitation. Its route names the media types (see
 * `HttpRoute.document`), and clients of the API get the file itself. All of it must fit one message on the bus, 4 MiB;
 * base64 takes a third more than the bytes.
 */
export const Document = z
  .strictObject({
    mediaType: z.string().regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/, 'a media type without parameters'),
    fileName: line(150).regex(/^[^/\\]*$/, 'a name, not a path'),
    /** How the bytes of the file stand in `content`. */
    encoding: z.enum(['utf8', 'base64']),
    content: z.string(),
  })
  .meta({ id: 'Document', description: 'A file' });
export type Document = z.output<typeof Document>;
