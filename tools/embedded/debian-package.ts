import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demand } from './download.ts';

const mirror = 'http://deb.debian.org/debian';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** The newest first; what the stable release of the day carries may be too old. */
const suites = ['sid', 'trixie'];

/**
 * Gets nats-server from Debian's archive without root and without touching the system: package lists, cache and the
 * unpacked package are all in `workshop`. apt checks the archive's signature and the package's checksum.
 * Answers with the path of the program.
 */
export async function fetchFromDebian(workshop: string, report: (doing: string) => void): Promise<string> {
  if (process.platform !== 'linux' || !existsSync(keyring)) throw new Error('no Debian keyring here');
  const reasons: string[] = [];
  for (const suite of suites) {
    try {
      return await fetchFromSuite(join(workshop, suite), suite, report);
    } catch (error) {
      reasons.push(`Debian ${suite}: ${(error as Error).message}`);
    }
  }
  throw new Error(reasons.join('; '));
}

async function fetchFromSuite(folder: string, suite: string, report: (doing: string) => void): Promise<string> {
  const sources = join(folder, 'sources.list');
  const lists = join(folder, 'lists');
  const cache = join(folder, 'cache');
  for (const path of [join(lists, 'partial'), join(cache, 'archives', 'partial')]) mkdirSync(path, { recursive: true });
  writeFileSync(sources, `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`);
  const options = [
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::Lists=${lists}`,
    `Dir::Cache=${cache}`,
    'Acquire::Languages=none',
    'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false',
    'Acquire::Retries=2',
    'Acquire::http::Timeout=20',
    // apt would hand the download to its own user, who cannot enter this folder; there is nothing to keep from ours.
    'APT::Sandbox::User=',
    // A lost package list is a failure here, not a warning.
    'APT::Update::Error-Mode=any',
  ].flatMap((option) => ['-o', option]);
  report(`Fetching nats-server from Debian ${suite}: package list`);
  await demand('apt-get', [...options, 'update'], folder);
  report(`Fetching nats-server from Debian ${suite}: package`);
  await demand('apt-get', [...options, 'download', 'nats-server'], folder);
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (!archive) throw new Error('no package came');
  await demand('dpkg-deb', ['-x', archive, 'unpacked'], folder);
  const program = ['usr/sbin', 'usr/bin'].map((place) => join(folder, 'unpacked', place, 'nats-server')).find((path) => existsSync(path));
  if (!program) throw new Error('the package holds no nats-server');
  return program;
}
