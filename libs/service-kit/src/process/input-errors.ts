import type { InputError } from '@klaster/contracts';
import type { ZodError } from 'zod';

/** The faults of a request as API clients see them: a JSON pointer, a stable code, words. At most 20. */
export const inputErrors = (error: ZodError): InputError[] =>
  error.issues.slice(0, 20).map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    code: issue.code,
    message: issue.message,
  }));
