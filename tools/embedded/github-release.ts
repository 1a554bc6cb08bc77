import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demand, download } from './download.ts';

const version = 'v2.15.0';
const home = `https://github.com/nats-io/nats-server/releases/download/${version}`;

/** SHA-256 of the archives, as the makers pin them in the Dockerfiles of their own images (nats-io/nats-docker, 2.15.x). */
const archives: Readonly<Record<string, { machine: string; sha256: string }>> = {
  'linux-x64': { machine: 'linux-amd64', sha256: '5d2c51caca950333aba84911df7d377f826f3a59ec36061c6539105084f65c92' },
  'linux-arm64': { machine: 'linux-arm64', sha256: 'cdc208f5a3f42963a52b6ab06ef65626bb870315dc936e26ba571780c6351112' },
};

/** Gets the pinned release from its public home and checks it. Answers with the path of the program. */
export async function fetchRelease(workshop: string, report: (doing: string) => void): Promise<string> {
  const release = archives[`${process.platform}-${process.arch}`];
  if (!release) throw new Error(`no release is pinned for ${process.platform}-${process.arch}`);
  const name = `nats-server-${version}-${release.machine}`;
  const archive = `${name}.tar.gz`;
  report(`Fetching nats-server ${version} from github.com`);
  const content = await download(`${home}/${archive}`);
  demandChecksum(archive, content, release.sha256);
  const folder = join(workshop, 'release');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, archive), content);
  await demand('tar', ['-xzf', archive], folder);
  return join(folder, name, 'nats-server');
}

/** Nothing that differs from what is pinned is unpacked, let alone run. */
export function demandChecksum(file: string, content: Uint8Array, expected: string): void {
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual !== expected) throw new Error(`the checksum of ${file} is ${actual} instead of ${expected}`);
}
