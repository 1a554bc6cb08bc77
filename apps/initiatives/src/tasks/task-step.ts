import { isRefusal, type RefusalOf, type startTask, type Task } from '@klaster/contracts';
import type { Call } from '@klaster/service-kit';
import { moveTask } from './task.js';
import type { Tasks } from './tasks.js';

/** Moves a task into another state: what starting, finishing, dropping and opening again have in common. */
export async function stepTask(
  tasks: Tasks,
  one: { readonly initiativeId: string; readonly taskId: string },
  state: Task['state'],
  reason: string | null,
  call: Call,
): Promise<Task | RefusalOf<typeof startTask>> {
  const held = await tasks.holdOne(one, call);
  if (isRefusal(held)) return held;
  const decision = moveTask(held.task, state, reason, held.at, held.memberId, call.now);
  return isRefusal(decision) ? decision : tasks.keep(call.work, held.task, decision);
}
