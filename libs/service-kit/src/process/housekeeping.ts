import { type Database, forgetAnswers } from '@klaster/persistence';
import { Loop } from '../events/loop.js';
import type { Log } from './log.js';

/** A repeated request is recognised for so long. */
const rememberedDays = 30;

/** Clears away what is no longer needed, once an hour, by the courier's role. Several replicas may do so at once. */
export const housekeeping = (database: Database, service: string, log: Log): Loop =>
  new Loop({
    every: 3_600_000,
    patience: 60_000,
    act: async () => {
      await database.within({ service, requestId: 'housekeeping', now: new Date().toISOString() }, (work) => forgetAnswers(work, rememberedDays));
    },
    onError: (error) => log.warn({ err: error }, 'old answers could not be forgotten; it is tried again'),
  });
