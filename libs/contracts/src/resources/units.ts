import { z } from 'zod';
import { operation } from '../core/operation.js';

/** Quantities of one dimension can be told in each other's units; of different ones never. */
export const dimensions = ['time', 'day', 'count', 'mass', 'volume', 'length', 'area'] as const;
export type Dimension = (typeof dimensions)[number];

export interface UnitListed {
  readonly code: string;
  readonly dimension: Dimension;
  /** How many of the dimension's base unit (min, day, piece, g, ml, m, m2) it is: an exact decimal. */
  readonly factor: string;
  readonly name: { readonly pl: string; readonly en: string };
}

const unit = (code: string, dimension: Dimension, factor: string, pl: string, en: string): UnitListed => ({ code, dimension, factor, name: { pl, en } });

/**
 * Units of quantities. A day has as many hours as somebody declares and none otherwise: it is a dimension of its own.
 * What is counted in different things (pieces, sets, portions) is not converted either.
 */
export const units: readonly UnitListed[] = [
  unit('min', 'time', '1', 'minuta', 'minute'),
  unit('h', 'time', '60', 'godzina', 'hour'),
  unit('day', 'day', '1', 'dzień', 'day'),
  unit('piece', 'count', '1', 'sztuka', 'piece'),
  unit('g', 'mass', '1', 'gram', 'gram'),
  unit('kg', 'mass', '1000', 'kilogram', 'kilogram'),
  unit('t', 'mass', '1000000', 'tona', 'tonne'),
  unit('ml', 'volume', '1', 'mililitr', 'millilitre'),
  unit('l', 'volume', '1000', 'litr', 'litre'),
  unit('m3', 'volume', '1000000', 'metr sześcienny', 'cubic metre'),
  unit('m', 'length', '1', 'metr', 'metre'),
  unit('km', 'length', '1000', 'kilometr', 'kilometre'),
  unit('m2', 'area', '1', 'metr kwadratowy', 'square metre'),
];

const byCode = new Map(units.map((listed) => [listed.code, listed]));

/** The unit of a code, or undefined. */
export const findUnit = (code: string): UnitListed | undefined => byCode.get(code);

export const Unit = z
  .strictObject({
    code: z.string(),
    dimension: z.enum(dimensions),
    factor: z.string().meta({ description: 'How many of the dimension’s base unit it is, an exact decimal' }),
    name: z.strictObject({ pl: z.string(), en: z.string() }),
  })
  .meta({ id: 'Unit', description: 'A unit of quantities' });

export const listUnits = operation({
  name: 'resources.units.list',
  summary: 'The units of quantities; those of one dimension are converted into each other, others never',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/units' },
  request: z.strictObject({}),
  reply: z.strictObject({ items: z.array(Unit) }).meta({ id: 'Units' }),
});
