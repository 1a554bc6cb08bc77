import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Options } from '../s3-store.js';

export interface S3Server {
  readonly options: S3Options;
  stop(): Promise<void>;
}

/** An S3-compatible server of somebody else's making, with an empty bucket: the one that KLASTER_TEST_S3 names, or s3rver in this process. */
export async function startS3Server(): Promise<S3Server> {
  const { KLASTER_TEST_S3: named } = process.env;
  const server = named ? { options: JSON.parse(named) as S3Options, stop: () => Promise.resolve() } : await startS3rver();
  const { bucket, endpoint = '', region, pathStyle, credentials } = server.options;
  const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ endpoint, region, forcePathStyle: pathStyle, ...(credentials ? { credentials } : {}) });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return server;
}

async function startS3rver(): Promise<S3Server> {
  const { default: S3rver } = await import('@20minutes/s3rver');
  const directory = mkdtempSync(join(tmpdir(), 'klaster-s3-'));
  // It reckons the signature of requests for the bucket itself, /klaster/, without the last slash.
  const server = new S3rver({ address: '127.0.0.1', port: 0, directory, silent: true, allowMismatchedSignatures: true });
  const { port } = await server.run();
  return {
    options: { bucket: 'klaster', endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', pathStyle: true, credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } },
    async stop() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
