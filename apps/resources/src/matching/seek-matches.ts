import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { matchesSought } from './listings.js';
import { matchesAnnounced, matchesAnswered, Telling } from './telling.js';

/** A listing was listed, or something of its own cluster was found to go together with it. */
@OnTimer(matchesSought)
export class SeekMatches implements TimerHandler {
  constructor(private readonly telling: Telling) {}

  handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    return this.telling.tell(work, subject, now);
  }
}

/** Something of another cluster was found to go together with a listing. */
@OnTimer(matchesAnswered)
export class AnswerMatches extends SeekMatches {}

/** Another cluster has shown something to all. */
@OnTimer(matchesAnnounced)
export class LookAtAnnounced implements TimerHandler {
  constructor(private readonly telling: Telling) {}

  handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    return this.telling.tellPrivate(work, subject, now);
  }
}
