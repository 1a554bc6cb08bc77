import { commonProblems, FileLost, FileStoreUnavailable, FileTooSlow, foundFields, type Operation, pathFields, type ProblemType, type Upload } from '@klaster/contracts';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { openApiSchemas } from './json-schemas.js';

type Decorate = (target: object, key: string, descriptor: PropertyDescriptor) => unknown;

/** Who may call, in words. */
export const accessText = ({ access }: Operation): string => {
  if (access.who === 'member') return `members of the cluster, by a mandate to ${access.scope}`;
  return { anyone: 'everybody', account: 'every signed-in account', operator: 'operators of the federation', platform: 'the platform itself' }[access.who];
};

/** Says with @nestjs/swagger what the contract says. */
export function document(operation: Operation, target: object, key: string, descriptor: PropertyDescriptor): void {
  const decorators: Decorate[] = [
    ApiTags(operation.name.split('.', 2).join('.')),
    ApiOperation({ operationId: operation.name, summary: operation.summary, description: `May be called by: ${accessText(operation)}.${operation.unrecorded ? ' No record is kept of who called it, nor under an Idempotency-Key: done again it is the same.' : ''}`, ...(operation.access.who === 'anyone' ? { security: [] } : {}) }),
    ...inputOf(operation),
    ...headersOf(operation),
    ...responsesOf(operation),
    ...(operation.access.who === 'anyone' ? [] : [ApiBearerAuth()]),
  ];
  for (const decorate of decorators) decorate(target, key, descriptor);
}

/** What stands in path, query and body. */
function inputOf(operation: Operation): Decorate[] {
  const { http, request } = operation;
  const inPath = new Set(pathFields(http?.path ?? ''));
  const found: readonly string[] = http?.upload ? foundFields : [];
  const others = Object.entries(request.shape).filter(([name]) => !inPath.has(name) && !found.includes(name)) as [string, z.ZodType][];
  const byQuery = http?.method === 'GET' || http?.method === 'DELETE' || http?.upload !== undefined;
  return [
    ...[...inPath].map((name) => ApiParam({ name, schema: openApiSchemas.of(request.shape[name] as z.ZodType, 'input') })),
    ...(byQuery ? others.map(([name, schema]) => queryOf(name, schema)) : [bodyOf(operation, inPath)]),
    ...(http?.upload ? fileBody(http.upload) : []),
  ];
}

const queryOf = (name: string, schema: z.ZodType): Decorate => ApiQuery({ name, required: !schema.safeParse(undefined).success, schema: openApiSchemas.of(schema, 'input') });

const bodyOf = ({ request }: Operation, inPath: ReadonlySet<string>): Decorate => {
  const body = z.strictObject(Object.fromEntries(Object.entries(request.shape).filter(([name]) => !inPath.has(name))));
  return ApiBody({ schema: openApiSchemas.of(body, 'input'), required: Object.keys(body.shape).length > 0 });
};

/** The file itself, whatever it is called. */
const fileBody = ({ mostBytes, mediaTypes }: Upload): Decorate[] => [
  ApiConsumes('*/*'),
  ApiBody({ schema: { type: 'string', format: 'binary' }, required: true, description: `The file itself, at most ${mostBytes} bytes. By its content it is one of: ${mediaTypes.join(', ')}.` }),
];

const header = (name: string, description: string, required = false): Decorate => ApiHeader({ name, description, required, schema: { type: 'string' } });

const headersOf = ({ http, access, unrecorded }: Operation): Decorate[] => [
  ...(http?.method === 'POST' && !unrecorded ? [header('Idempotency-Key', 'The same key and body give the same answer, done once.')] : []),
  ...(http?.method === 'PATCH' || http?.method === 'PUT' ? [header('If-Match', 'The ETag that was read.', true)] : []),
  ...(access.who === 'member' ? [header('Klaster-Acting-For', 'The member for which the account acts; needed where it could be several.')] : []),
];

/** The problems that any operation of this kind may answer, with its own. */
const problemsOf = ({ problems, access, http }: Operation): ProblemType[] => {
  const changes = http?.method === 'PATCH' || http?.method === 'PUT';
  const fits = ({ slug }: ProblemType) =>
    (slug !== 'unauthenticated' || access.who !== 'anyone') &&
    (slug !== 'choose-member' || access.who === 'member') &&
    ((slug !== 'payload-too-large' && slug !== 'unsupported-media-type') || !http?.upload) &&
    ((slug !== 'stale-version' && slug !== 'version-required') || changes);
  return [...commonProblems.filter(fits), ...problems, ...(http?.upload ? [FileTooSlow, FileStoreUnavailable] : []), ...(http?.download ? [FileStoreUnavailable, FileLost] : [])];
};

const responsesOf = (operation: Operation): Decorate[] => {
  const status = operation.http?.location ? 201 : 200;
  const byStatus = Map.groupBy(problemsOf(operation), (problem) => problem.status);
  const refusals = [...byStatus].sort(([a], [b]) => a - b).map(([code, problems]) =>
    ApiResponse({
      status: code,
      description: problems.map(({ slug, title }) => `\`${slug}\`: ${title.en}`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
  return [ApiResponse({ status, description: operation.summary, content: contentOf(operation) }), ...refusals];
};

/** What is answered where all goes well: JSON, or a file. */
const contentOf = ({ http, reply }: Operation) => {
  const files = http?.document ?? http?.download;
  return files
    ? Object.fromEntries(files.map((mediaType) => [mediaType, { schema: mediaType.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' } }]))
    : { 'application/json': { schema: openApiSchemas.of(reply, 'output') } };
};
