import { allOperations } from '@klaster/contracts';
import type { Answer } from '../world/world.ts';

const traces = /\bat (?:async )?[\w.<>]* ?\(?(?:file:|\/|node:)[^\s)]*:\d+:\d+|node_modules|\b(?:SELECT|INSERT INTO|UPDATE) \w+|duplicate key value|violates|syntax error at/;

/** What is wrong with an answer, whatever was asked; undefined where nothing is. */
export function faultOf(operationId: string, { status, headers, body, text }: Answer, canary: string): string | undefined {
  if (text.includes(canary)) return 'shows what belongs to another cluster';
  if (traces.test(text)) return 'shows how it is made inside';
  if (status >= 500) return `answers ${status}`;
  if (status >= 400) return problemFault(status, headers, body);
  if (status === 304) return text === '' ? undefined : 'sends a body with 304';
  if (status >= 300) return `answers ${status}`;
  return replyFault(operationId, headers, body);
}

function problemFault(status: number, headers: Answer['headers'], body: Answer['body']): string | undefined {
  if (!headers['content-type']?.startsWith('application/problem+json')) return `answers ${status} without a problem document`;
  const whole = ['type', 'title', 'detail', 'instance'].every((name) => typeof body?.[name] === 'string') && body.status === status;
  if (!whole) return 'answers a problem document that is not whole';
  const pointers = (body.errors ?? []).every((error: Answer['body']) => ['pointer', 'code', 'message'].every((name) => typeof error[name] === 'string'));
  if (!pointers) return 'answers errors that are not whole';
  return status === 401 && !headers['www-authenticate'] ? 'answers 401 without WWW-Authenticate' : undefined;
}

function replyFault(operationId: string, headers: Answer['headers'], body: Answer['body']): string | undefined {
  const operation = allOperations.get(operationId);
  if (!operation) return 'is no operation of the contracts';
  const { document, download } = operation.http ?? {};
  const files = document ?? download;
  if (files) return files.includes(headers['content-type']?.split(';', 1)[0] ?? '') ? undefined : 'answers a file of a type that its contract does not name';
  if (!headers['content-type']?.startsWith('application/json')) return 'answers something else than JSON';
  const parsed = operation.reply.safeParse(body);
  return parsed.success ? undefined : `answers what its contract does not say: ${JSON.stringify(parsed.error.issues.slice(0, 2))}`;
}
