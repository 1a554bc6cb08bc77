import { NotFound, readLesson as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Lessons } from './lessons.js';

@Handles(contract)
export class ReadLesson {
  constructor(private readonly lessons: Lessons) {}

  async handle({ initiativeId, lessonId }: RequestOf<typeof contract>, { work }: Call) {
    const lesson = await this.lessons.find(work, lessonId);
    return lesson?.initiativeId === initiativeId ? lesson : refuse(NotFound);
  }
}
