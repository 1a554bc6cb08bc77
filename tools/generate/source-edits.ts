import { Failure } from '../failure.ts';

/** Small, careful changes to sources that keep their order. What is not found where it is expected is a Failure that says so. */

const bare = (name: string) => name.replace(/^type /, '').toLowerCase();
const byName = (a: string, b: string) => (bare(a) < bare(b) ? -1 : 1);
const widest = 160;

interface Import {
  readonly index: number;
  readonly text: string;
  readonly names: readonly string[];
  readonly from: string;
}

const importsOf = (source: string): Import[] =>
  [...source.matchAll(/^import (?:type )?(?:\{([^}]*)\}|\* as \w+) from '([^']+)';$/gm)].map((match) => ({
    index: match.index,
    text: match[0],
    names: (match[1] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''),
    from: match[2] ?? '',
  }));

const importLine = (names: readonly string[], from: string) => {
  const listed = [...names].sort(byName).join(', ');
  const line = `import { ${listed} } from '${from}';`;
  return line.length <= widest ? line : `import {\n  ${listed},\n} from '${from}';`;
};

/** Adds names to the import of a module, or the import where there is none, in the order that is there. */
export function addImport(source: string, from: string, names: readonly string[]): string {
  const known = importsOf(source).find((other) => other.from === from && other.text.startsWith('import {'));
  if (!known) return addImportLine(source, from, importLine(names, from));
  const missing = names.filter((name) => !known.names.includes(name));
  if (missing.length === 0) return source;
  return source.slice(0, known.index) + importLine([...known.names, ...missing], from) + source.slice(known.index + known.text.length);
}

/** Packages stand before files, and each in the order of the alphabet. */
const rank = (from: string) => `${from.startsWith('.') ? 1 : 0}${from}`;

/** Adds a whole line of import before the first that comes later in order. */
export function addImportLine(source: string, from: string, line: string): string {
  const imports = importsOf(source);
  const later = imports.find((other) => rank(other.from) > rank(from));
  if (later) return `${source.slice(0, later.index)}${line}\n${source.slice(later.index)}`;
  const last = imports.at(-1);
  if (!last) return `${line}\n\n${source}`;
  const place = last.index + last.text.length;
  return `${source.slice(0, place)}\n${line}${source.slice(place)}`;
}

/** Adds an export of a file to index.ts, behind the others of its folder. */
export function addExport(source: string, path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const lines = source.split('\n');
  const place = lines.findLastIndex((line) => line.startsWith(`export * from '${folder}`));
  if (place < 0) throw new Failure(`index.ts exports nothing of ${folder}: add ${path} by hand.`);
  lines.splice(place + 1, 0, `export * from '${path}';`);
  return lines.join('\n');
}

/**
 * Adds an item to a list such as `operations: [ … ]`. In a list of several lines it joins the line that has one of its
 * neighbours, else it gets a line of its own.
 * @param opening what stands before the items
 */
export function addToList(source: string, opening: string, item: string, neighbours: readonly string[] = []): string {
  const start = source.indexOf(opening);
  const end = source.indexOf(']', start + opening.length);
  if (start < 0 || end < 0) throw new Failure(`“${opening}” is not where it was expected: add ${item} by hand.`);
  const before = source.slice(0, start + opening.length);
  const items = source.slice(start + opening.length, end);
  const after = source.slice(end);
  if (!items.includes('\n')) return `${before}${items.trim() === '' ? item : `${items.trimEnd()}, ${item}`}${after}`;
  const lines = items.split('\n');
  const line = lines.findLastIndex((text) => neighbours.some((neighbour) => new RegExp(`\\b${neighbour}\\b`).test(text)));
  const indent = /^\s*/.exec(lines[1] ?? '')?.[0] ?? '  ';
  if (line >= 0) lines[line] = `${lines[line]?.trimEnd()} ${item},`;
  else lines.splice(-1, 0, `${indent}${item},`);
  return before + lines.join('\n') + after;
}

/** Puts declarations of operations before the first event, else at the end; events always at the end. */
export function addDeclaration(source: string, declaration: string, kind: 'operation' | 'event'): string {
  const events = /^export const \w+ = event\(/m.exec(source);
  if (kind === 'event' || !events) return `${source.trimEnd()}\n\n${declaration}\n`;
  // What the events share stands right before them and stays there.
  const shared = /(?:^const \w+ = .*;\n\n?)+$/m.exec(source.slice(0, events.index));
  const place = shared ? shared.index : events.index;
  return `${source.slice(0, place)}${declaration}\n\n${source.slice(place)}`;
}
