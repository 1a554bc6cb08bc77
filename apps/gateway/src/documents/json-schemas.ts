import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

/** A JSON Schema as @nestjs/swagger types it. */
export type SchemaObject = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string], { $ref: string }>;

/** Named schemas met so far: the components of the OpenAPI document. */
const components = new Map<string, SchemaObject>();

export const schemaComponents = (): Readonly<Record<string, SchemaObject>> =>
  Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The JSON Schema (draft 2020-12, as OpenAPI 3.1 has it) of a contract's schema. Schemas with a `meta` id become
 * components and are referred to.
 * @param io `input` for what clients send, `output` for what they get
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): SchemaObject {
  // Wrapped, so that a schema with an id is referred to even when it stands at the root.
  const { $defs, properties } = z.toJSONSchema(z.strictObject({ root: schema }), { io, unrepresentable: 'any' }) as unknown as {
    $defs?: Record<string, SchemaObject>;
    properties: { root: SchemaObject };
  };
  for (const [name, definition] of Object.entries($defs ?? {})) components.set(name, refer(definition));
  return refer(properties.root);
}

const refer = (schema: SchemaObject): SchemaObject => {
  const { id: _, ...rest } = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as SchemaObject & { id?: string };
  return rest;
};
