/** A text of the product in its two languages. `{name}` stands for a parameter of the same name. */
export interface Texts {
  readonly en: string;
  readonly pl: string;
}

/**
 * A named refusal, RFC 9457. `slug` is the last segment of the stable `type` URI and never changes once published.
 */
export interface ProblemType<Slug extends string = string> {
  readonly slug: Slug;
  readonly status: number;
  readonly title: Texts;
  /** What happened and what to do about it, for the person who reads it. */
  readonly detail: Texts;
}

const registered = new Map<string, ProblemType>();

/** Declares a problem. Each slug is declared once; a second declaration throws. */
export function problem<const Slug extends string>(definition: ProblemType<Slug>): ProblemType<Slug> {
  if (registered.has(definition.slug)) throw new Error(`problem ${definition.slug} is declared twice`);
  registered.set(definition.slug, definition);
  return definition;
}

/** Every declared problem, by slug: for the docs pages behind the `type` URIs. */
export const allProblems = (): ReadonlyMap<string, ProblemType> => registered;

/** One fault in the input: where (JSON pointer), a stable code, words. */
export interface InputError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A decision not to do something: a value, not an exception. */
export interface Refusal<Slug extends string = string> {
  readonly refused: Slug;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly InputError[];
}

/** Refuses with a declared problem; parameters fill the `{name}` places of its texts. */
export function refuse<Slug extends string>(type: ProblemType<Slug>, parameters?: Refusal['parameters']): Refusal<Slug> {
  return parameters ? { refused: type.slug, parameters } : { refused: type.slug };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

const fill = (text: string, parameters: Refusal['parameters']) =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(parameters?.[name] ?? place));

/** The problem document of a refusal in one language. `typeBase` is the address under which problem types are explained. */
export function problemDocument(refusal: Refusal, language: keyof Texts, typeBase: string, instance: string) {
  const type = registered.get(refusal.refused) ?? Internal;
  return {
    type: `${typeBase}/${type.slug}`,
    title: type.title[language],
    status: type.status,
    detail: fill(type.detail[language], refusal.parameters),
    instance,
    ...(refusal.errors ? { errors: refusal.errors } : {}),
  };
}

/* The problems that any operation may answer. */

