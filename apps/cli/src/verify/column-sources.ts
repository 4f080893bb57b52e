/** What a column is derived from, or plainly why it can't be derived. */
export type Column = { readonly from: string } | { readonly because: string };

export const from = (what: string): Column => ({ from: what });
export const notDerivable = (because: string): Column => ({ because });

export const CLOCK = notDerivable('It is the time by the clock at which it happened; nothing else has noted it.');
export const SECRET = notDerivable('It is a secret, or the digest of one, made at random.');
export const PASSING = notDerivable(
  'It is kept for a while, for the sake of one visit, and nothing on record follows from it.',
);
export const LEFT = from('the last line of the audit that says how somebody was left, where there is one');
export const PROGRESS = notDerivable(
  'It says how far a job has come; what the job came to is checked where it is used.',
);
export const TRIAL = notDerivable(
  'It is what a trial was asked for and found at its time; to be sure, ask for another one.',
);
export const REASONED = notDerivable(
  'A check was answered as of its time and is never changed: its role may only add rows.',
);
export const OTHERS = notDerivable('It is of the tool that brings the schema up to date.');

export const MESSAGE = from('the message at its coordinates on Kafka');
export const PARSED = from('parsing the message again');
export const SALT = from('the leaf of its row, which its batch has committed to');
export const BATCH_TIME = from('the time of its batch');
export const BODY_AND_MESSAGE = from('its body, and the message on scope-alerts');
export const JUDGED = from('judging the client again; where it no longer alerts, what was told of it last');
export const STEPS = from('the recorded steps of work on it');
export const AUDITED = from('the audit');
export const ON_RECORD = from('what is on record of it in the log');
export const PROPOSED = from('the proposal that was approved');

export type Table = Readonly<Record<string, Column>>;

/** Columns that are all of one kind, and those that are not. */
export function all(
  columns: readonly string[],
  column: Column,
  others: Readonly<Record<string, Column>> = {},
): Record<string, Column> {
  return { ...Object.fromEntries(columns.map((name) => [name, column])), ...others };
}
