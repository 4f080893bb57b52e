/** What the API answers with when it can't do what was asked (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Fields of its own, such as the newer state after a conflict. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, body: unknown) {
    const problem = isRecord(body) ? body : {};
    const title = textOf(problem['title']) ?? `The server answered ${status}`;
    super(title);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = textOf(problem['code']) ?? 'FAULT';
    this.detail = textOf(problem['detail']) ?? '';
    this.more = problem;
  }
}

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiProblem && error.status === status;

/** One sentence for a person, whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.detail === '' ? error.message : `${error.message}: ${error.detail}`;
  if (error instanceof TypeError) return 'The server can’t be reached.';
  return error instanceof Error ? error.message : String(error);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
