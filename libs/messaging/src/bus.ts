import { connect, type NatsConnection } from '@nats-io/transport-node';

export interface BusOptions {
  /** nats://host:port, several separated by commas. */
  readonly url: string;
  /** The process's own user on the bus; its inbox prefix follows from it. */
  readonly user: string;
  readonly password: string;
}

/** Where replies to a user's requests arrive: nobody else may listen there. */
export const inboxPrefix = (user: string): string => `_INBOX.${user}`;

/** Connects to the bus and stays connected: waits for a server that is not up yet, never stops reconnecting. */
export async function connectToBus({ url, user, password }: BusOptions): Promise<NatsConnection> {
  return connect({
    servers: url.split(','),
    user,
    pass: password,
    name: user,
    inboxPrefix: inboxPrefix(user),
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    pingInterval: 5_000,
    maxPingOut: 3,
    ignoreAuthErrorAbort: true,
    // A stack trace for each request, in case it fails, costs more than the request.
    noAsyncTraces: true,
  });
}
