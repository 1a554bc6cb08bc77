/** One process's user on the bus and the subjects it may use. */
export interface BusUser {
  readonly user: string;
  readonly permissions: { readonly publish: readonly string[]; readonly subscribe: readonly string[] };
}

export interface NatsConfigOptions {
  readonly host?: string;
  readonly port: number;
  /** Where JetStream keeps its files. */
  readonly storeFolder: string;
  readonly users: readonly BusUser[];
  /** Passwords by user. */
  readonly passwords: Readonly<Record<string, string>>;
}

/**
 * The configuration file of nats-server: JetStream on, every process with a user of its own that may do what is
 * listed and nothing else. Written as JSON, which nats-server reads; its own syntax has traps in unquoted values.
 */
export function natsConfig({ host = '127.0.0.1', port, storeFolder, users, passwords }: NatsConfigOptions): string {
  const config = {
    server_name: 'klaster',
    listen: `${host}:${port}`,
    // Requests are 1 MiB at most; a page of a list, or of a journal, may be more.
    max_payload: 4 * 1024 * 1024,
    jetstream: { store_dir: storeFolder },
    authorization: {
      timeout: 5,
      users: users.map(({ user, permissions }) => {
        const password = passwords[user];
        if (!password) throw new Error(`the bus user ${user} has no password`);
        return {
          user,
          password,
          permissions: { publish: allow(permissions.publish), subscribe: allow(permissions.subscribe) },
        };
      }),
    },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** An empty list of allowed subjects would mean all of them to nats-server. */
const allow = (subjects: readonly string[]) => (subjects.length > 0 ? { allow: [...subjects] } : { deny: ['>'] });
