/** The network's own words for "nobody there", or "nobody any more". */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** PostgreSQL's codes for a server or a database that lets nobody in: class 08, and some of others. Class 28 is about the account. */
const DATABASE = /^(08...|3D000|53300|57P0[123])$/;

/** What `pg` says without a code. */
const DATABASE_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|The server does not support SSL)/;

/**
 * Whether a failure is a part that can't be reached, rather than a fault of ours.
 *
 * @returns a sentence that names the part, what it said and what to do; `undefined` for any other failure
 */
export function unreachablePart(error: unknown): string | undefined {
  const chain = causesOf(error);
  const said = chain.map(messageOf).filter((message) => message !== '');
  const why = said.at(-1) ?? 'it does not answer';
  if (chain.some(isOfKafka)) {
    return `Kafka is not reachable: ${why}. See that it runs, and that KAFKA_BROKERS (or the start that is running) says where.`;
  }
  if (chain.some((e) => codeOf(e).startsWith('28'))) {
    return `PostgreSQL lets us in by no such name and password: ${why}. Check the user and the password in DATABASE_URL.`;
  }
  if (chain.some((e) => DATABASE.test(codeOf(e)) || DATABASE_WORDS.test(messageOf(e)) || NETWORK.has(codeOf(e)))) {
    return `PostgreSQL is not reachable: ${why}. See that it runs, and that DATABASE_URL (or the start that is running) says where.`;
  }
  return undefined;
}

const isOfKafka = (error: object): boolean =>
  'name' in error && /^KafkaJS(Connection|NumberOfRetries|RequestTimeout|Broker|SASL|Lock)/.test(String(error.name));

/** The error and what it came of, each once. */
function causesOf(error: unknown, seen = new Set<object>()): object[] {
  if (typeof error !== 'object' || error === null || seen.has(error)) return [];
  seen.add(error);
  const of = error as { cause?: unknown; originalError?: unknown; driverError?: unknown; errors?: unknown };
  const inner = [of.cause, of.originalError, of.driverError, ...(Array.isArray(of.errors) ? of.errors : [])];
  return [error, ...inner.flatMap((next) => causesOf(next, seen))];
}

const codeOf = (error: object): string => ('code' in error ? String(error.code) : '');
const messageOf = (error: object): string => ('message' in error ? String(error.message) : '');
