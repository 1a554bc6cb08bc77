import { parseArgs } from 'node:util';
import { Failure } from '../failure.ts';
import { type ServiceName, serviceNames } from '../processes.ts';
import { camel, isKebab, plural, singular } from './names.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];
const scopes = ['read', 'contribute', 'represent'] as const;
const callers = ['anyone', 'account', 'operator', 'platform'] as const;

/** Who may call: as in the contract. */
export type AccessPlan = { readonly who: (typeof callers)[number] } | { readonly who: 'member'; readonly scope: (typeof scopes)[number] };

/** An operation that is to be written. */
export interface OperationPlan {
  readonly service: ServiceName;
  /** Kebab, plural: `offers`. */
  readonly collection: string;
  /** Kebab, one of the collection: `offer`. */
  readonly noun: string;
  /** Kebab: `publish`. */
  readonly verb: string;
  readonly access: AccessPlan;
  /** None for what other processes of the platform ask. */
  readonly http: { readonly method: Method; readonly path: string } | undefined;
}

/** An event that is to be written. */
export interface EventPlan {
  readonly service: ServiceName;
  readonly noun: string;
  /** Kebab, in the past tense: `published`. */
  readonly past: string;
  readonly version: number;
}

export const usage = [
  'Usage:',
  '  npm run generate -- operation <service> <collection> <verb> [--method POST] [--path /v1/…] [--access member:contribute]',
  '  npm run generate -- event <service> <noun> <verb in the past tense> [--version 2]',
  '  npm run generate -- files [--check]      the files that are made from the contracts',
  'For example:',
  '  npm run generate -- operation resources offers publish --path /v1/clusters/{clusterId}/offers/{offerId}/publication',
  '  npm run generate -- event resources offer published',
].join('\n');

/** `resources offers publish` or `resources.offers.publish`: three names. */
function readNames(positionals: readonly string[], what: string): readonly [ServiceName, string, string] {
  const [service = '', second = '', third = '', ...more] = positionals.flatMap((argument) => argument.split('.'));
  if (third === '' || more.length > 0) throw new Failure(`${what} has three names.\n${usage}`);
  if (!(serviceNames as readonly string[]).includes(service)) throw new Failure(`There is no service “${service}”: there are ${serviceNames.join(', ')}.`);
  const odd = [second, third].find((name) => !isKebab(name));
  if (odd !== undefined) throw new Failure(`“${odd}” is no name here: small letters, words joined by hyphens, such as rate-tables.`);
  return [service as ServiceName, second, third];
}

function parse<const Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Failure(`${(error as Error).message}\n${usage}`);
  }
}

/** Reads what is behind `operation`; what is left out follows from the verb. */
export function readOperation(args: readonly string[]): OperationPlan {
  const { values, positionals } = parse(args, { method: { type: 'string' }, path: { type: 'string' }, access: { type: 'string' } });
  const [service, collection, verb] = readNames(positionals, 'An operation');
  const noun = singular(collection);
  const method = readMethod(values.method, verb);
  const access = readAccess(values.access ?? `member:${method === 'GET' ? 'read' : 'contribute'}`);
  if (access.who === 'platform') {
    if (values.path !== undefined || values.method !== undefined) throw new Failure('What only processes of the platform may call has no route: leave --path and --method out.');
    return { service, collection, noun, verb, access, http: undefined };
  }
  const path = values.path ?? guessPath({ collection, noun, verb, access });
  checkPath(path, access);
  return { service, collection, noun, verb, access, http: { method, path } };
}

function readMethod(given: string | undefined, verb: string): Method {
  const usual: Readonly<Record<string, Method>> = { list: 'GET', get: 'GET', change: 'PATCH', replace: 'PUT', delete: 'DELETE', revoke: 'DELETE' };
  const method = given?.toUpperCase() ?? usual[verb] ?? 'POST';
  const known = methods.find((name) => name === method);
  if (!known) throw new Failure(`“${method}” is no method here: ${methods.join(', ')}.`);
  return known;
}

function readAccess(text: string): AccessPlan {
  const [who = '', scope] = text.split(':');
  const caller = callers.find((name) => name === who);
  if (caller && scope === undefined) return { who: caller };
  const allowed = scopes.find((name) => name === scope);
  if (who === 'member' && allowed) return { who: 'member', scope: allowed };
  throw new Failure(`“${text}” says nobody: ${callers.join(', ')}, ${scopes.map((name) => `member:${name}`).join(', ')}.`);
}

/** The verbs whose address can be told; of others it is a noun that has to be said: to publish is a publication. */
function guessPath({ collection, noun, verb, access }: Pick<OperationPlan, 'collection' | 'noun' | 'verb' | 'access'>): string {
  const base = access.who === 'member' ? `/v1/clusters/{clusterId}/${collection}` : `/v1/${collection}`;
  const one = `${base}/{${camel(noun)}Id}`;
  if (['list', 'create'].includes(verb)) return base;
  if (['get', 'change', 'replace', 'delete', 'revoke'].includes(verb)) return one;
  throw new Failure(`Say the path of “${verb}”: a creation is --path ${base}, a change of state is a noun under the one that changes, such as --path ${one}/publication.`);
}

const segment = /^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\{[a-z][A-Za-z0-9]*\})$/;

function checkPath(path: string, access: AccessPlan): void {
  const [first, version, ...segments] = path.split('/');
  const odd = segments.find((part) => !segment.test(part));
  if (first !== '' || version !== 'v1' || segments.length === 0) throw new Failure(`“${path}” is no path of the API: it begins with /v1/ and names something.`);
  if (odd !== undefined) throw new Failure(`“${odd}” in the path is neither a name such as rate-tables nor a field such as {offerId}.`);
  const fields = segments.filter((part) => part.startsWith('{'));
  if (new Set(fields).size < fields.length) throw new Failure('A field stands in the path twice.');
  if (access.who === 'member' && !fields.includes('{clusterId}')) throw new Failure('Members are members of a cluster: the path needs {clusterId}, or --access account.');
}

/** Reads what is behind `event`. */
export function readEvent(args: readonly string[]): EventPlan {
  const { values, positionals } = parse(args, { version: { type: 'string', default: '1' } });
  const [service, noun, past] = readNames(positionals, 'An event');
  if (plural(singular(noun)) === noun && singular(noun) !== noun) throw new Failure(`An event tells of one thing: ${service} ${singular(noun)} ${past}.`);
  if (!/^[1-9]\d?$/.test(values.version)) throw new Failure(`“${values.version}” is no version: 1, 2, 3 …`);
  return { service, noun, past, version: Number(values.version) };
}
