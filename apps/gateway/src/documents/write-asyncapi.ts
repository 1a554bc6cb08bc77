import { asyncApiDocument } from './asyncapi.js';

/** The AsyncAPI document as text. */
export const writeAsyncApi = (): string => `${JSON.stringify(asyncApiDocument(), null, 2)}\n`;
