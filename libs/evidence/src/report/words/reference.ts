import { ROW_REGISTER, ROWS, VERDICTS, type SourceStatus } from '#domain';
import { TERMS } from './glossary.js';
import { provisions, SOURCE_WORDS } from './law.js';
import { ROW_SENSE, VERDICT_WORDS } from './verdicts.js';

/** What a report explains beside its findings, for whoever reads a finding elsewhere. */
export interface Reference {
  readonly provisions: readonly { readonly article: string; readonly wording: string; readonly address: string }[];
  /** How well a citation is confirmed, in a sentence. */
  readonly sources: Readonly<Record<SourceStatus, string>>;
  /** The decision table; the first row that holds decides. */
  readonly rows: readonly {
    readonly row: number;
    readonly name: string;
    readonly sense: string;
    readonly law: string[];
  }[];
  /** `shows` is a regular expression, without regard to case, by which the term is found in a text. */
  readonly terms: readonly { readonly term: string; readonly meaning: string; readonly shows: string }[];
}

export const reference = (): Reference => ({
  provisions: provisions(),
  sources: SOURCE_WORDS,
  rows: ROWS.map((row) => ({
    row,
    name: ROW_REGISTER[row].name,
    sense: ROW_SENSE[row],
    law: [...ROW_REGISTER[row].law],
  })),
  terms: [
    ...TERMS.map(([term, shows, meaning]) => ({ term, meaning, shows: shows.source })),
    ...VERDICTS.map((verdict) => {
      const { label, meaning } = VERDICT_WORDS[verdict];
      return { term: label.toLowerCase(), meaning, shows: `\\b${label}\\b` };
    }),
  ].sort((a, b) => (a.term < b.term ? -1 : 1)),
});
