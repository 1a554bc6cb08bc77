import { Failure } from '../failure.ts';

/** Small, careful changes to sources that keep their order. What is not found where it is expected is a Failure that says so. */

const bare = (name: string) => name.replace(/^type /, '').toLowerCase();
const byName = (a: string, b: string) => (bare(a) < bare(b) ? -1 : 1);
const importOf = /^import (?:\{([^}]*)\}|\* as \w+) from '([^']+)';$/;

/** Adds names to the import of a module, or the import where there is none, in the order that is there. */
export function addImport(source: string, from: string, names: readonly string[]): string {
  const lines = source.split('\n');
  const place = lines.findIndex((line) => importOf.exec(line)?.[2] === from && line.startsWith('import {'));
  if (place >= 0) {
    const known = (importOf.exec(lines[place] ?? '')?.[1] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
    const missing = names.filter((name) => !known.includes(name));
    if (missing.length > 0) lines[place] = `import { ${[...known, ...missing].sort(byName).join(', ')} } from '${from}';`;
    return lines.join('\n');
  }
  return addImportLine(source, from, `import { ${[...names].sort(byName).join(', ')} } from '${from}';`);
}

/** Packages stand before files, and each in the order of the alphabet. */
const rank = (from: string) => `${from.startsWith('.') ? 1 : 0}${from}`;

/** Adds a whole line of import before the first that comes later in order. */
export function addImportLine(source: string, from: string, line: string): string {
  const lines = source.split('\n');
  const imports = lines.flatMap((text, index) => {
    const found = importOf.exec(text)?.[2];
    return found === undefined ? [] : [{ index, from: found }];
  });
  const later = imports.find((other) => rank(other.from) > rank(from));
  const last = imports.at(-1);
  if (!last) return `${line}\n\n${source}`;
  lines.splice(later ? later.index : last.index + 1, 0, line);
  return lines.join('\n');
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
  const end = source.indexOf(']', start);
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
