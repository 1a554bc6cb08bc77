import { type DeclaredValue, NoRate, type Quantity, refuse, type Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { valueOf } from './rate-table.js';
import { RateTables } from './tables.js';

/** What is to be valued: work, knowledge or things given on a day. */
export interface Valued {
  readonly category: string;
  readonly quantity: Quantity | null;
  readonly givenOn: string;
}

/** Declares values by rate tables. */
@Injectable()
export class DeclaredValues {
  constructor(private readonly rateTables: RateTables) {}

  /** The value by the version of the table that counts on the day, or why there is none. Tables that were asked for once are not asked for again. */
  async declare(work: Work, rateTableId: string, valued: Valued): Promise<DeclaredValue | Refusal<'no-rate'>> {
    const table = await this.rateTables.counting(work, rateTableId);
    return table ? valueOf({ id: rateTableId, ...table }, valued) : refuse(NoRate, { category: valued.category, givenOn: valued.givenOn });
  }
}
