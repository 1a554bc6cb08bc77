import type { Json } from '../world/http.ts';
import type { Random } from './random.ts';
import type { Values } from './values.ts';

/** An operation as the OpenAPI document describes it. */
export interface Described {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Json[];
  readonly body: Json;
  /** Whether its body is a file, of whatever type. */
  readonly takesFile: boolean;
}

export interface Made {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** The operations of an OpenAPI document, in its order. */
export const operationsOf = (document: Json): Described[] =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({
      operationId: operation.operationId as string,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content?.['application/json']?.schema,
      takesFile: operation.requestBody?.content?.['*/*'] !== undefined,
    })),
  );

const brokenSegments = ['%00', '%ff%fe', '%', '..%2f..', '%E2%80%AE', 'a'.repeat(190), 'a'.repeat(3_000), '-', '0', 'null', '%7B%7D', '01A208E1-41CA-709C-9729-1582B2DB26ED', ';', '*'];
const brokenHeaders: Readonly<Record<string, readonly string[]>> = {
  'idempotency-key': ['', 'a b', 'x'.repeat(300), '\u00ff', 'k'],
  'if-match': ['', '*', '"1"', 'W/"1"', '"99999999999"', '"0"', '1', '"1", "2"'],
  'if-none-match': ['*', '"x"', 'W/', ','],
  'klaster-acting-for': ['', 'me', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  'accept-language': ['', '*', 'pl', 'pl;q=x', ',,,;q=', 'x'.repeat(4_000)],
  'content-type': ['', 'text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/json;', 'multipart/form-data', 'application/x-www-form-urlencoded', '/'],
  accept: ['', 'text/html', 'application/xml', '*/*;q=0'],
  range: ['bytes=0-', 'bytes=9-1'],
  'x-http-method-override': ['DELETE'],
  'x-forwarded-for': ['127.0.0.1, unknown', '::::'],
  traceparent: ['00-0-0-0', 'x', `00-${'f'.repeat(32)}-${'f'.repeat(16)}-ff`],
  'content-encoding': ['gzip', 'br', 'x'],
  cookie: ['a=b', 'x'.repeat(3_000)],
};

/** Makes requests for the operations of the document: valid, nearly valid and nonsense. */
export class Requests {
  private readonly random: Random;
  private readonly values: Values;
  private readonly operations: readonly Described[];

  constructor(random: Random, values: Values, operations: readonly Described[]) {
    this.random = random;
    this.values = values;
    this.operations = operations;
  }

  next(): Made {
    const operation = this.random.pick(this.operations);
    // A third is meant to be right; in the others something is wrong somewhere.
    const fault = this.random.pick([0, 0.06, 0.25]);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => this.segment(operation, name, fault)) + this.query(operation, fault);
    const body = operation.takesFile ? this.file() : operation.body ? this.body(operation.body, fault) : undefined;
    return { operationId: operation.operationId, method: operation.method, path, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...this.headers(operation, fault) }, body };
  }

  private segment({ parameters }: Described, name: string, fault: number): string {
    if (this.random.chance(fault)) return this.random.pick(brokenSegments);
    return this.values.named(name) ?? encodeURIComponent(String(this.values.of(parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.schema ?? {}, 0)));
  }

  private query({ parameters }: Described, fault: number): string {
    const pairs = parameters
      .filter((parameter) => parameter.in === 'query' && (parameter.required || this.random.chance(0.4)))
      .map(({ name, schema }) => `${name}=${encode(this.values.of(schema, fault))}`);
    if (this.random.chance(fault / 2)) pairs.push(this.random.pick(['x=1', 'limit=1&limit=2', 'limit[]=1', '%00=%00', '=', '&&', 'cursor=%ff', '__proto__=1', 'limit=1e1', 'limit=%201']));
    return pairs.length > 0 ? `?${pairs.join('&')}` : '';
  }

  private body(schema: Json, fault: number): string | Uint8Array {
    const text = JSON.stringify(this.values.of(schema, fault)) ?? '';
    if (!this.random.chance(fault)) return text;
    return this.random.pick<() => string | Uint8Array>([
      () => text.slice(0, this.random.between(0, text.length)),
      () => `${text}${text}`,
      () => `\ufeff${text}`,
      () => text.replace('{', '{"name":1,"name":2,'),
      () => Buffer.from(text, 'utf16le'),
      () => Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])]),
      () => `${'{"a":'.repeat(20_000)}1`,
      () => '[' .repeat(100_000),
      () => text.replaceAll('"', "'"),
      () => '',
    ])();
  }

  private file(): string | Uint8Array {
    return this.random.pick<() => string | Uint8Array>([
      () => `Paragon ${this.random.between(0, 50)}\nZażółć gęślą jaźń\n`,
      () => 'dzień;godziny\n2026-01-15;2\n',
      () => Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n%%EOF\n', 'latin1'),
      () => Buffer.from('%PDF-1.4\n%\u00e2', 'latin1'),
      () => '<html><script>alert(1)</script>',
      () => Buffer.from(Array.from({ length: this.random.between(0, 400) }, () => this.random.between(0, 255))),
      () => Buffer.from('PK\u0003\u0004PK\u0005\u0006'),
      () => '',
    ])();
  }

  private headers({ method, parameters }: Described, fault: number): Record<string, string> {
    const made: Record<string, string> = {};
    if (method === 'POST' && this.random.chance(0.5)) made['idempotency-key'] = `fuzz-${this.random.between(0, 500)}`;
    if (parameters.some(({ name }) => name === 'If-Match')) made['if-match'] = `"${this.random.between(1, 4)}"`;
    for (const name of Object.keys(brokenHeaders)) if (this.random.chance(fault / 8)) made[name] = this.random.pick(brokenHeaders[name]!);
    return made;
  }
}

/** As a client would write it into an address; a lone surrogate cannot be written. */
const encode = (value: Json): string => encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 3_000).toWellFormed());
