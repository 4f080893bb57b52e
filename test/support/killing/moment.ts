/** Between which two effects a process was killed. */
export interface Moment {
  /** `BEFORE`: the statement never came to the database. `AFTER`: it was carried out, and nobody heard of it. */
  readonly when: 'BEFORE' | 'AFTER';
  /** What it does and to what, without its values. */
  readonly statement: string;
}

export const nameOf = ({ when, statement }: Moment): string => `${when} ${statement}`;

/** What changes nothing: to die beside it is to die before the next effect. */
const READS =
  /^(SELECT(?!.*\b(erase_desk|erase_rows|carry_out_erasure|begin_erasure|finish_erasure|put_on_record|nextval)\b)|SHOW|SET|BEGIN|START|ROLLBACK|LISTEN|DISCARD|DEALLOCATE|FETCH|DECLARE|CLOSE|COPY \()/is;
const WORDS = 5;

/** @returns by what a statement is known in a table of moments; `undefined` where it has no effect */
export function effectOf(statement: string): string | undefined {
  const text = statement.replace(/\s+/g, ' ').trim();
  if (text === '' || (READS.test(text) && !/^WITH\b.*\b(INSERT|UPDATE|DELETE)\b/i.test(text))) return undefined;
  if (/^WITH\b/i.test(text) && !/\b(INSERT INTO|UPDATE|DELETE FROM)\b/i.test(text)) return undefined;
  const deed =
    /(?<!\bFOR (?:NO KEY )?)\b(INSERT INTO|UPDATE|DELETE FROM|COPY|COMMIT|TRUNCATE|MERGE INTO|CREATE|ALTER|DROP)\b(?: (?:ONLY )?"?([a-z_]+))?/i.exec(
      text,
    );
  if (deed !== null) return [deed[1]?.toUpperCase(), deed[2]].filter((word) => word !== undefined).join(' ');
  return text.split(' ').slice(0, WORDS).join(' ');
}
