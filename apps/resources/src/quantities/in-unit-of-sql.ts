import { units } from '@klaster/contracts';

const factors = units.map(({ code, factor }) => `WHEN '${code}' THEN ${factor}`).join(' ');

/** In SQL what `inUnitOf` does: a column in base units, in the unit of a row with the columns quantity and hours_per_day. */
export const inUnitOfSql = (column: string): string =>
  `trim_scale(round(${column} / CASE WHEN quantity IS NULL THEN 1 WHEN quantity ->> 'unit' = 'day' AND hours_per_day IS NOT NULL THEN hours_per_day::numeric * 60 ELSE CASE quantity ->> 'unit' ${factors} END END, 6))::text`;
