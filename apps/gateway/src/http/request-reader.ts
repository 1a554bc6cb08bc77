import { foundFields, type InputError, Malformed, type Operation, pathFields, refuse, type Refusal } from '@klaster/contracts';
import { inputErrors } from '@klaster/service-kit/process';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

type Fields = Record<string, unknown>;
const none: Fields = {};

const Key = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const ActingFor = z.uuid();

/** What a caller says beside the request itself. */
export interface Manners {
  readonly idempotencyKey: string | undefined;
  readonly actingFor: string | undefined;
  readonly expectedVersion: number | undefined;
}

/** Makes the request of one operation from path, query and body, and checks it against the contract. */
export class RequestReader {
  private readonly inPath: ReadonlySet<string>;
  private readonly inBody: boolean;
  private readonly schema: z.ZodObject;

  constructor(operation: Operation) {
    this.inPath = new Set(pathFields(operation.http?.path ?? ''));
    const upload = operation.http?.upload !== undefined;
    // Of an upload the body is the file, and what is to be found of that is no client's to say.
    this.inBody = operation.http?.method !== 'GET' && operation.http?.method !== 'DELETE' && !upload;
    this.schema = upload ? without(operation.request, foundFields) : operation.request;
  }

  read(request: FastifyRequest): { readonly value: Fields } | Refusal {
    const given = (this.inBody ? request.body : request.query) ?? none;
    if (typeof given !== 'object' || Array.isArray(given)) return malformed({ pointer: '', code: 'invalid_type', message: 'a JSON object is expected' });
    if (this.inBody && Object.keys(request.query as Fields).length > 0) return malformed({ pointer: '', code: 'unrecognized_keys', message: 'no query is expected' });
    for (const name of this.inPath) {
      if (Object.hasOwn(given, name)) return malformed({ pointer: `/${name}`, code: 'unrecognized_keys', message: 'stands in the path' });
    }
    const parsed = this.schema.safeParse({ ...given, ...(request.params as Fields) });
    return parsed.success ? { value: parsed.data } : { ...refuse(Malformed), errors: inputErrors(parsed.error) };
  }
}

const without = ({ shape }: z.ZodObject, fields: readonly string[]): z.ZodObject => z.strictObject(Object.fromEntries(Object.entries(shape).filter(([name]) => !fields.includes(name))));

const malformed = (error: InputError): Refusal => ({ ...refuse(Malformed), errors: [error] });

/** Reads the headers that clients may send with a request. */
export function readManners({ headers }: FastifyRequest): Manners | Refusal {
  const key = one(headers['idempotency-key']);
  if (key !== undefined && !Key.safeParse(key).success) return malformed({ pointer: '', code: 'idempotency_key', message: 'Idempotency-Key: 1 to 200 visible ASCII characters' });
  const actingFor = one(headers['klaster-acting-for']);
  if (actingFor !== undefined && !ActingFor.safeParse(actingFor).success) return malformed({ pointer: '', code: 'acting_for', message: 'Klaster-Acting-For: the id of a member' });
  const match = one(headers['if-match']);
  const version = match === undefined ? undefined : /^"(\d{1,9})"$/.exec(match)?.[1];
  if (match !== undefined && version === undefined) return malformed({ pointer: '', code: 'if_match', message: 'If-Match: the ETag that was read' });
  return { idempotencyKey: key, actingFor, expectedVersion: version === undefined ? undefined : Number(version) };
}

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header.join(',') : header);
