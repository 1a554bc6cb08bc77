/** Takes the CPU profile of a Node process that runs, by its inspector. */
const inspectorPort = 9229;

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly hitCount?: number;
}
export interface Profile {
  readonly nodes: readonly Node[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Begins to profile a process; what is answered ends it and gives the profile. */
export async function startProfile(pid: number): Promise<() => Promise<Profile>> {
  process.kill(pid, 'SIGUSR1');
  const inspector = await connect(await debuggerUrl());
  await inspector.ask('Profiler.enable');
  await inspector.ask('Profiler.setSamplingInterval', { interval: 200 });
  await inspector.ask('Profiler.start');
  return async () => {
    const { profile } = (await inspector.ask('Profiler.stop')) as { profile: Profile };
    inspector.close();
    return profile;
  };
}

/** The functions in which most time was spent themselves, in percent of the time in which the process was at work. */
export function topFunctions({ nodes, samples, timeDeltas }: Profile, count: number): { name: string; percent: number }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const { functionName, url, lineNumber } = byId.get(id)!.callFrame;
    if (functionName === '(idle)') continue;
    const name = `${functionName || '(anonymous)'} ${url.replace(/^.*\/(node_modules|apps|libs)\//, '')}${url ? `:${lineNumber + 1}` : ''}`;
    const spent = timeDeltas[index] ?? 0;
    total += spent;
    times.set(name, (times.get(name) ?? 0) + spent);
  }
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, count);
  return sorted.map(([name, time]) => ({ name, percent: (100 * time) / total }));
}

async function debuggerUrl(): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const targets = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`).then((response) => response.json() as Promise<{ webSocketDebuggerUrl: string }[]>, () => []);
    const url = targets[0]?.webSocketDebuggerUrl;
    if (url) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no inspector answers on port ${inspectorPort}`);
}

async function connect(url: string): Promise<{ ask(method: string, params?: object): Promise<unknown>; close(): void }> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the inspector refuses')));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let last = 0;
  const ask = (method: string, params = {}) =>
    new Promise<unknown>((resolve) => {
      const id = (last += 1);
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { ask, close: () => socket.close() };
}