export const Malformed = problem({
  slug: 'malformed-request',
  status: 400,
  title: { en: 'The request cannot be read', pl: 'Nie można odczytać żądania' },
  detail: { en: 'Correct the fields named in errors and send it again.', pl: 'Popraw pola wskazane w errors i wyślij ponownie.' },
});
export const Unauthenticated = problem({
  slug: 'unauthenticated',
  status: 401,
  title: { en: 'Sign in first', pl: 'Najpierw się zaloguj' },
  detail: {
    en: 'Send a valid, unexpired token in the header Authorization: Bearer ….',
    pl: 'Wyślij ważny, niewygasły token w nagłówku Authorization: Bearer ….',
  },
});
export const Forbidden = problem({
  slug: 'forbidden',
  status: 403,
  title: { en: 'You may not do this', pl: 'Nie masz do tego prawa' },
  detail: {
    en: 'Your account, or the mandate that you act with, does not allow this operation.',
    pl: 'Twoje konto albo mandat, z którym działasz, nie pozwala na tę operację.',
  },
});
export const NotFound = problem({
  slug: 'not-found',
  status: 404,
  title: { en: 'There is no such thing', pl: 'Nie ma takiego zasobu' },
  detail: { en: 'It does not exist, or you may not know of it.', pl: 'Nie istnieje albo nie możesz o nim wiedzieć.' },
});
export const ChooseMember = problem({
  slug: 'choose-member',
  status: 403,
  title: { en: 'Say for whom you act', pl: 'Wskaż, w czyim imieniu działasz' },
  detail: {
    en: 'You act for several members of this cluster. Name one in the header Klaster-Acting-For.',
    pl: 'Działasz w imieniu kilku członków tego klastra. Wskaż jednego w nagłówku Klaster-Acting-For.',
  },
});
export const Conflict = problem({
  slug: 'conflict',
  status: 409,
  title: { en: 'Somebody else was quicker', pl: 'Ktoś inny był szybszy' },
  detail: { en: 'It was changed meanwhile. Read it again and retry.', pl: 'W międzyczasie to zmieniono. Odczytaj ponownie i spróbuj jeszcze raz.' },
});
export const StaleVersion = problem({
  slug: 'stale-version',
  status: 412,
  title: { en: 'It was changed meanwhile', pl: 'W międzyczasie to zmieniono' },
  detail: { en: 'Read it again, look at what changed, and send your change with the new ETag.', pl: 'Odczytaj ponownie, sprawdź zmiany i wyślij swoją z nowym ETag.' },
});
export const VersionRequired = problem({
  slug: 'version-required',
  status: 428,
  title: { en: 'Say which version you change', pl: 'Podaj, którą wersję zmieniasz' },
  detail: { en: 'Send the ETag that you read in the header If-Match.', pl: 'Wyślij odczytany ETag w nagłówku If-Match.' },
});
export const KeyReused = problem({
  slug: 'idempotency-key-reused',
  status: 422,
  title: { en: 'This Idempotency-Key stands for another request', pl: 'Ten Idempotency-Key należy do innego żądania' },
  detail: { en: 'Use a new key for a new request, the same key only to repeat the same one.', pl: 'Nowe żądanie wymaga nowego klucza; ten sam klucz tylko powtarza to samo żądanie.' },
});
export const PayloadTooLarge = problem({
  slug: 'payload-too-large',
  status: 413,
  title: { en: 'The body is too large', pl: 'Treść żądania jest za duża' },
  detail: { en: 'At most 1 MiB is taken.', pl: 'Przyjmujemy najwyżej 1 MiB.' },
});
export const UnsupportedMediaType = problem({
  slug: 'unsupported-media-type',
  status: 415,
  title: { en: 'This content type is not taken', pl: 'Ten typ treści nie jest przyjmowany' },
  detail: { en: 'Send JSON with Content-Type: application/json.', pl: 'Wyślij JSON z nagłówkiem Content-Type: application/json.' },
});
export const TooManyRequests = problem({
  slug: 'too-many-requests',
  status: 429,
  title: { en: 'Too many requests', pl: 'Za dużo żądań' },
  detail: { en: 'Wait as long as Retry-After says, then go on.', pl: 'Odczekaj tyle, ile podaje Retry-After, i kontynuuj.' },
});
export const Internal = problem({
  slug: 'internal',
  status: 500,
  title: { en: 'A fault on our side', pl: 'Błąd po naszej stronie' },
  detail: { en: 'It was recorded. Retry with the same Idempotency-Key; nothing is done twice.', pl: 'Został zapisany. Spróbuj ponownie z tym samym Idempotency-Key; nic nie wykona się dwa razy.' },
});
export const Overloaded = problem({
  slug: 'overloaded',
  status: 503,
  title: { en: 'Too busy just now', pl: 'Chwilowe przeciążenie' },
  detail: { en: 'Nothing was done. Wait as long as Retry-After says and retry with the same Idempotency-Key.', pl: 'Nic nie wykonano. Odczekaj tyle, ile podaje Retry-After, i spróbuj ponownie z tym samym Idempotency-Key.' },
});
export const TimedOut = problem({
  slug: 'timed-out',
  status: 504,
  title: { en: 'No answer in time', pl: 'Brak odpowiedzi na czas' },
  detail: { en: 'It may or may not have been done. Retry with the same Idempotency-Key to find out.', pl: 'Mogło zostać wykonane lub nie. Spróbuj ponownie z tym samym Idempotency-Key, aby się dowiedzieć.' },
});

/** What the platform itself may answer to any operation. */
export const commonProblems = [
  Malformed, Unauthenticated, Forbidden, NotFound, ChooseMember, Conflict, StaleVersion, VersionRequired, KeyReused,
  PayloadTooLarge, UnsupportedMediaType, TooManyRequests, Internal, Overloaded, TimedOut,
] as const;
export type CommonSlug = (typeof commonProblems)[number]['slug'];
