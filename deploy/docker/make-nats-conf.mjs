#!/usr/bin/env node
/**
 * Writes nats.conf from the contracts: every process has a user of its own that may use the subjects its contracts
 * name and nothing else. With `--check` it compares instead. The libraries must have been built (`npm run build`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { busUsers } from '@klaster/messaging';

const file = join(import.meta.dirname, 'nats.conf');

/** An empty list of allowed subjects would mean all of them to nats-server. */
const allow = (/** @type {readonly string[]} */ subjects) => (subjects.length > 0 ? { allow: subjects } : { deny: ['>'] });

/** The configuration; passwords come from the environment of nats-server: `<PROCESS>_BUS_PASSWORD`. */
export function natsConf() {
  const users = busUsers().map(({ user, permissions }) => {
    const rights = JSON.stringify({ publish: allow(permissions.publish), subscribe: allow(permissions.subscribe) }, undefined, 2);
    return `    {\n      user: ${JSON.stringify(user)}\n      password: $${user.toUpperCase()}_BUS_PASSWORD\n      permissions: ${rights.replaceAll('\n', '\n      ')}\n    }`;
  });
  return `# Written by deploy/docker/make-nats-conf.mjs from the contracts: not to be edited.
server_name: klaster
port: 4222
# Requests are 1 MiB at most; a page of a list, or of a journal, may be more.
max_payload: 4MB
# Health for the container itself; published nowhere.
http: "127.0.0.1:8222"
jetstream {
  store_dir: "/data"
}
authorization {
  timeout: 5
  users: [
${users.join('\n')}
  ]
}
`;
}

if (import.meta.main) {
  const text = natsConf();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('deploy/docker/nats.conf is not what the contracts say: run `node deploy/docker/make-nats-conf.mjs`\n');
    process.exitCode = 1;
  }
}
