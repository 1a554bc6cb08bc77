/* One look at an initiative as JSON text, joined of what Postgres has written. */

/** A list takes so much of an answer, in bytes: all of them have to fit into one message of the bus. */
const listBytes = 100_000;
/** Tasks are what is looked for. */
const taskBytes = 400_000;

/** As many of the first as fit, as a JSON array; none where the very first does not. */
export function arrayOf(rows: readonly { readonly json: string }[], bytes = listBytes): string {
  let taken = 0;
  const tooMany = rows.findIndex(({ json }) => (taken += Buffer.byteLength(json) + 1) > bytes);
  return `[${(tooMany < 0 ? rows : rows.slice(0, tooMany)).map(({ json }) => json).join(',')}]`;
}

export const arrayOfTasks = (rows: readonly { readonly json: string }[]): string => arrayOf(rows, taskBytes);

/** An object of these properties, whose values are JSON already. */
export const objectOf = (properties: Readonly<Record<string, string>>): string => `{${Object.entries(properties).map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

/** The object with one more property. */
export const withProperty = (object: string, name: string, json: string): string => `${object.slice(0, -1)},${JSON.stringify(name)}:${json}}`;
