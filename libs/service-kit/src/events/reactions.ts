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
   * Applies events that follow each other, all of one type and one cluster, in the transaction that moves the cursor.
   * The tenant is entered. It runs once for each event, unless it throws: then nothing of it stays.
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

/** The reactions of a service, by event type. */
export class Reactions {
  private readonly byType = new Map<string, Reaction[]>();
  private readonly toEverything: Reaction[] = [];

  constructor(instances: readonly object[]) {
    for (const instance of instances) this.add(instance as Reaction);
  }

  /** The reactions to an event type, in the order in which the service lists them. */
  of(type: string): readonly Reaction[] {
    const specific = this.byType.get(type) ?? [];
    return this.toEverything.length > 0 ? [...this.toEverything, ...specific] : specific;
  }

  private add(reaction: Reaction): void {
    const events = reactsTo.get(reaction.constructor);
    if (!events) throw new Error(`${reaction.constructor.name} is listed as a reaction but reacts to nothing`);
    if (events === 'everything') {
      this.toEverything.push(reaction);
      return;
    }
    for (const { type } of events) this.byType.set(type, [...(this.byType.get(type) ?? []), reaction]);
  }
}
