import { Failure } from '../failure.ts';
import type { Changes } from './changes.ts';
import type { Declaration } from './contract-text.ts';
import { camel } from './names.ts';
import { addDeclaration, addExport, addImport, addImportLine, addToList } from './source-edits.ts';

/** Where contracts of one kind stand. */
export interface Place {
  readonly service: string;
  /** The file's name without its ending. */
  readonly file: string;
  readonly path: string;
}

const folder = 'libs/contracts/src';

/** The file that has such contracts already, by the beginning of their names; otherwise the one named by the collection. */
export function placeOf(changes: Changes, service: string, collection: string, ...beginnings: readonly string[]): Place {
  const found = changes.read(`${folder}/${service}/*.ts`).find(({ text }) => beginnings.some((beginning) => text.includes(`name: ${beginning}`)));
  const path = found?.path ?? `${folder}/${service}/${collection}.ts`;
  return { service, file: path.slice(path.lastIndexOf('/') + 1, -'.ts'.length), path };
}

/** Adds a declaration to a contract file, with its imports; a new file is entered in the catalogue and the index. */
export function declare(changes: Changes, place: Place, name: string | undefined, { text, imports }: Declaration, kind: 'operation' | 'event'): void {
  const taken = name && changes.read(`${folder}/**/*.ts`).find((file) => new RegExp(`^export (?:const|type|interface|class|function) ${name}\\b`, 'm').test(file.text));
  if (taken) throw new Failure(`${name} is declared already, in ${taken.path}.`);
  if (changes.find(place.path) === undefined) {
    changes.create(place.path, '');
    register(changes, place);
  }
  changes.edit(place.path, (source) => {
    const declared = text === '' ? source : addDeclaration(source, text, kind).trimStart();
    return [...imports].toReversed().reduce((whole, [from, names]) => addImport(whole, from, names), declared);
  });
}

function register(changes: Changes, { service, file }: Place): void {
  const from = `./${service}/${file}.js`;
  changes.edit(`${folder}/index.ts`, (text) => addExport(text, from));
  changes.edit(`${folder}/catalogue.ts`, (text) => {
    const plain = camel(file);
    const alias = new RegExp(`\\b${plain}\\b`).test(text) ? camel(`${service}-${file}`) : plain;
    return addToList(addImportLine(text, from, `import * as ${alias} from '${from}';`), 'const modules: readonly object[] = [', alias);
  });
}
