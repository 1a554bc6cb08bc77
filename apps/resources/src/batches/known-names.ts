import { type Category, findUnit, type Receiver, units } from '@klaster/contracts';
import { fold } from './cells.js';

interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** What files may call by its name. */
export interface Nameable {
  readonly categories: readonly Pick<Category, 'code' | 'name'>[];
  /** Members that have a seat. Natural persons have no name here. */
  readonly members: readonly Named[];
  readonly initiatives: readonly Named[];
  /** Which ids of the file are those of initiatives. */
  readonly initiativeIds: ReadonlySet<string>;
}

/** What a name stands for: one thing, none that is known, or several. */
export type Meaning<Thing> = Thing | undefined | 'several';

const unitsByName = new Map(units.flatMap(({ code, name }) => [[fold(name.pl), code], [fold(name.en), code]]));

/** Is it an id, and no name? */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The code of a unit by its code or its name in either language. */
export const unitOf = (text: string): string | undefined => findUnit(fold(text))?.code ?? unitsByName.get(fold(text));

/** What the names in a file stand for, however they are written. */
export class KnownNames {
  private readonly categories: ReadonlyMap<string, string>;
  private readonly givers: ReadonlyMap<string, Meaning<string>>;
  private readonly receivers: ReadonlyMap<string, Meaning<Receiver>>;
  private readonly initiativeIds: ReadonlySet<string>;

  constructor({ categories, members, initiatives, initiativeIds }: Nameable) {
    // Codes go before names, and those of the federation before a cluster's own.
    this.categories = new Map([...categories.flatMap(({ code, name }) => [[fold(name.en), code], [fold(name.pl), code]] as const).toReversed(), ...categories.map(({ code }) => [code, code] as const)]);
    this.givers = meanings(members.map(({ id, name }) => [name, id]));
    this.receivers = meanings<Receiver>([...initiatives.map(({ id, name }) => [name, { initiativeId: id }] as const), ...members.map(({ id, name }) => [name, { memberId: id }] as const)]);
    this.initiativeIds = initiativeIds;
  }

  categoryOf(text: string): string | undefined {
    return this.categories.get(fold(text));
  }

  giverOf(text: string): Meaning<string> {
    return isId(text) ? text.toLowerCase() : this.givers.get(fold(text));
  }

  receiverOf(text: string): Meaning<Receiver> {
    if (!isId(text)) return this.receivers.get(fold(text));
    const id = text.toLowerCase();
    return this.initiativeIds.has(id) ? { initiativeId: id } : { memberId: id };
  }
}

function meanings<Thing>(named: readonly (readonly [name: string | null, thing: Thing])[]): Map<string, Meaning<Thing>> {
  const known = new Map<string, Meaning<Thing>>();
  for (const [name, thing] of named) if (name !== null) known.set(fold(name), known.has(fold(name)) ? 'several' : thing);
  return known;
}
