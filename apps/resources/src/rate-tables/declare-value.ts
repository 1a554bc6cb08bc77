import { type DeclaredValue, NoRate, type Quantity, refuse, type Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** What is to be valued: work, knowledge or things given on a day. */
export interface Valued {
  readonly category: string;
  readonly quantity: Quantity | null;
  readonly givenOn: string;
}

/** Declares values by rate tables. */
@Injectable()
export class DeclaredValues {
  /** The value by the version of the table that counts on the day, or why there is none. Tables that were asked for once are not asked for again. */
  async declare(_work: Work, _rateTableId: string, { category, givenOn }: Valued): Promise<DeclaredValue | Refusal<'no-rate'>> {
    return refuse(NoRate, { category, givenOn });
  }
}
