import { type Document, NotFound, readCalendar as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { dueGoals } from '../goals/goals.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { dueTasks } from '../tasks/tasks.js';
import type { Due } from './calendar.js';
import { icalOf } from './ical.js';

@Handles(contract)
export class ReadCalendar {
  constructor(private readonly initiatives: Initiatives) {}

  async handle({ initiativeId, language }: RequestOf<typeof contract>, { work, now }: Call) {
    const [initiative, tasks, goals] = await Promise.all([this.initiatives.find(work, initiativeId), dueTasks(work, initiativeId), dueGoals(work, initiativeId)]);
    if (!initiative) return refuse(NotFound);
    const items = [...tasks.map((task): Due => ({ ...task, due: task.due!, what: 'task' })), ...goals.map((goal): Due => ({ ...goal, what: 'goal' }))];
    const content = icalOf({ title: initiative.title, now, items: items.toSorted((a, b) => (a.due < b.due ? -1 : 1)) }, language);
    return { mediaType: 'text/calendar', fileName: language === 'pl' ? 'terminy.ics' : 'due.ics', encoding: 'utf8', content } satisfies Document;
  }
}
