import type { Work } from '@klaster/persistence';

/** The cluster to which the things belong that a work is about: that of the path, or the home of an initiative in which that one takes part. */
export function homeOf({ origin: { clusterId } }: Work): string {
  if (clusterId === undefined) throw new Error('no cluster is entered');
  return clusterId;
}

/** Whether a member acts in an initiative of another cluster than its own: of that one it sees the initiative alone. */
export const isGuest = (work: Work, ownClusterId: string): boolean => homeOf(work) !== ownClusterId;
