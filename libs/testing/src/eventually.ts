const pollMs = 10;

/**
 * Asks again and again until `ask` answers something, and answers that. Where it never does, it fails with what
 * `missing` says. The only waiting that tests do: never a sleep in the hope that it was long enough.
 */
export async function eventually<Answer>(ask: () => Promise<Answer | undefined>, missing: () => string, patienceMs = 15_000): Promise<Answer> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > untilMs) throw new Error(`not within ${patienceMs} ms: ${missing()}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
