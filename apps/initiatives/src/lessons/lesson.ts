import { createHash } from 'node:crypto';
import { accept, type Accepted, type Instant, type Lesson, LessonRecorded, NotPartner, refuse, type Refusal, WrongState } from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';

export type { Lesson };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** While the work runs or is being closed, and afterwards: some things are understood late. */
const states: readonly string[] = ['running', 'closing', 'closed'];

export function recordLesson(
  id: string,
  initiative: Initiative,
  partners: readonly Partner[],
  { title, text }: Pick<Lesson, 'title' | 'text'>,
  { memberId, now }: { readonly memberId: string; readonly now: Instant },
): Accepted<Lesson> | Refusal<'not-partner' | 'initiative-wrong-state'> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (!states.includes(initiative.state)) return refuse(WrongState, { state: initiative.state, needed: states.join(', ') });
  const { id: initiativeId, clusterId } = initiative;
  const lesson: Lesson = { id, clusterId, initiativeId, title, text, toldBy: memberId, toldAt: now };
  return accept(lesson, [LessonRecorded.of({ clusterId, initiativeId, lessonId: id, textSha256: sha256(text), toldBy: memberId, toldAt: now })]);
}
