import { describe, expect, test } from '@jest/globals';
import { addDeclaration, addExport, addImport, addImportLine, addToList } from './source-edits.ts';

const source = `import { z } from 'zod';
import { operation } from '../core/operation.js';
import { Id, line, Version } from '../core/values.js';

const one = { clusterId: Id };
`;

describe('imports', () => {
  test('names join those that are there, in their order, whatever their case', () => {
    expect(addImport(source, '../core/values.js', ['page', 'Id', 'Instant'])).toContain(`import { Id, Instant, line, page, Version } from '../core/values.js';`);
    expect(addImport(source, '../core/values.js', ['Id'])).toBe(source);
  });

  test('a new module stands where the alphabet has it, packages before files', () => {
    const lines = (text: string) => text.split('\n').slice(0, 4);
    expect(lines(addImport(source, '../core/event.js', ['event']))[1]).toBe(`import { event } from '../core/event.js';`);
    expect(lines(addImport(source, './offers.js', ['Offer']))[3]).toBe(`import { Offer } from './offers.js';`);
    expect(lines(addImport(source, 'fast-check', ['assert']))[0]).toBe(`import { assert } from 'fast-check';`);
    expect(addImport('const a = 1;\n', 'zod', ['z'])).toBe(`import { z } from 'zod';\n\nconst a = 1;\n`);
  });

  test('an import of several lines is found, and a long one gets several', () => {
    const long = addImport(source, '../core/values.js', Array.from({ length: 20 }, (_, index) => `SomeLongName${index}`));
    expect(long).toContain('import {\n  Id, line, SomeLongName0');
    expect(addImport(long, '../core/values.js', ['Zebra'])).toContain(`Version, Zebra,\n} from '../core/values.js';`);
  });

  test('an import of types, or of everything, is left alone', () => {
    const types = `import type { A } from './a.js';\nimport * as b from './b.js';\n`;
    expect(addImportLine(types, './aa.js', `import { aa } from './aa.js';`)).toBe(`import type { A } from './a.js';\nimport { aa } from './aa.js';\nimport * as b from './b.js';\n`);
  });
});

describe('lists', () => {
  test('of one line get longer', () => {
    expect(addToList('x: [A, B],', 'x: [', 'C')).toBe('x: [A, B, C],');
    expect(addToList('x: [],', 'x: [', 'C')).toBe('x: [C],');
    expect(addToList('const m: readonly object[] = [a];', 'const m: readonly object[] = [', 'b')).toBe('const m: readonly object[] = [a, b];');
  });

  test('of several lines take it beside its neighbours, or on a line of its own', () => {
    const list = 'operations: [\n    A, B,\n    Cc,\n  ],';
    expect(addToList(list, 'operations: [', 'D', ['B'])).toBe('operations: [\n    A, B, D,\n    Cc,\n  ],');
    expect(addToList(list, 'operations: [', 'D', ['C'])).toBe('operations: [\n    A, B,\n    Cc,\n    D,\n  ],');
  });

  test('that are not there are said to be missing', () => {
    expect(() => addToList('x: [A]', 'operations: [', 'B')).toThrow('add B by hand');
    expect(() => addExport('', './resources/offers.js')).toThrow('by hand');
  });
});

test('an export stands behind those of its folder', () => {
  expect(addExport(`export * from './a/x.js';\nexport * from './b/x.js';\n`, './a/y.js')).toBe(`export * from './a/x.js';\nexport * from './a/y.js';\nexport * from './b/x.js';\n`);
});

describe('declarations', () => {
  const withEvents = `export const a = operation({\n});\n\nconst told = { id: Id };\n\nexport const B = event({\n});\n`;

  test('operations stand before the events and what these share, events at the end', () => {
    expect(addDeclaration(withEvents, 'NEW', 'operation')).toBe(`export const a = operation({\n});\n\nNEW\n\nconst told = { id: Id };\n\nexport const B = event({\n});\n`);
    expect(addDeclaration(withEvents, 'NEW', 'event')).toBe(`${withEvents}\nNEW\n`);
    expect(addDeclaration('const a = 1;\n', 'NEW', 'operation')).toBe('const a = 1;\n\nNEW\n');
  });
});
