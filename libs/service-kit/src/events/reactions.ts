import type { DataOf, Envelope, EventType } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable, type Type } from '@nestjs/common';

/** An event as a reaction sees it: its envelope, and its place in the journal that it comes from. */
export interface Told<E extends EventType = EventType> extends Omit<Envelope, 'data'> {
  readonly data: DataOf<E>;
  readonly position: number;
  readonly shard: number;
  /** Chain hash at this place, hex. */
  readonly chain: string;
}

/** What a service does when something has happened elsewhere. */
export interface Reaction<E extends EventType = EventType> {
  /**
   * Applies the events of one cluster that it reacts to, in their order, in the transaction that moves the cursor. The
   * tenant is entered. It runs once for each event, unless it throws: then nothing of it stays. Reactions of a service
   * run one after the other over the same run of events: one that needs what another writes is listed behind it.
   */
  apply(events: readonly Told<E>[], work: Work): Promise<void>;
}

const reactsTo = new WeakMap<object, readonly EventType[] | 'everything'>();

/** Makes a class the reaction to an event. */
export function ReactsTo<Events extends readonly EventType[]>(...events: Events) {
  return (target: new (...dependencies: never[]) => Reaction<Events[number]>): void => {
    reactsTo.set(target, events);
    Injectable()(target as unknown as Type);
  };
}

/** Makes a class the reaction to every event of every source that its service follows. */
export function ReactsToEverything() {
  return (target: new (...dependencies: never[]) => Reaction): void => {
    reactsTo.set(target, 'everything');
    Injectable()(target as unknown as Type);
  };
}

/** The reactions of a service, in the order in which it lists them. */
export class Reactions {
  readonly all: readonly { readonly reaction: Reaction; readonly reactsTo: ReadonlySet<string> | 'everything' }[];

  constructor(instances: readonly object[]) {
    this.all = instances.map((instance) => {
      const events = reactsTo.get(instance.constructor);
      if (!events) throw new Error(`${instance.constructor.name} is listed as a reaction but reacts to nothing`);
      return { reaction: instance as Reaction, reactsTo: events === 'everything' ? events : new Set(events.map(({ type }) => type)) };
    });
  }

  /** Whether any of them reacts to events of this type. */
  concern(type: string): boolean {
    return this.all.some(({ reactsTo: types }) => types === 'everything' || types.has(type));
  }
}
