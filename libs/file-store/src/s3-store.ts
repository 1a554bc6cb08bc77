import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { abandonedAfterMs, available, demandHash, type FileStore, FileTooLong, type OpenedFile, type ReceivedFile } from './file-store.js';

export interface S3Options {
  readonly bucket: string;
  /** Left out: Amazon's own of the region. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** Whether the bucket stands in the path of addresses and not in the host's name; most servers of one's own want that. */
  readonly pathStyle: boolean;
  /** Left out: wherever Amazon's library finds them, such as AWS_… variables or the machine's role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** A file that was received, and neither kept nor discarded yet. */
interface Waiting {
  readonly key: string;
  readonly size: number;
  readonly changedMs: number;
}

type Sdk = typeof import('@aws-sdk/client-s3');

const incoming = 'incoming/';
const placeOf = (sha256: string) => `${demandHash(sha256).slice(0, 2)}/${sha256}`;
const waitingUnder = (sha256: string) => `${incoming}${sha256}/`;
const isMissing = (error: unknown) => ['NoSuchKey', 'NotFound'].includes((error as Error).name);

/**
 * Files in a bucket of an S3-compatible store: `incoming/<hash>/<random>` waits, `<first two digits>/<hash>` is kept.
 * Only what is whole becomes an object there, and it is durable when the store has answered. A file is held in memory
 * until its hash is known.
 */
export class S3Store implements FileStore {
  private constructor(
    private readonly sdk: Sdk,
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  /** Amazon's library is large: it is loaded here, by those alone who have such a store. */
  static async open({ bucket, endpoint, region, pathStyle, credentials }: S3Options): Promise<S3Store> {
    const sdk = await import('@aws-sdk/client-s3');
    const config: S3ClientConfig = {
      region,
      forcePathStyle: pathStyle,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials ? { credentials } : {}),
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
      // Checksums of Amazon's own, which other stores do not all know.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    };
    return new S3Store(sdk, new sdk.S3Client(config), bucket);
  }

  async receive(content: AsyncIterable<Uint8Array>, mostBytes: number): Promise<ReceivedFile> {
    const bytes = await gather(content, mostBytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const waiting = `${waitingUnder(sha256)}${randomUUID()}`;
    await available(() => this.client.send(new this.sdk.PutObjectCommand({ Bucket: this.bucket, Key: waiting, Body: bytes, ContentLength: bytes.length })));
    return { sha256, size: bytes.length, read: () => Promise.resolve(bytes), keep: () => this.keep(sha256, { key: waiting, size: bytes.length }), discard: () => this.remove(waiting) };
  }

  async has(sha256: string): Promise<boolean> {
    return available(async () => (await this.sizeOf(sha256)) !== undefined || (await this.keepWaiting(sha256)));
  }

  async open(sha256: string): Promise<OpenedFile | undefined> {
    return available(async () => {
      const found = await this.get(sha256);
      if (found) return found;
      // Somebody was cut short between receiving and keeping, or is just about to keep it: then it stands in its place by now.
      await this.keepWaiting(sha256);
      return this.get(sha256);
    });
  }

  async ready(): Promise<void> {
    await available(() => this.client.send(new this.sdk.HeadBucketCommand({ Bucket: this.bucket }), { abortSignal: AbortSignal.timeout(3_000) }));
  }

  async tidy(): Promise<number> {
    return available(async () => {
      const oldest = Date.now() - abandonedAfterMs;
      const abandoned = (await this.list(incoming)).filter(({ changedMs }) => changedMs < oldest);
      for (const waiting of abandoned) await this.keep(waiting.key.slice(incoming.length).split('/', 1)[0]!, waiting);
      return abandoned.length;
    });
  }

  /** What is kept already is not written again: not every store does that at one stroke. */
  private async keep(sha256: string, { key, size }: Pick<Waiting, 'key' | 'size'>): Promise<void> {
    await available(async () => ((await this.sizeOf(sha256)) === size ? undefined : this.copy(sha256, key)));
    // It is kept; what still waits is cleared by the next start.
    await this.remove(key).catch(() => undefined);
  }

  private async copy(sha256: string, key: string): Promise<void> {
    await this.client.send(new this.sdk.CopyObjectCommand({ Bucket: this.bucket, Key: placeOf(sha256), CopySource: `${this.bucket}/${key}` }));
  }

  private async sizeOf(sha256: string): Promise<number | undefined> {
    const found = await orMissing(() => this.client.send(new this.sdk.HeadObjectCommand({ Bucket: this.bucket, Key: placeOf(sha256) })));
    return found && (found.ContentLength ?? 0);
  }

  /** Keeps what was received under this hash and waits; answers whether there was anything. */
  private async keepWaiting(sha256: string): Promise<boolean> {
    const [waiting] = await this.list(waitingUnder(sha256));
    if (!waiting) return false;
    // Gone, if whoever received it keeps it just now.
    await orMissing(() => this.copy(sha256, waiting.key));
    return true;
  }

  private async get(sha256: string): Promise<OpenedFile | undefined> {
    const answer = await orMissing(() => this.client.send(new this.sdk.GetObjectCommand({ Bucket: this.bucket, Key: placeOf(sha256) })));
    return answer && { size: answer.ContentLength ?? 0, content: answer.Body as Readable };
  }

  private async list(prefix: string): Promise<Waiting[]> {
    const listed: Waiting[] = [];
    for await (const { Contents = [] } of this.sdk.paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket, Prefix: prefix })) {
      listed.push(...Contents.map(({ Key = '', Size = 0, LastModified }) => ({ key: Key, size: Size, changedMs: LastModified?.getTime() ?? Date.now() })));
    }
    return listed;
  }

  private async remove(key: string): Promise<void> {
    await available(() => this.client.send(new this.sdk.DeleteObjectCommand({ Bucket: this.bucket, Key: key })));
  }
}

async function gather(content: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > mostBytes) throw new FileTooLong(`more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function orMissing<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
