import { FileLost, FileStoreUnavailable, Overloaded, refuse, type Refusal, type ServedFile } from '@klaster/contracts';
import { type FileStore, type OpenedFile, StoreUnavailable } from '@klaster/file-store';
import type { Log } from '@klaster/service-kit/process';
import type { FastifyReply } from 'fastify';
import { attachment } from '../http/file-answer.js';
import { TransferPlaces } from './transfer-places.js';

export interface DownloadOptions {
  readonly store: FileStore;
  readonly log: Log;
  /** Files that are served at a time. */
  readonly most: number;
  /** Milliseconds within which a client must have taken all of a file. */
  readonly patienceMs: number;
}

/** Serves files that a service has said the caller may have. */
export class Downloads {
  private readonly places: TransferPlaces;

  constructor(private readonly options: DownloadOptions) {
    this.places = new TransferPlaces(options.most, Math.ceil(options.most / 3));
  }

  /** Answers the file, or returns what is to be refused. */
  async serve(reply: FastifyReply, file: ServedFile, caller: string): Promise<Refusal | undefined> {
    const leave = this.places.enter(caller);
    if (!leave) return refuse(Overloaded);
    const opened = await this.find(file);
    if ('refused' in opened) {
      leave();
      return opened;
    }
    const { content } = opened;
    const hurry = setTimeout(() => content.destroy(new Error('not taken in time')), this.options.patienceMs);
    reply.raw.once('close', () => {
      clearTimeout(hurry);
      content.destroy();
      leave();
    });
    content.once('error', (error) => this.options.log.warn({ err: error, sha256: file.sha256 }, 'a file was not served to its end'));
    void reply
      .header('content-type', file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType)
      .header('content-length', file.size)
      .header('content-disposition', attachment(file.name))
      // Should a browser show it after all, it runs nothing and asks nothing.
      .header('content-security-policy', `sandbox; default-src 'none'`)
      .send(content);
    return undefined;
  }

  /** A file that is gone, or is not as long as it was, is never answered as if it were whole. */
  private async find({ sha256, size }: ServedFile): Promise<OpenedFile | Refusal> {
    const { store, log } = this.options;
    try {
      const opened = await store.open(sha256);
      if (opened?.size === size) return opened;
      opened?.content.destroy();
      log.error({ sha256, size, found: opened?.size ?? null }, 'a file is lost: restore it from the backup');
      return refuse(FileLost);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      log.error({ err: error }, 'files cannot be read');
      return refuse(FileStoreUnavailable);
    }
  }
}
