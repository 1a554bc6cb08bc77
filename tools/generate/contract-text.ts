import type { EventPlan, OperationPlan } from './arguments.ts';
import { camel, pascal, spoken, thirdPerson, withArticle } from './names.ts';

/** A declaration and what its file has to import for it. */
export interface Declaration {
  readonly text: string;
  /** Names by module, as the file would import them. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

const values = '../core/values.js';

/** What the operation is called in code: `publishOffer`, `listOffers`; `get` is read aloud as read. */
export function operationName({ verb, noun, collection }: OperationPlan): string {
  return camel(`${verb === 'get' ? 'read' : verb}-${verb === 'list' ? collection : noun}`);
}

export const eventName = ({ noun, past, version }: EventPlan): string => `${pascal(`${noun}-${past}`)}${version === 1 ? '' : `V${version}`}`;

/** The contract of the thing itself, where there is none yet: what every thing has. */
export function thingDeclaration({ noun }: OperationPlan, inCluster: boolean): Declaration {
  const name = pascal(noun);
  const text = [
    `export const ${name} = z`,
    '  .strictObject({',
    '    id: Id,',
    '    version: Version,',
    ...(inCluster ? ['    clusterId: Id,'] : []),
    '    createdAt: Instant,',
    '  })',
    `  .meta({ id: '${name}', description: '${sentence(withArticle(noun))}' });`,
    `export type ${name} = z.output<typeof ${name}>;`,
  ].join('\n');
  return { text, imports: new Map([['zod', ['z']], [values, ['Id', 'Instant', 'Version']]]) };
}

const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export const fieldsOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

/** A creation is a POST to a collection: then the answer says where the new thing stands. */
export function locationOf({ http, noun, verb, collection }: OperationPlan): string | undefined {
  if (http?.method !== 'POST') return undefined;
  const isCreation = verb === 'create' || http.path.endsWith(`/${collection}`);
  if (!isCreation) return undefined;
  const field = `{${camel(noun)}Id}`;
  return `${http.path}/${http.path.includes(field) ? field : '{id}'}`;
}

/** The contract of the operation. */
export function operationDeclaration(plan: OperationPlan): Declaration {
  const { service, collection, verb, noun, access, http } = plan;
  const isList = verb === 'list';
  const fields = [...fieldsOf(http?.path ?? '').map((field) => `${field}: Id`), ...(isList ? ['...pageRequest'] : [])];
  const location = locationOf(plan);
  const said = isList ? `Lists ${spoken(collection)}` : `${sentence(spoken(thirdPerson(verb === 'get' ? 'read' : verb)))} ${withArticle(noun)}`;
  const text = [
    `export const ${operationName(plan)} = operation({`,
    `  name: '${service}.${collection}.${verb}',`,
    `  summary: '${said}',`,
    `  access: { who: '${access.who}'${access.who === 'member' ? `, scope: '${access.scope}'` : ''} },`,
    ...(http ? [`  http: { method: '${http.method}', path: '${http.path}'${location ? `, location: '${location}'` : ''} },`] : []),
    `  request: z.strictObject({${fields.length > 0 ? ` ${fields.join(', ')} ` : ''}}),`,
    `  reply: ${isList ? `page(${pascal(noun)})` : pascal(noun)},`,
    '});',
  ].join('\n');
  const used = [...(fields.some((field) => field.endsWith(': Id')) ? ['Id'] : []), ...(isList ? ['page', 'pageRequest'] : [])];
  return {
    text,
    imports: new Map([['zod', ['z']], ['../core/operation.js', ['operation']], ...(used.length > 0 ? [[values, used] as const] : [])]),
  };
}

/** The contract of an event: the ids of what it tells of, to which its own facts are added. */
export function eventDeclaration(plan: EventPlan): Declaration {
  const { service, noun, past, version } = plan;
  const text = [
    `export const ${eventName(plan)} = event({`,
    `  name: '${service}.${noun}.${past}',`,
    `  version: ${version},`,
    `  summary: '${sentence(withArticle(noun))} was ${spoken(past)}',`,
    `  data: z.strictObject({ ${camel(noun)}Id: Id, clusterId: Id }),`,
    '});',
  ].join('\n');
  return { text, imports: new Map([['zod', ['z']], ['../core/event.js', ['event']], [values, ['Id']]]) };
}

/** What such an event said when its version was published: it has to be understood for ever. */
export function eventSample({ noun }: EventPlan): string {
  const data = { [`${camel(noun)}Id`]: '01890a5d-ac96-774b-bcce-b302099a8057', clusterId: '01890a5d-ac96-774b-bcce-b302099a8058' };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
