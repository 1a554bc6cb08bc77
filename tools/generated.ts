import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './build.ts';

/**
 * Writes the files that are made from the contracts; with `--check` compares them with those that are checked in.
 * The sources must have been built.
 */
const files: Readonly<Record<string, () => Promise<string>>> = {
  'docs/api/openapi.json': openApi,
  'docs/api/asyncapi.json': asyncApi,
  'deploy/docker/nats.conf': natsConf,
};

async function openApi(): Promise<string> {
  const { writeOpenApi } = (await import(join(root, 'apps/gateway/dist/documents/write-openapi.js'))) as { writeOpenApi: () => Promise<string> };
  return writeOpenApi();
}

async function asyncApi(): Promise<string> {
  const { writeAsyncApi } = (await import(join(root, 'apps/gateway/dist/documents/write-asyncapi.js'))) as { writeAsyncApi: () => string };
  return writeAsyncApi();
}

async function natsConf(): Promise<string> {
  const made = (await import(join(root, 'deploy/docker/make-nats-conf.mjs'))) as { natsConf: () => string | Promise<string> };
  return made.natsConf();
}

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

let different = 0;
for (const [name, make] of Object.entries(files)) {
  const path = join(root, name);
  const text = await make();
  if (read(path) === text) continue;
  different += 1;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${name} is not what the contracts say: run \`npm run generate -- files\` and look at the difference\n`);
    continue;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  process.stdout.write(`wrote ${name}\n`);
}
process.exit(process.argv.includes('--check') && different > 0 ? 1 : 0);
