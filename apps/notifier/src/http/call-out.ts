export interface CallOut {
  readonly url: string;
  /** Of the body. */
  readonly type: string;
  readonly body: Buffer;
  /** For all of it. */
  readonly timeoutMs: number;
  /** No answer may be longer. */
  readonly answerBytesMax: number;
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
}

export interface Answered {
  readonly status: number;
  readonly body: Buffer;
}

/** Nothing that can be used was answered; the message says what kept it. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/**
 * Posts to an address that whoever runs this has set, unlike those that people enter: it may be a private one.
 * A redirect is an answer like any other.
 * @throws Unanswered
 */
export async function callOut({ url, type, body, timeoutMs, answerBytesMax, signal }: CallOut): Promise<Answered> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type, 'user-agent': 'scopewatch' },
      body: new Uint8Array(body),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]),
    });
    return { status: answer.status, body: await bounded(answer, answerBytesMax) };
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new Unanswered(`no answer within ${timeoutMs / 1000} s`);
    throw new Unanswered(reasonOf(error), { cause: error });
  }
}

async function bounded(answer: Response, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > most) throw new Unanswered(`more than ${most} bytes were answered`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What fetch itself says is that it failed; why, is behind that. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? (cause instanceof Error ? cause.message : error.message);
}
