import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

/** A JSON Schema as @nestjs/swagger types it. */
export type SchemaObject = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string], { $ref: string }>;

interface Made {
  readonly $defs?: Record<string, SchemaObject>;
  readonly definitions?: Record<string, SchemaObject>;
  readonly properties: { readonly root: SchemaObject };
}

/** The JSON Schemas of one document, made from those of the contracts. */
export class JsonSchemas {
  private readonly named = new Map<string, SchemaObject>();

  constructor(private readonly target: 'draft-2020-12' | 'draft-7') {}

  /** The schemas with a `meta` id that were met so far: the document's components. */
  get components(): Readonly<Record<string, SchemaObject>> {
    return Object.fromEntries([...this.named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * The JSON Schema of a contract's schema. Schemas with a `meta` id become components and are referred to.
   * @param io `input` for what clients send, `output` for what they get
   */
  of(schema: z.ZodType, io: 'input' | 'output'): SchemaObject {
    // Wrapped, so that a schema with an id is referred to even when it stands at the root.
    const made = z.toJSONSchema(z.strictObject({ root: schema }), { io, target: this.target, unrepresentable: 'any' }) as unknown as Made;
    for (const [name, definition] of Object.entries(made.$defs ?? made.definitions ?? {})) this.named.set(name, refer(definition));
    return refer(made.properties.root);
  }
}

/** Those of the OpenAPI document: 3.1 has them in the draft of 2020-12. */
export const openApiSchemas = new JsonSchemas('draft-2020-12');

const refer = (schema: SchemaObject): SchemaObject => {
  const { id: _, $id: __, ...rest } = JSON.parse(JSON.stringify(schema).replaceAll(/"#\/(?:\$defs|definitions)\//g, '"#/components/schemas/')) as SchemaObject & { id?: string; $id?: string };
  return rest;
};
