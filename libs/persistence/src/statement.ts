import { createHash } from 'node:crypto';

/** A statement with its values; `expectOne` makes the transaction fail where it does not touch exactly one row. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly expectOne?: boolean;
  /** Under which name statements behind it in the same commit see what it returns. */
  readonly name?: string;
  /** Where it inserts rows as they are: one statement can insert those of several like it. */
  readonly insertion?: Insertion;
}

export interface Insertion {
  /** `table (column, …)` */
  readonly into: string;
  /** Values of each row, in the order of the columns. */
  readonly rows: readonly (readonly unknown[])[];
  /** Columns to be answered. */
  readonly returning?: string;
}

/** How statements are called by which a commit finds out whether what it relies on is still so. */
export const reliedName = 'relied';

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

const insertions = new Map<string, string>();

/** Inserts rows, at least one. */
export function insertRows(insertion: Insertion, name?: string): Statement {
  const { into, rows, returning } = insertion;
  const key = `${rows.length} ${into}`;
  let text = insertions.get(key);
  if (!text) {
    const width = rows[0]!.length;
    const places = rows.map((_, row) => `(${Array.from({ length: width }, (_value, column) => `$${row * width + column + 1}`).join(', ')})`);
    text = `INSERT INTO ${into} VALUES ${places.join(', ')}${returning ? ` RETURNING ${returning}` : ''}`;
    insertions.set(key, text);
  }
  return { text, values: rows.length === 1 ? rows[0]! : rows.flat(), insertion, ...(name ? { name } : {}) };
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

/** A part of several commits, and which of them it is of, by their places. */
export interface Part {
  readonly statement: Statement;
  readonly of: readonly number[];
}

/**
 * Several commits of the same shape in as few statements as can be: rows that they insert into the same tables, and what
 * they say alike, are said once; the updates of each stand behind. Where they write in other ways, each is one statement.
 */
export function mergeCommits(commits: readonly (readonly Statement[])[]): Part[] {
  const [first = []] = commits;
  const areShared = first.map((_, place) => isShared(commits.map((statements) => statements[place]!)));
  if (commits.length === 1 || !first.every((statement, place) => areShared[place] || standsApart(statement))) return composeEach(commits);
  const shared = first.flatMap((statement, place) => (areShared[place] ? [mergeRows(statement, commits.map((statements) => statements[place]!))] : []));
  const apart = areShared.includes(false) ? composeApart(commits.map((statements) => statements.filter((_, place) => !areShared[place]))) : [];
  return shared.length > 0 ? [{ statement: composeStatements(shared), of: commits.map((_, place) => place) }, ...apart] : apart;
}

const composeEach = (commits: readonly (readonly Statement[])[]): Part[] => commits.map((statements, place) => ({ statement: composeStatements(statements), of: [place] }));

/** What stands apart of each commit; what several rely on alike is looked at once. */
const composeApart = (commits: readonly (readonly Statement[])[]): Part[] =>
  [...Map.groupBy(commits.keys(), (place) => (commits[place]!.every(isCheck) ? JSON.stringify(commits[place]!.map(({ text, values }) => [text, values])) : place)).values()].map((of) => ({
    statement: composeStatements(commits[of[0]!]!), of,
  }));

/** Nothing else in its commit refers to it. */
const standsApart = (statement: Statement) => (statement.name === undefined ? statement.text.startsWith('UPDATE ') : isCheck(statement));
const isCheck = ({ name }: Statement) => name?.startsWith(reliedName) ?? false;

const isShared = ([first, ...others]: readonly Statement[]) =>
  first!.insertion !== undefined || others.every(({ values }) => values.length === first!.values.length && values.every((value, place) => value === first!.values[place]));

const mergeRows = (first: Statement, all: readonly Statement[]): Statement =>
  first.insertion ? insertRows({ ...first.insertion, rows: all.flatMap(({ insertion }) => insertion!.rows) }, first.name) : first;
