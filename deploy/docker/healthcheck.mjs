/** Ends well when the process of this container can do its work just now. */
const port = process.env['HEALTH_PORT'] ?? process.env['HTTP_PORT'] ?? '8080';
const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4_000) }).catch((/** @type {Error} */ error) => error);
if (!(answer instanceof Response) || !answer.ok) {
  process.stderr.write(`not ready: ${answer instanceof Response ? await answer.text() : String(answer.cause ?? answer)}\n`);
  process.exitCode = 1;
}
