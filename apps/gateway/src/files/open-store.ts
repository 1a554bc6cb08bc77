import { DiskStore, type FileStore, S3Store } from '@klaster/file-store';
import type { GatewayConfig } from '../config.js';

type StoreConfig = Pick<GatewayConfig, 'FILES_FOLDER' | 'S3_BUCKET' | 'S3_ENDPOINT' | 'S3_REGION' | 'S3_PATH_STYLE' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'>;

/** Where files are kept: in the bucket that is named, else in the folder. */
export async function openStore(config: StoreConfig): Promise<FileStore> {
  const { FILES_FOLDER: folder = '', S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region, S3_PATH_STYLE: pathStyle, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = config;
  if (!bucket) return new DiskStore(folder);
  return S3Store.open({ bucket, endpoint, region, pathStyle, ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}) });
}
