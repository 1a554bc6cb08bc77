/**
 * The condition of a list: columns with the values that were asked for, left out where none was. Each combination is a text
 * of its own, because "or nothing was asked for" would keep a prepared statement from the index that the column has.
 */
export function filteredBy(asked: Readonly<Record<string, string | undefined>>): { readonly where: string; readonly values: readonly string[] } {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { where: given.map(([column], index) => `${column} = $${index + 1}`).join(' AND '), values: given.map(([, value]) => value) };
}
