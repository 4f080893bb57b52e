/** The first sentence of an explanation: the act, then the row of the table in words, then its number. */
const FIRST_SENTENCE = /^On .*: (.+?) \(row \d+\)\./;

/** Of an explanation, why it alerts: the row of the table in words. All of it where it is told otherwise. Pure. */
export function reasonIn(explanation: string): string {
  const reason = FIRST_SENTENCE.exec(explanation)?.[1];
  return reason === undefined ? explanation : `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`;
}
