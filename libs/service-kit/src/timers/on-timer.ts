import type { Instant } from '@klaster/contracts';
import type { Timer, Work } from '@klaster/persistence';
import { Injectable, type Type } from '@nestjs/common';

/** What is due: for what, in which cluster (the nil UUID for the federation), and since when. */
export type DueTimer = Pick<Timer, 'subject' | 'clusterId' | 'dueAt'>;

/** What a timer's handler is given: the transaction that has taken the timer out, and the time that it is now. */
export interface TimerCall {
  /** One transaction, held: what it reads can be locked. The tenant is entered; nobody is signed in. */
  readonly work: Work;
  readonly now: Instant;
  readonly requestId: string;
}

/** What a service does when a time has come. */
export interface TimerHandler {
  /**
   * Does what the timer is for, once: when it returns, the timer is gone with what was written; when it throws, nothing
   * was done and it is tried again later. It may schedule anew. A timer may be late, and nothing says which of two that
   * are due comes first: what is to be done is decided by the state.
   */
  handle(timer: DueTimer, call: TimerCall): Promise<void>;
}

const names = new WeakMap<object, string>();

/** Makes a class what happens when a timer of this name is due (see `work.schedule`). */
export function OnTimer(name: string) {
  return (target: new (...dependencies: never[]) => TimerHandler): void => {
    names.set(target, name);
    Injectable()(target as unknown as Type);
  };
}

/** The classes that a service lists for timers, by the timers' names. */
export function timersOf(types: readonly Type[]): ReadonlyMap<string, Type<TimerHandler>> {
  const byName = new Map<string, Type<TimerHandler>>();
  for (const type of types) {
    const name = names.get(type);
    if (name === undefined) throw new Error(`${type.name} is listed for a timer but names none`);
    if (byName.has(name)) throw new Error(`two classes are listed for the timer ${name}`);
    byName.set(name, type as Type<TimerHandler>);
  }
  return byName;
}
