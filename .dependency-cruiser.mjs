/**
 * Who may know whom, types included. An app never imports an app; contracts import nothing of ours; only persistence
 * knows SQL connections; only messaging knows NATS; rules know no framework. Cycles are left to the linter, which can
 * tell those of types alone. A rule without a `from` or a `to` would be no rule.
 */

const app = '^apps/([^/]+)/';
const tests = '\\.spec\\.ts$';
/** Where a service keeps and moves its rows: a collection is a plural in one word (contributions.ts), a query is not. */
const stores = ['^apps/[^/]+/src/migrations/', '^apps/[^/]+/src/[^/]+/[a-z]+s\\.ts$'];
/** Packages of npm, wherever it has put them. */
const packages = (/** @type {string} */ names) => `node_modules/(${names})(/|$)`;

export default {
  forbidden: [
    {
      name: 'unresolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'app-imports-app',
      comment: 'Apps speak over the bus, never by import.',
      severity: 'error',
      from: { path: app },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'library-imports-app',
      comment: 'Libraries are below apps; tools and tests reach apps as programs.',
      severity: 'error',
      from: { path: '^(libs|tools|test)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'product-imports-tools',
      comment: 'What runs in production knows nothing of what builds and tests it.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'product-imports-testing',
      comment: 'Only tests use the testing library.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [tests, '^libs/testing/', '/(fixtures|testing)/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'around-a-library-door',
      comment: 'A library is entered by its doors: its index.ts, for processes without a database service-kit/process, for servers voting/native.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/(service-kit/src/process|voting/src/native)/index\\.ts$'] },
    },
    {
      name: 'contracts-are-pure',
      comment: 'The language of the platform needs nothing but zod: no framework, no I/O, nothing of ours.',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: tests },
      to: { pathNot: ['^libs/contracts/src/', packages('zod')] },
    },
    {
      name: 'voting-is-pure',
      comment: 'Whoever counts a vote again runs this, in a browser too: the blind signatures’ library and nothing else, of the contracts their types alone.',
      severity: 'error',
      from: { path: '^libs/voting/src/', pathNot: [tests, '^libs/voting/src/native/'] },
      to: { pathNot: ['^libs/voting/src/(?!native/)', '^libs/contracts/src/index\\.ts$', packages('@cloudflare/blindrsa-ts')] },
    },
    {
      name: 'voting-natively',
      comment: 'Where voting is done by Node’s own cryptography it knows that and voting.',
      severity: 'error',
      from: { path: '^libs/voting/src/native/', pathNot: tests },
      to: { pathNot: ['^libs/voting/src/', '^(node:)?crypto$'] },
    },
    {
      name: 'shares-are-pure',
      comment: 'Whoever settles again runs this, in a browser too: it needs nothing but itself.',
      severity: 'error',
      from: { path: '^libs/shares/src/', pathNot: tests },
      to: { pathNot: '^libs/shares/src/' },
    },
    {
      name: 'words-are-pure',
      comment: 'Words are texts and nothing else.',
      severity: 'error',
      from: { path: '^libs/words/src/', pathNot: tests },
      to: { pathNot: '^libs/words/src/' },
    },
    {
      name: 'messaging-and-persistence-apart',
      comment: 'Messaging knows contracts only; persistence knows contracts only; service-kit joins them.',
      severity: 'error',
      from: { path: '^libs/(messaging|persistence)/src/', pathNot: tests },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/contracts/'] },
    },
    {
      name: 'only-persistence-knows-connections',
      comment: 'Everything that touches rows goes through a unit of work: pg is for persistence, and for tests and tools.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(persistence|testing)/', tests] },
      to: { path: packages('pg|pg-pool|pg-protocol') },
    },
    {
      name: 'typeorm-for-entities-and-migrations',
      comment: 'Services describe entities and migrations in TypeORM’s words, in the files that keep them and nowhere else.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(persistence|testing)/', tests, ...stores] },
      to: { path: packages('typeorm') },
    },
    {
      name: 'only-messaging-knows-nats',
      comment: 'The bus could be another one tomorrow.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(messaging|testing)/', tests] },
      to: { path: packages('@nats-io/[^/]+|nats') },
    },
    {
      name: 'only-file-store-knows-s3',
      comment: 'Files go through the store, wherever it keeps them.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/file-store/' },
      to: { path: packages('@aws-sdk/[^/]+') },
    },
    {
      name: 'file-store-stands-alone',
      comment: 'It knows bytes and hashes, and nothing of the platform.',
      severity: 'error',
      from: { path: '^libs/file-store/src/', pathNot: tests },
      to: { path: '^(apps|libs)/', pathNot: '^libs/file-store/' },
    },
    {
      name: 'only-pdf-knows-pdfmake',
      comment: 'Documents are made with the library, which fetches nothing and opens nothing.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/pdf/' },
      to: { path: packages('pdfmake|markdown-it') },
    },
    {
      name: 'pdf-stands-alone',
      comment: 'It sets what it is given, and knows nothing of the platform.',
      severity: 'error',
      from: { path: '^libs/pdf/src/', pathNot: tests },
      to: { path: '^(apps|libs)/', pathNot: '^libs/pdf/' },
    },
    {
      name: 'gateway-keeps-nothing',
      comment: 'The door has no database.',
      severity: 'error',
      from: { path: '^apps/gateway/src/', pathNot: tests },
      to: { path: ['^libs/persistence/', packages('typeorm')] },
    },
    {
      name: 'rules-are-pure',
      comment:
        'A capability’s rules are the file named by the singular of its folder (contributions/contribution.ts): contracts, voting, shares and other rules, no framework, no I/O.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/([^/]+?)(?:ies|e?s)/\\1(?:y|e)?\\.ts$' },
      to: { path: ['node_modules/', '^libs/'], pathNot: ['^libs/contracts/', '^libs/(voting|shares)/src/index\\.ts$', packages('zod|canonicalize|big\\.js|temporal-polyfill')] },
    },
    {
      name: 'rules-touch-nothing',
      comment: 'Rules get time, ids and randomness as arguments: no file, no network, no process.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/([^/]+?)(?:ies|e?s)/\\1(?:y|e)?\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|util)$' },
    },
  ],
  options: {
    // TypeScript 7 has no programming interface; swc reads the sources, types included.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.klaster|\\.nx)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@klaster/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts', '.json'],
    },
  },
};
