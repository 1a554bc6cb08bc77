/** The processes of the platform and what each of them needs. The gateway keeps nothing and so has no database. */
export const serviceNames = ['identity', 'membership', 'resources', 'initiatives', 'reporting'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const processNames = ['gateway', ...serviceNames] as const;
export type ProcessName = (typeof processNames)[number];

/** Reached from outside at a fixed address, and therefore one of each. */
export const publicProcesses = ['gateway', 'identity'] as const;
export type PublicProcess = (typeof publicProcesses)[number];

export const isProcessName = (name: string): name is ProcessName => (processNames as readonly string[]).includes(name);
export const isPublic = (name: ProcessName): name is PublicProcess => (publicProcesses as readonly string[]).includes(name);

/** How many of each process run; one where nothing is said. */
export type Replicas = Partial<Record<ProcessName, number>>;

/** The name of one process among its replicas: `resources`, `resources-2`. */
export const instanceName = (process: ProcessName, replica: number): string => (replica === 1 ? process : `${process}-${replica}`);

/** Every process that is to run, with its replica numbers. */
export function listInstances(replicas: Replicas): { process: ProcessName; replica: number }[] {
  return processNames.flatMap((process) => Array.from({ length: replicas[process] ?? 1 }, (_, index) => ({ process, replica: index + 1 })));
}
