import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** A file of a made-up tree, what it imports, and the rule that forbids it; none where it is allowed. */
const imports: [file: string, imported: string, rule: string | undefined][] = [
  ['apps/gateway/src/a.ts', '../../resources/src/things/thing.js', 'app-imports-app'],
  ['apps/gateway/src/b.ts', '../../../libs/persistence/src/index.js', 'gateway-keeps-nothing'],
  ['apps/gateway/src/c.ts', '../../../tools/tool.js', 'product-imports-tools'],
  ['apps/gateway/src/d.ts', '@nestjs/common', undefined],
  ['apps/gateway/src/e.ts', '@aws-sdk/client-s3', 'only-file-store-knows-s3'],
  ['apps/resources/src/things/a.ts', '../nowhere.js', 'unresolved'],
  ['apps/resources/src/things/b.ts', 'pg', 'only-persistence-knows-connections'],
  ['apps/resources/src/things/c.ts', '@nats-io/transport-node', 'only-messaging-knows-nats'],
  ['apps/resources/src/things/d.ts', '../../../../libs/testing/src/index.js', 'product-imports-testing'],
  ['apps/resources/src/things/d.spec.ts', '../../../../libs/testing/src/index.js', undefined],
  ['apps/resources/src/things/e.ts', '../../../../libs/contracts/src/inner.js', 'around-a-library-door'],
  ['apps/resources/src/things/list-things.ts', 'typeorm', 'typeorm-for-entities-and-migrations'],
  ['apps/resources/src/things/things.ts', 'typeorm', undefined],
  ['apps/resources/src/migrations/1-first.ts', 'typeorm', undefined],
  ['apps/resources/src/entries/entry.ts', '@nestjs/common', 'rules-are-pure'],
  ['apps/resources/src/pledges/pledge.ts', '../../../../libs/persistence/src/index.js', 'rules-are-pure'],
  ['apps/resources/src/purses/purse.ts', 'node:fs', 'rules-touch-nothing'],
  ['apps/resources/src/offers/offer.ts', 'node:crypto', undefined],
  ['apps/resources/src/needs/need.ts', '../../../../libs/contracts/src/index.js', undefined],
  ['libs/contracts/src/a.ts', '@nestjs/common', 'contracts-are-pure'],
  ['libs/contracts/src/b.ts', '../../persistence/src/index.js', 'contracts-are-pure'],
  ['libs/contracts/src/c.ts', 'zod', undefined],
  ['libs/voting/src/a.ts', 'zod', 'voting-is-pure'],
  ['libs/voting/src/b.ts', 'node:crypto', 'voting-is-pure'],
  ['libs/voting/src/c.ts', './native/index.js', 'voting-is-pure'],
  ['libs/voting/src/d.ts', '../../contracts/src/index.js', undefined],
  ['libs/voting/src/e.ts', '@cloudflare/blindrsa-ts', undefined],
  ['libs/voting/src/native/a.ts', 'node:fs', 'voting-natively'],
  ['libs/voting/src/native/b.ts', 'node:crypto', undefined],
  ['libs/shares/src/a.ts', 'zod', 'shares-are-pure'],
  ['libs/shares/src/b.ts', 'node:util', 'shares-are-pure'],
  ['libs/shares/src/c.ts', '../../contracts/src/index.js', 'shares-are-pure'],
  ['libs/shares/src/d.ts', './a.js', undefined],
  ['libs/words/src/a.ts', '../../contracts/src/index.js', 'words-are-pure'],
  ['libs/shares/src/d.spec.ts', 'node:util', undefined],
  ['apps/initiatives/src/keys/key.ts', '../../../../libs/shares/src/index.js', undefined],
  ['apps/resources/src/ballots/ballot.ts', '../../../../libs/voting/src/index.js', undefined],
  ['libs/persistence/src/a.ts', 'pg', undefined],
  ['libs/persistence/src/b.ts', '../../messaging/src/index.js', 'messaging-and-persistence-apart'],
  ['libs/file-store/src/a.ts', '@aws-sdk/client-s3', undefined],
  ['libs/file-store/src/b.ts', '../../contracts/src/index.js', 'file-store-stands-alone'],
  ['libs/pdf/src/a.ts', 'pdfmake', undefined],
  ['libs/pdf/src/b.ts', '../../contracts/src/index.js', 'pdf-stands-alone'],
  ['apps/membership/src/things/e.ts', 'pdfmake', 'only-pdf-knows-pdfmake'],
  ['libs/service-kit/src/a.ts', '../../../apps/resources/src/things/thing.js', 'library-imports-app'],
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let tree = '';
let violations: readonly Violation[] = [];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'klaster-boundaries-'));
  const write = (file: string, content: string) => {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    writeFileSync(join(tree, file), content);
  };
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const lib of ['contracts', 'messaging', 'persistence', 'shares', 'testing', 'voting']) write(`libs/${lib}/src/index.ts`, 'export const x = 1;');
  for (const file of ['libs/voting/src/native/index.ts', 'libs/contracts/src/inner.ts', 'tools/tool.ts', 'apps/resources/src/things/thing.ts']) write(file, 'export const x = 1;');
  for (const [file, imported] of imports) write(file, `import type * as x from '${imported}';\nexport type X = typeof x;`);
  const flags = ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', 'apps', 'libs', 'tools'];
  const output = execFileSync(process.execPath, [cruiser, ...flags], { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  violations = (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
});
afterAll(() => rmSync(tree, { recursive: true }));

test.each(imports)('%s imports %s: %s', (file, _imported, rule) => {
  expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toEqual(rule === undefined ? [] : [rule]);
});
