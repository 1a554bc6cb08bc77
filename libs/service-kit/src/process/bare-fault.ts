/**
 * What kind of fault it was and where, without what it was about: messages of errors, and what the database adds to
 * its own, can hold the values that were sent.
 */
export function bareFault(error: unknown): Error {
  const bare = new Error(kindsOf(error).join(' < '));
  bare.stack = `${bare.message}${framesOf(error)}`;
  return bare;
}

/** The class of an error and of what caused it, each with its code: names from the program, never from a request. */
const kindsOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [typeof error];
  const code = 'code' in error && /^\w{1,40}$/.test(String(error.code)) ? ` ${String(error.code)}` : '';
  return [`${error.constructor.name}${code}`, ...(error.cause === undefined ? [] : kindsOf(error.cause))];
};

/** The calls that led to it; none where they cannot be told from the message before them. */
const framesOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const { stack = '', message } = error;
  const [head] = /^[\w$]*(?: \[\w+\])?(?:: )?/.exec(stack)!;
  return stack.startsWith(message, head.length) ? stack.slice(head.length + message.length) : '';
};
