import type { Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';

/** Who needs it; undefined where this cluster has no such need. */
export async function receiverOfNeed(work: Work, needId: string): Promise<Receiver | undefined> {
  const [need] = await work.query<{ receiver: Receiver }>('SELECT receiver FROM need WHERE id = $1', [needId]);
  return need?.receiver;
}
