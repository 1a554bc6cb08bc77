import type { Json } from '../world/http.ts';
import type { Random } from './random.ts';

/** A JSON Schema of the OpenAPI document. */
export type Schema = Json;

/** What is plausible somewhere: names, codes, dates, measures. Which of them fits a pattern is tried out. */
const plausible = [
  'tutoring', 'donation', 'hall', 'legal-advice', 'h', 'day', 'piece', 'PLN', 'EUR', '2.5', '1', '0', '0.000001', '2026-01-15', '2026-02-28', '123456785', '8567346215', '0000123456',
  '2026-01-15T12:00:00Z', '2026-01-15T12:00:00.000Z', 'ab12', 'MQ', 'a'.repeat(64), '0'.repeat(64), 'ktos@example.org', 'Zażółć gęślą jaźń', 'organization', 'x',
  'food', 'kg', 'FREQ=WEEKLY;BYDAY=TU', 'FREQ=MONTHLY;BYDAY=-1FR;COUNT=12', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-12-01T16:00', 'data;kategoria;ilość;jednostka\n2026-01-15;tutoring;1,5;h',
];

const broken: readonly Json[] = [
  null, true, false, 0, -1, 1, 0.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER + 2, 2_147_483_648, '', ' ', '0', '-1', 'null', 'undefined', '[object Object]', '\u0000', 'a\u0000b', '\ud800', 'a\udfffb',
  '\u202e', '\ufffe', '\u200b', 'e\u0301', '🌱'.repeat(50), 'İ', 'ß', "'; DROP TABLE journal; --", '${7*7}', '../../etc/passwd', '%00', '%', '<script>alert(1)</script>', 'x'.repeat(5_000),
  'x'.repeat(300_000), '0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '10000-01-01', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-12:00', '2026-01-15T24:00:00Z', '2026-06-30T23:59:60Z',
  '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '999999999999.999999', '1e3', 'Infinity', 'NaN', [], {}, [[]], [null], { toString: 'x' }, { length: -1 },
];

/** Makes values for schemas: mostly such as fit, now and then something else. */
export class Values {
  private readonly random: Random;
  private readonly components: Readonly<Record<string, Schema>>;
  private readonly ids: Readonly<Record<string, readonly string[]>>;

  constructor(random: Random, components: Readonly<Record<string, Schema>>, ids: Readonly<Record<string, readonly string[]>>) {
    this.random = random;
    this.components = components;
    this.ids = ids;
  }

  /** What stands in a path under this name: mostly a thing that fits, now and then another. */
  named(name: string): string | undefined {
    const fitting = this.ids[name];
    return fitting && this.random.chance(0.85) ? this.random.pick(fitting) : undefined;
  }

  /** Something that does not belong there, whatever it is. */
  broken(): Json {
    if (this.random.chance(0.03)) return JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`);
    if (this.random.chance(0.03)) return JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": 1}}');
    return this.random.pick(broken);
  }

  /** A value that fits the schema as far as it can be told; with the chance of `fault` at each place something else. */
  of(schema: Schema, fault: number): Json {
    if (this.random.chance(fault)) return this.broken();
    if (schema.$ref) return this.of(this.components[String(schema.$ref).split('/').at(-1)!], fault);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.of(this.random.pick(choices), fault);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.random.pick(schema.enum);
    if (schema.type === 'object') return this.object(schema, fault);
    if (schema.type === 'array') return Array.from({ length: this.random.between(schema.minItems ?? 0, 3) }, () => this.of(schema.items ?? {}, fault));
    if (schema.type === 'integer' || schema.type === 'number') return this.number(schema);
    if (schema.type === 'boolean') return this.random.chance(0.5);
    return schema.type === 'string' ? this.string(schema) : this.broken();
  }

  private object({ properties = {}, required = [] }: Schema, fault: number): Json {
    const made: Record<string, Json> = {};
    for (const [name, property] of Object.entries(properties)) {
      const kept = required.includes(name) ? !this.random.chance(fault) : this.random.chance(0.4);
      if (kept) made[name] = this.of(property, fault);
    }
    if (this.random.chance(fault)) made[this.random.pick(['extra', '__proto__x', 'clusterId', '', 'id', 'a.b', 'ż'])] = this.broken();
    return made;
  }

  private number({ minimum = -5, maximum = 1_000 }: Schema): number {
    return this.random.pick([minimum, maximum, this.random.between(minimum, maximum), this.random.between(minimum, Math.min(maximum, minimum + 200))]);
  }

  private string({ format, pattern, minLength = 0, maxLength = 60 }: Schema): string {
    if (format === 'uuid') return this.random.pick(this.ids['any']!);
    if (format === 'date') return this.random.pick(['2026-01-15', '2025-12-31', '2024-02-29']);
    if (format === 'date-time') return this.random.pick(['2026-01-15T12:00:00Z', '2026-01-15T12:00:00.000+01:00']);
    if (format === 'email') return `fuzz.${this.random.between(0, 1e9)}@example.org`;
    const fits = (text: string) => text.length >= minLength && text.length <= maxLength && (!pattern || new RegExp(pattern, 'u').test(text));
    const found = plausible.filter(fits);
    return found.length > 0 ? this.random.pick(found) : 'y'.repeat(Math.max(minLength, 1));
  }
}
