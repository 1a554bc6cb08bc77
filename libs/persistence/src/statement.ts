import { createHash } from 'node:crypto';

/** A statement with its values; `expectOne` makes the transaction fail where it does not touch exactly one row. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly expectOne?: boolean;
  /** Under which name statements behind it in the same commit see what it returns. */
  readonly name?: string;
}

const names = new Map<string, string>();

/** The name under which a text is prepared on each connection; texts are few, because values are never part of them. */
export function preparedName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
  }
  return name;
}

const composed = new Map<string, string>();

const compose = (statements: readonly Statement[]): string => {
  let offset = 0;
  const parts = statements.map((statement, index) => {
    const text = statement.text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + offset}`);
    offset += statement.values.length;
    return `${statement.name ?? `w${index}`} AS (${statement.name ? text : `${text} RETURNING 1`})`;
  });
  const checked = statements.flatMap((statement, index) => (statement.expectOne ? [`(SELECT count(*) FROM ${statement.name ?? `w${index}`})`] : []));
  return `WITH ${parts.join(', ')} SELECT ${checked.length ? `expect_rows(${checked.join(' + ')}, ${checked.length})` : '1'}`;
};

/**
 * Several INSERT, UPDATE or DELETE statements as one, with data-modifying common table expressions:
 * one message, one plan, one round trip. They see the same snapshot and must touch different rows.
 */
export function composeStatements(statements: readonly Statement[]): Statement {
  const key = statements.map((statement) => `${statement.expectOne ? '!' : ''}${statement.text}`).join('\u0000');
  let text = composed.get(key);
  if (!text) {
    text = compose(statements);
    composed.set(key, text);
  }
  return { text, values: statements.flatMap((statement) => statement.values) };
}
