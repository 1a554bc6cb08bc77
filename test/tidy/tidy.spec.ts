import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const folders = ['apps', 'libs', 'tools', 'test'];
const longest = 250;

interface Source {
  readonly path: string;
  readonly text: string;
}

const skipped = /(^|\/)(node_modules|dist|\.klaster|\.nx)(\/|$)/;
const sources: readonly Source[] = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((path) => /\.(ts|mjs)$/.test(path) && !skipped.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
);
const isSpec = ({ path }: Source) => path.endsWith('.spec.ts');
const product = sources.filter(({ path }) => /^(apps|libs)\//.test(path));

/** Where a pattern stands, as `file:line words`. */
const findings = (among: readonly Source[], pattern: RegExp): string[] =>
  among.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 120)}`] : [])));

// This file names what it forbids.
const others = sources.filter(({ path }) => path !== relative(root, import.meta.filename));

/** What review would otherwise repeat. */
describe('the sources', () => {
  it('leave nothing for later without a place where it is kept', () => {
    expect(findings(others, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  it('speak of the product, never of the workshop in which it is made', () => {
    expect(findings(others, /\b(founders?|issues? (?:[1-6]\b|of \d)|steering|sessions? (?:of the project|[1-6] of)|sub-?agent|LLM|AI-generated|Claude)\b|\/work\/(?:shared|main)/)).toEqual([]);
  });

  it('have no names that say nothing', () => {
    const names = /(^|[-/])(utils?|helpers?|common|manager|misc|stuff|data)(\.|-|\/|$)/;
    const allowed = new Set(['libs/persistence/src/pg-utils.d.ts']);
    expect(sources.map(({ path }) => path).filter((path) => names.test(path) && !allowed.has(path))).toEqual([]);
    expect(findings(product, /^(?:export )?(?:abstract )?(?:class|interface|type|const|function) \w*(?:Utils?|Helpers?|Manager)\b/)).toEqual([]);
    expect(findings(product, /\binterface I[A-Z][a-z]/)).toEqual([]);
  });

  it('use no any and switch no check off', () => {
    expect(findings(product, /^(?!\s*(?:\/?\*|\/\/)).*(?::|<|\bas) any\b|@ts-(?:ignore|nocheck|expect-error)|oxlint-disable/)).toEqual([]);
  });

  it('have no default exports', () => {
    const allowed = /^test\/world\/[\w-]+\.mjs$/;
    expect(findings(sources.filter(({ path }) => !allowed.test(path)), /^export default\b/)).toEqual([]);
  });

  it(`are files of at most ${longest} lines, blank ones and comments not counted`, () => {
    const counted = (text: string) => text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:\/\/|\/?\*)/.test(line)).length;
    expect(sources.map(({ path, text }) => [path, counted(text)] as const).filter(([, lines]) => lines > longest)).toEqual([]);
  });

  it('are named after the one exported class that stands in them', () => {
    const kebab = (name: string) => name.replace(/[A-Z]/g, (letter, place: number) => `${place > 0 ? '-' : ''}${letter.toLowerCase()}`);
    const operations = product.filter((source) => /^@Handles\(/m.test(source.text) && !source.path.endsWith('platform-operations.ts') && !isSpec(source));
    const wrong = operations.filter(({ path, text }) => {
      const classes = [...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => kebab(name!));
      return classes.length !== 1 || classes[0] !== basename(path, '.ts');
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('are all used: each is imported, run or a test', () => {
    const roots = [/\.spec\.ts$/, /\.d\.ts$/, /(^|\/)(main|index)\.ts$/, /^tools\//, /^test\/(load|faults)\//, /^test\/world\/[\w-]+\.mjs$/, /\.module\.ts$/, /\/(documents\/write-)[\w-]+\.ts$/];
    const imported = new Set(
      sources.flatMap(({ path, text }) => [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(([, target]) => relative(root, resolve(root, dirname(path), target!)).replace(/\.(js|ts|mjs)$/, ''))),
    );
    expect(sources.map(({ path }) => path).filter((path) => !roots.some((pattern) => pattern.test(path)) && !imported.has(path.replace(/\.(ts|mjs)$/, '')))).toEqual([]);
  });

  it('never sleep in a test in the hope that it was long enough', () => {
    const waiting = sources.filter((source) => isSpec(source));
    expect(findings(waiting, /setTimeout\(\w+, (?:[1-9]\d{2,}|\d+_\d+)\)/)).toEqual([]);
  });

  it('skip no test and single none out', () => {
    expect(findings(others.filter(isSpec), /\b(?:it|describe|test)\.(?:only|skip|todo)\b|\bx(?:it|describe)\(/)).toEqual([]);
  });
});
