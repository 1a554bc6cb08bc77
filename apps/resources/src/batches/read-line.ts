import { ContributionLine, type LineFault, type ProblemType, type Receiver, refuse, UnknownCategory, UnknownGiver, UnknownReceiver } from '@klaster/contracts';
import type { LineProblem } from '../contributions/contribution.js';
import type { Recorded } from '../contributions/recording.js';
import { currencyOf, dayOf, decimalOf, minorOf } from './cells.js';
import { faultOf } from './fault.js';
import { type KnownNames, type Meaning, unitOf } from './known-names.js';
import type { Cells, Column, SheetRow } from './sheet.js';

/** What holds for the lines of a file that say nothing else. */
export interface Defaults {
  readonly giver?: string | undefined;
  readonly receiver?: Receiver | undefined;
  readonly pledgeId?: string | undefined;
  readonly rateTableId?: string | undefined;
}

type Message = LineFault['message'];
const aDay: Message = { pl: 'Podaj dzień, na przykład 2026-09-01 albo 01.09.2026.', en: 'Write a day, such as 2026-09-01 or 01.09.2026.' };
/** What each column wants to be told. */
const wanted: Readonly<Record<Column, Message>> = {
  date: aDay,
  until: aDay,
  category: { pl: 'Podaj kod albo nazwę kategorii.', en: 'Write the code or the name of a category.' },
  quantity: { pl: 'Podaj liczbę większą od zera, na przykład 2,5: najwyżej 12 cyfr i 6 miejsc po przecinku.', en: 'Write a number above zero, such as 2.5: at most 12 digits and 6 decimals.' },
  unit: { pl: 'Podaj jednostkę z /v1/units, na przykład h.', en: 'Write a unit of /v1/units, such as h.' },
  amount: { pl: 'Podaj kwotę większą od zera, na przykład 1 234,50, z tyloma miejscami po przecinku, ile ma waluta.', en: 'Write an amount above zero, such as 1234.50, with no more decimals than the currency has.' },
  currency: { pl: 'Podaj kod waluty, na przykład PLN.', en: 'Write the code of a currency, such as PLN.' },
  description: { pl: 'Najwyżej 1000 znaków, bez znaków sterujących.', en: 'At most 1000 characters, no control characters.' },
  giver: { pl: 'Podaj nazwę albo identyfikator członka.', en: 'Write the name or the id of a member.' },
  receiver: { pl: 'Podaj nazwę albo identyfikator inicjatywy lub członka.', en: 'Write the name or the id of an initiative or a member.' },
};
const several: Message = { pl: 'Tę nazwę nosi kilku: podaj identyfikator.', en: 'Several have this name: write the id.' };
const beside: Message = { pl: 'W wierszu jest coś poza kolumnami z nagłówka.', en: 'There is something beside the columns of the header.' };

/** The columns that fields of a contribution stand in. */
const columnsOf: Readonly<Record<string, Column>> = {
  category: 'category', quantity: 'quantity', amount: 'amount', givenOn: 'date', givenUntil: 'until', description: 'description', giver: 'giver', receiver: 'receiver',
};

/** Reads one row: what it says, or all that is wrong with it. Fields are called as the columns of the file. */
export function readLine(row: SheetRow, names: Cells, known: KnownNames, defaults: Defaults): { readonly line: number; readonly said: Recorded } | readonly LineFault[] {
  const reader = new LineReader(row, names, known, defaults);
  const said = reader.read();
  return said ? { line: row.line, said } : reader.faults;
}

/** The same fault under the name of the column in which the field stands. */
export function inColumns(names: Cells, fault: LineFault): LineFault {
  const column = fault.field === null ? undefined : columnsOf[fault.field];
  const name = column && (names[column] ?? (column === 'quantity' ? names.amount : undefined));
  return { ...fault, field: name ?? null };
}

class LineReader {
  readonly faults: LineFault[] = [];

  constructor(
    private readonly row: SheetRow,
    private readonly names: Cells,
    private readonly known: KnownNames,
    private readonly defaults: Defaults,
  ) {}

  read(): Recorded | undefined {
    const { line, overlong } = this.row;
    if (overlong) this.faults.push({ line, field: null, code: 'invalid', message: beside });
    const said = { ...this.what(), ...this.who() };
    if (this.faults.length > 0) return undefined;
    const read = ContributionLine.safeParse(said);
    for (const column of new Set(read.error?.issues.map(({ path }) => columnsOf[String(path[0])] ?? 'category'))) this.complain(column);
    return read.data;
  }

  private what() {
    const { cells } = this.row;
    const value = this.cell('quantity', decimalOf);
    const unit = value === undefined ? this.cell('unit', unitOf) : this.needed('unit', unitOf);
    const currency = this.cell('currency', currencyOf) ?? 'PLN';
    const amountMinor = this.cell('amount', (text) => minorOf(text, currency));
    return {
      givenOn: this.needed('date', dayOf),
      givenUntil: this.cell('until', dayOf),
      category: this.category(),
      quantity: value === undefined ? undefined : { value, unit },
      amount: amountMinor === undefined ? undefined : { amountMinor, currency },
      description: cells.description,
      pledgeId: this.defaults.pledgeId,
      rateTableId: this.defaults.rateTableId,
    };
  }

  private category(): string | undefined {
    return this.meant('category', this.needed('category', (text) => text), (text) => this.known.categoryOf(text), UnknownCategory);
  }

  private who() {
    const { giver, receiver } = this.row.cells;
    if (receiver === undefined && !this.defaults.receiver) this.complain('receiver');
    return {
      giver: this.meant('giver', giver, (text) => this.known.giverOf(text), UnknownGiver) ?? this.defaults.giver,
      receiver: this.meant('receiver', receiver, (text) => this.known.receiverOf(text), UnknownReceiver) ?? this.defaults.receiver,
    };
  }

  /** What a name stands for. */
  private meant<Thing>(column: Column, text: string | undefined, meaning: (text: string) => Meaning<Thing>, unknown: ProblemType<LineProblem>): Thing | undefined {
    if (text === undefined) return undefined;
    const thing = meaning(text);
    if (thing === 'several') this.complain(column, several);
    else if (thing === undefined) this.faults.push(inColumns(this.names, faultOf(this.row.line, refuse(unknown))));
    else return thing as Thing;
    return undefined;
  }

  /** A cell read, or nothing where it is empty. */
  private cell<Value>(column: Column, reading: (text: string) => Value | undefined): Value | undefined {
    const text = this.row.cells[column];
    if (text === undefined) return undefined;
    const value = reading(text);
    if (value === undefined) this.complain(column);
    return value;
  }

  private needed<Value>(column: Column, reading: (text: string) => Value | undefined): Value | undefined {
    if (this.row.cells[column] === undefined) this.complain(column);
    return this.cell(column, reading);
  }

  private complain(column: Column, message = wanted[column]): void {
    this.faults.push({ line: this.row.line, field: this.names[column] ?? null, code: 'invalid', message });
  }
}
