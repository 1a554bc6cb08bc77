import type { Readable } from 'node:stream';
import { FileStoreUnavailable, FileTooLarge, FileTooSlow, FileTypeRefused, Malformed, type Operation, Overloaded, refuse, type Refusal, type Upload } from '@klaster/contracts';
import { type FileStore, FileTooLong, type ReceivedFile, StoreUnavailable } from '@klaster/file-store';
import { type Answer, type CallOptions, isRefused, type OperationClient } from '@klaster/messaging';
import type { Log } from '@klaster/service-kit/process';
import type { FastifyRequest } from 'fastify';
import { BrokenOff, inTime, TooSlow } from './file-body.js';
import { mediaTypeOf } from './media-type.js';
import { TransferPlaces } from './transfer-places.js';

export interface UploadOptions {
  readonly store: FileStore;
  readonly client: OperationClient;
  readonly log: Log;
  /** Files that are taken in at a time. */
  readonly most: number;
  /** Milliseconds within which all of a file must have come. */
  readonly patienceMs: number;
}

type Fields = Readonly<Record<string, unknown>>;

const refused = (refusal: Refusal): Answer => ({ refusal });
const noFile = refused({ ...refuse(Malformed), errors: [{ pointer: '', code: 'file_expected', message: 'the body is to be the file itself' }] });

/** Takes files in: it may come, it comes, it is what it may be, the service knows of it, it is kept. In this order, or nothing is left of it. */
export class Uploads {
  private readonly places: TransferPlaces;

  constructor(private readonly options: UploadOptions) {
    this.places = new TransferPlaces(options.most, Math.ceil(options.most / 3));
  }

  /** @param fields what the request says beside the file */
  async take(operation: Operation, upload: Upload, request: FastifyRequest, fields: Fields, call: CallOptions): Promise<Answer> {
    if (Number(request.headers['content-length']) > upload.mostBytes) return refused(refuse(FileTooLarge));
    const barred = await this.ask(upload, fields, call);
    if (barred) return refused(barred);
    const leave = this.places.enter(call.actor?.accountId ?? request.ip);
    if (!leave) return refused(refuse(Overloaded));
    try {
      const content = inTime(request.body as Readable, this.options.patienceMs);
      return await this.settle(await this.options.store.receive(content, upload.mostBytes), operation, upload, fields, call);
    } catch (error) {
      return refused(this.refusalOf(error));
    } finally {
      leave();
    }
  }

  /** Whether it may come. What only the rules of the service forbid may be the repetition of something that was granted: then the last word is said by the operation. */
  private async ask({ admittedBy }: Upload, fields: Fields, { idempotencyKey, expectedVersion: _, ...call }: CallOptions): Promise<Refusal | undefined> {
    const asked = Object.fromEntries(Object.keys(admittedBy.request.shape).map((name) => [name, fields[name]]));
    const answer = await this.options.client.send(admittedBy, asked, call);
    if (!isRefused(answer)) return undefined;
    const byRule = admittedBy.problems.some(({ slug }) => slug === answer.refusal.refused);
    return byRule && idempotencyKey !== undefined ? undefined : answer.refusal;
  }

  private async settle(file: ReceivedFile, operation: Operation, { mediaTypes }: Upload, fields: Fields, call: CallOptions): Promise<Answer> {
    let keep = false;
    try {
      if (file.size === 0) return noFile;
      const mediaType = await mediaTypeOf(await file.read());
      if (mediaType === undefined || !mediaTypes.includes(mediaType)) return refused(refuse(FileTypeRefused));
      // From here on it may be written down that it is there, also where no answer comes.
      keep = true;
      const answer = await this.options.client.send(operation, { ...fields, sha256: file.sha256, size: file.size, mediaType }, call);
      keep = !isRefused(answer) || isUnclear(answer.refusal);
      return answer;
    } finally {
      await (keep ? file.keep() : file.discard());
    }
  }

  private refusalOf(error: unknown): Refusal {
    if (error instanceof FileTooLong) return refuse(FileTooLarge);
    if (error instanceof TooSlow) return refuse(FileTooSlow);
    if (error instanceof BrokenOff) return refuse(Malformed);
    if (!(error instanceof StoreUnavailable)) throw error;
    this.options.log.error({ err: error }, 'files cannot be kept');
    return refuse(FileStoreUnavailable);
  }
}

/** The service may have done it. */
const isUnclear = ({ refused: slug }: Refusal) => slug === 'timed-out' || slug === 'internal';
