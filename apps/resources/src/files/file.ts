import { accept, type Accepted, FileKept, FilesFull, type Instant, type KeptFile, refuse, type Refusal } from '@klaster/contracts';

/** What is known of a file that a member has sent. The same content sent by two members is kept once, and known twice. */
export interface File extends KeptFile {
  readonly id: string;
  readonly version: number;
}

/** A file as it was sent, with what the gateway has found of it. */
export type Sent = Pick<KeptFile, 'name' | 'sha256' | 'size' | 'mediaType'>;

/** How much a cluster keeps and may keep, in bytes. */
export interface Room {
  readonly bytes: number;
  readonly mostBytes: number;
}

export const keep = (id: string, sent: Sent, { clusterId, member, now }: { readonly clusterId: string; readonly member: string; readonly now: Instant }): Accepted<File> => {
  const { size, mediaType } = sent;
  return accept({ ...sent, id, version: 0, clusterId, keptBy: member, keptAt: now }, [FileKept.of({ fileId: id, clusterId, size, mediaType, keptBy: member, keptAt: now })]);
};

/** Says how much the cluster may keep. */
export const refuseFull = ({ mostBytes }: Room): Refusal<'files-full'> => refuse(FilesFull, { most: Math.floor(mostBytes / 1024 / 1024) });

/** Whether not even a small file can be kept any more; the database judges each by its size. */
export const isFull = ({ bytes, mostBytes }: Room): boolean => bytes >= mostBytes;

/** What clients are shown of it. */
export const shown = ({ id: _, version: __, ...file }: File): KeptFile => file;
