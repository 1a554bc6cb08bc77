#!/usr/bin/env node
/**
 * Makes .env for docker-compose.yml from .env.example: every secret that is still empty becomes a random one. What is
 * there is kept, so that it can be run again after an upgrade. Needs Node 20 or newer and nothing else:
 * `node deploy/docker/make-env.mjs [file]`, or, where there is no Node,
 * `docker run --rm --user "$(id -u)" --volume "$PWD":/klaster --workdir /klaster node:24-slim node deploy/docker/make-env.mjs`
 */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const assignment = /^([A-Z][A-Z0-9_]*)=(.*)$/;

/** @param {string} text @returns {Map<string, string>} */
const readVariables = (text) => new Map(text.split('\n').flatMap((line) => {
  const [, name, value] = assignment.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [/** @type {[string, string]} */ ([name, value])];
}));

/** A new value for a secret by the end of its name; undefined for what is no secret. */
const makeSecret = (/** @type {string} */ name) => {
  // A letter first: nats-server reads its passwords unquoted, and one that looks like a number would be one.
  if (name.endsWith('_PASSWORD')) return `k${randomBytes(24).toString('hex')}`;
  if (name.endsWith('_CALL_KEY')) return randomBytes(32).toString('hex');
  return name === 'OPERATOR_CODE' ? randomBytes(16).toString('hex') : undefined;
};

/**
 * The keys by which one process calls the services: HMAC-SHA-256 under the callee's own key, over the caller's name.
 * @param {ReadonlyMap<string, string>} variables @param {string} caller
 */
export function callKeys(variables, caller) {
  const keys = [...variables].filter(([name]) => name.endsWith('_CALL_KEY'));
  return keys.map(([name, key]) => {
    const callee = name.slice(0, -'_CALL_KEY'.length).toLowerCase();
    return `${callee}:${createHmac('sha256', Buffer.from(key, 'hex')).update(caller).digest('hex')}`;
  }).join(',');
}

/**
 * The text of a complete .env: the example's lines with values, then what the known file has beside them.
 * @param {string} example @param {string} known
 */
export function completeEnv(example, known) {
  const kept = readVariables(known);
  const wanted = readVariables(example);
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const [name, initial] of wanted) values.set(name, kept.get(name) || initial || makeSecret(name) || '');
  for (const name of wanted.keys()) {
    if (name.endsWith('_CALL_KEYS')) values.set(name, callKeys(values, name.slice(0, -'_CALL_KEYS'.length).toLowerCase()));
  }
  const lines = example.trimEnd().split('\n').map((line) => {
    const name = assignment.exec(line)?.[1];
    return name === undefined ? line : `${name}=${values.get(name) ?? ''}`;
  });
  const others = [...kept].filter(([name]) => !wanted.has(name)).map(([name, value]) => `${name}=${value}`);
  return `${[...lines, ...(others.length > 0 ? ['', ...others] : [])].join('\n')}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const file = resolve(process.argv[2] ?? join(folder, '..', '..', '.env'));
  const text = completeEnv(readFileSync(join(folder, '.env.example'), 'utf8'), existsSync(file) ? readFileSync(file, 'utf8') : '');
  // Whole or not at all: half a file of secrets would lock the data away.
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  process.stdout.write(`${file} is complete. Keep it as safe as the data.\n`);
}
