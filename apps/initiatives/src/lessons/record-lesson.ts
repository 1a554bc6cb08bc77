import { isRefusal, NotFound, recordLesson as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Experiences } from '../experience/experiences.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { recordLesson } from './lesson.js';
import { Lessons } from './lessons.js';

@Handles(contract)
export class RecordLesson {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly lessons: Lessons,
    private readonly experiences: Experiences,
  ) {}

  async handle({ initiativeId, title, text }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, { memberId }] = await Promise.all([this.initiatives.find(work, initiativeId), this.partners.of(work, initiativeId), member]);
    if (!initiative) return refuse(NotFound);
    const recorded = recordLesson(newId(), initiative, partners, { title, text }, { memberId, now });
    if (isRefusal(recorded)) return recorded;
    const { id, clusterId } = recorded.state;
    await this.experiences.publish(work, { id, clusterId, initiativeId, kind: 'lesson', title, text, initiativeTitle: initiative.title, publishedAt: now });
    return this.lessons.add(work, recorded);
  }
}
