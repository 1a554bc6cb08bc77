import type { Document } from '@klaster/contracts';
import type { FastifyReply } from 'fastify';

/** Answers a file, to be kept and not to be shown as a page of ours. */
export function sendFile(reply: FastifyReply, { mediaType, fileName, encoding, content }: Document): void {
  const type = encoding === 'utf8' && mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;
  reply.header('content-type', type).header('content-disposition', attachment(fileName)).send(Buffer.from(content, encoding));
}

/**
 * The header that names a file (RFC 6266): the name itself as RFC 8187 encodes it, and before it, for programs that do
 * not know this, one in ASCII that resembles it. Quotes, backslashes and percent signs are read differently by
 * different programs (RFC 6266, appendix D), so that the second has none.
 */
export function attachment(fileName: string): string {
  const plain = fileName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  return `attachment; filename="${plain}"${plain === fileName ? '' : `; filename*=UTF-8''${encodeExtended(fileName)}`}`;
}

const encodeExtended = (text: string) => encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
