import { z } from 'zod';
import { Document } from './document.js';
import { foundFields, ServedFile, type Upload } from './file.js';
import type { CommonSlug, ProblemType, Refusal } from './problem.js';

/** The services of the platform: each owns a schema, a queue group and a name on the bus. */
export const serviceNames = ['identity', 'membership', 'resources', 'initiatives', 'reporting'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What a mandate allows its holder to do for a party. */
export const mandateScopes = ['represent', 'contribute', 'read'] as const;
export type MandateScope = (typeof mandateScopes)[number];

/**
 * Who may call an operation. The platform checks this before the operation runs;
 * what depends on the matter itself is checked by the operation's own rules.
 */
export type Access =
  /** Everybody, signed in or not. */
  | { readonly who: 'anyone' }
  /** Any signed-in account. */
  | { readonly who: 'account' }
  /** An operator of the federation. */
  | { readonly who: 'operator' }
  /** An account whose mandate for a member of the request's cluster has this scope: one that is admitted or leaving; one that is suspended only reads. */
  | { readonly who: 'member'; readonly scope: MandateScope }
  /** Other processes of the platform, never a person. */
  | { readonly who: 'platform' };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRoute {
  readonly method: Method;
  /** Path under the gateway; `{field}` takes a field of the request. */
  readonly path: `/v1/${string}`;
  /** For a creation: where the new thing stands; `{field}` takes a field of the reply, else of the request. Answers 201. */
  readonly location?: `/v1/${string}`;
  /** For a GET whose reply is a `Document`: the media types that it can have. Clients get the file instead of JSON. */
  readonly document?: readonly string[];
  /** For a POST: its body is a file, taken in by the gateway. */
  readonly upload?: Upload;
  /** For a GET whose reply is a `ServedFile`: the media types that it can have. Clients get the file itself. */
  readonly download?: readonly string[];
}

export interface Operation<
  Request extends z.ZodObject = z.ZodObject,
  Reply extends z.ZodType = z.ZodType,
  Slug extends string = string,
> {
  /** `service.collection.verb`: also the subject on the bus. */
  readonly name: string;
  readonly service: ServiceName;
  /** Commands change something and run once per idempotency key; queries change nothing. */
  readonly kind: 'command' | 'query';
  readonly summary: string;
  readonly access: Access;
  readonly http?: HttpRoute;
  readonly request: Request;
  readonly reply: Reply;
  readonly problems: readonly ProblemType<Slug>[];
  /** Its reply holds a secret or personal data: what is kept of it for repetitions is encrypted. */
  readonly confidential: boolean;
  /**
   * It leaves no trace of who asked and for what: no idempotency record, no event, and nothing of request, answer, account
   * or address in a log or trace. For commands that are the same however often they are done, such as a secret ballot.
   */
  readonly unrecorded: boolean;
  /** It is answered when what it told is applied by every service that follows, so that the next request anywhere is judged by it. */
  readonly everywhere: boolean;
}

export type RequestOf<O> = O extends Operation<infer R> ? z.output<R> : never;
/** What a caller sends: fields with defaults may be left out. */
export type RequestInputOf<O> = O extends Operation<infer R> ? z.input<R> : never;
export type ReplyOf<O> = O extends Operation<z.ZodObject, infer R> ? z.output<R> : never;
export type RefusalOf<O> = O extends Operation<z.ZodObject, z.ZodType, infer S> ? Refusal<S | CommonSlug> : never;

/** A value that its holder does not change. */
export type Immutable<T> = T extends readonly (infer Item)[] ? readonly Immutable<Item>[] : T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

interface OperationDefinition<Request, Reply, Slug extends string> {
  name: `${ServiceName}.${string}.${string}`;
  /** Left out: GET is a query, everything else a command; without a route it is a query. */
  kind?: 'command' | 'query';
  summary: string;
  access: Access;
  http?: HttpRoute;
  request: Request;
  reply: Reply;
  problems?: readonly ProblemType<Slug>[];
  confidential?: boolean;
  unrecorded?: boolean;
  everywhere?: boolean;
}

/** Declares an operation: the one place where its name, route, shapes, access and refusals stand. */
export function operation<Request extends z.ZodObject, Reply extends z.ZodType, const Slug extends string = never>(
  definition: OperationDefinition<Request, Reply, Slug>,
): Operation<Request, Reply, Slug> {
  const service = definition.name.split('.', 1)[0] as ServiceName;
  const query = definition.http ? definition.http.method === 'GET' : true;
  for (const field of pathFields(definition.http?.path ?? '')) {
    if (!(field in definition.request.shape)) throw new Error(`${definition.name}: path field {${field}} is not in the request`);
  }
  checkFiles(definition);
  if (definition.http?.document && !(query && (definition.reply as unknown) === Document)) throw new Error(`${definition.name}: a document is read by GET and replied as Document`);
  const kind = definition.kind ?? (query ? 'query' : 'command');
  if (definition.everywhere && kind === 'query') throw new Error(`${definition.name}: a query tells nothing`);
  return { problems: [], confidential: false, unrecorded: false, everywhere: false, ...definition, service, kind };
}

function checkFiles({ name, http, request, reply }: OperationDefinition<z.ZodObject, z.ZodType, string>): void {
  if (http?.download && !(http.method === 'GET' && (reply as unknown) === ServedFile)) throw new Error(`${name}: a file is served by GET and replied as ServedFile`);
  if (!http?.upload) return;
  const { admittedBy } = http.upload;
  const asked = [...foundFields, ...Object.keys(admittedBy.request.shape)].filter((field) => !(field in request.shape));
  if (http.method !== 'POST' || admittedBy.http || asked.length > 0) throw new Error(`${name}: a file is sent by POST, admitted by an operation without a route, and its request has ${asked.join(', ')}`);
}

/** The `{field}` names of a path, in order. */
export const pathFields = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);

/** Fills the `{field}` places of a path from the given fields, percent-encoded. */
export const fillPath = (path: string, fields: Readonly<Record<string, unknown>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])));
