export { DiskStore } from './disk-store.js';
export { type FileStore, FileTooLong, type OpenedFile, type ReceivedFile, StoreUnavailable } from './file-store.js';
export { type S3Options, S3Store } from './s3-store.js';
