import type { Verdict } from './verdict-register.js';

interface Registered {
  /** What it is called, in a few words. */
  readonly name: string;
  /** The verdicts that it gives. Their severity and their citations are those of the pack. */
  readonly verdicts: readonly Verdict[];
  /** The law that it stands on; where it alerts, the pack must cite that. */
  readonly law: readonly string[];
  /** The version of the judge that brought it. */
  readonly since: number;
}

const GUIDELINES = 'ESMA guidelines on reverse solicitation';

/** Every row of the decision table, once. When each of them holds is said in `table.ts`, in the order in which they are tried. */
export const ROW_REGISTER = {
  1: { name: 'outside the perimeter', verdicts: ['OUT_OF_PERIMETER'], law: ['MiCA, Article 61(1)'], since: 1 },
  2: { name: 'location unknown', verdicts: ['NEEDS_REVIEW'], law: ['MiCA, Article 61(1)'], since: 1 },
  3: {
    name: 'authorised for the service',
    verdicts: ['AUTHORISED'],
    law: ['MiCA, Article 59(1)', 'MiCA, Article 60', 'MiCA, Article 63'],
    since: 1,
  },
  4: {
    name: 'another regime',
    verdicts: ['OTHER_REGIME'],
    law: ['MiCA, Article 2(2)-(4)', 'MiCA, recital 94'],
    since: 1,
  },
  5: {
    name: 'no promotion',
    verdicts: ['NEUTRAL'],
    law: ['MiCA, Article 61(1), second subparagraph'],
    since: 1,
  },
  6: {
    name: 'initiative not the client’s own',
    verdicts: ['DEFEATS_61_1'],
    law: ['MiCA, Article 61(1), second subparagraph', `${GUIDELINES}, guidelines 2 and 3`],
    since: 1,
  },
  7: {
    name: 'nothing to rely on',
    verdicts: ['DEFEATS_61_1', 'NO_BASIS'],
    law: ['MiCA, Article 59(1)', 'MiCA, Article 61(1)'],
    since: 1,
  },
  8: { name: 'requested by the client', verdicts: ['CLIENT_INITIATED'], law: ['MiCA, Article 61(1)'], since: 1 },
  9: {
    name: 'request solicited before',
    verdicts: ['CONTAMINATED_REQUEST'],
    law: ['MiCA, Article 61(1), second subparagraph', 'MiCA, Article 61(2)'],
    since: 1,
  },
  10: { name: 'in scope', verdicts: ['IN_SCOPE'], law: ['MiCA, Article 61(1)'], since: 1 },
  11: {
    name: 'within the original transaction',
    verdicts: ['ORIGINAL_TRANSACTION_WINDOW'],
    law: [`${GUIDELINES}, guideline 3`],
    since: 1,
  },
  12: {
    name: 'same type, outside the original transaction',
    verdicts: ['FOLLOW_ON_OUTSIDE_CONTEXT'],
    law: ['MiCA, Article 61(1), second subparagraph', `${GUIDELINES}, guideline 3`],
    since: 1,
  },
  13: { name: 'new type marketed', verdicts: ['BREACH_61_2'], law: ['MiCA, Article 61(2)'], since: 1 },
  14: {
    name: 'new type enabled',
    verdicts: ['SCOPE_DRIFT_UNREQUESTED'],
    law: ['MiCA, Article 59(1)', 'MiCA, Article 61(1)'],
    since: 1,
  },
  15: { name: 'undetermined', verdicts: ['NEEDS_REVIEW'], law: [`${GUIDELINES}, guideline 4`], since: 1 },
} as const satisfies Readonly<Record<number, Registered>>;

export type Row = keyof typeof ROW_REGISTER;
export type VerdictOf<R extends Row> = (typeof ROW_REGISTER)[R]['verdicts'][number];

export const ROWS = Object.keys(ROW_REGISTER).map(Number) as readonly Row[];
export const LAST_ROW = Math.max(...ROWS);
