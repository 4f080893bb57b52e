interface Registered {
  /** Of uses of equal severity the graver verdict stands for all of them. `null`: it neither alerts nor needs a person. */
  readonly gravity: number | null;
  /** Whether an act that may solicit counts, with this verdict, as having solicited what is asked for after it. */
  readonly solicits: 'FULLY' | 'UNDETERMINED' | 'NO';
  /** Whether a request with this verdict comes on file, for later acts to rely on. */
  readonly entersScope: boolean;
  /** Whether it is shown among the Article 61(2) alerts: marketed, or switched on, beyond what was asked for. */
  readonly beyondScope: boolean;
  /** Headings of the pack's citations under which it may stand, the usual one first. */
  readonly cited: readonly string[];
}

const quiet = { gravity: null, solicits: 'NO', entersScope: true, beyondScope: false, cited: [] } as const;
const alerting = { solicits: 'FULLY', entersScope: true, beyondScope: false } as const;

/** Every verdict, once: whatever follows from a verdict alone. Its severity is the pack's, its words are the dashboard's. */
export const VERDICT_REGISTER = {
  OUT_OF_PERIMETER: { ...quiet, solicits: 'UNDETERMINED' },
  AUTHORISED: { ...quiet, solicits: 'FULLY', entersScope: false },
  NEUTRAL: quiet,
  IN_SCOPE: quiet,
  CLIENT_INITIATED: quiet,
  ORIGINAL_TRANSACTION_WINDOW: quiet,
  BREACH_61_2: { ...alerting, gravity: 6, beyondScope: true, cited: ['BREACH_61_2'] },
  SCOPE_DRIFT_UNREQUESTED: {
    ...alerting,
    gravity: 5,
    beyondScope: true,
    cited: ['SCOPE_DRIFT_UNREQUESTED', 'SCOPE_DRIFT_VISIBLE'],
  },
  FOLLOW_ON_OUTSIDE_CONTEXT: { ...alerting, gravity: 3, cited: ['FOLLOW_ON_OUTSIDE_CONTEXT'] },
  CONTAMINATED_REQUEST: { ...alerting, gravity: 4, cited: ['CONTAMINATED_REQUEST'] },
  DEFEATS_61_1: { ...alerting, gravity: 8, cited: ['DEFEATS_61_1'] },
  NO_BASIS: { ...alerting, gravity: 7, cited: ['NO_BASIS'] },
  OTHER_REGIME: {
    ...alerting,
    gravity: 2,
    entersScope: false,
    cited: ['OTHER_REGIME', 'OTHER_REGIME_DRIFT', 'MIFID_DRIFT'],
  },
  NEEDS_REVIEW: { ...alerting, gravity: 1, cited: ['NEEDS_REVIEW'] },
} as const satisfies Readonly<Record<string, Registered>>;

export type Verdict = keyof typeof VERDICT_REGISTER;
export const VERDICTS = Object.keys(VERDICT_REGISTER) as readonly Verdict[];

/** Verdicts that alert or need a person. */
export type AlertingVerdict = {
  [V in Verdict]: (typeof VERDICT_REGISTER)[V]['gravity'] extends null ? never : V;
}[Verdict];
export const ALERTING_VERDICTS = VERDICTS.filter(isAlerting);

export function isAlerting(verdict: Verdict): verdict is AlertingVerdict {
  return VERDICT_REGISTER[verdict].gravity !== null;
}

/** What a citation is for: a verdict, or one of the special cases of it. */
export type CitationKey = (typeof VERDICT_REGISTER)[AlertingVerdict]['cited'][number];
export const CITATION_KEYS: readonly CitationKey[] = ALERTING_VERDICTS.flatMap(
  (verdict): readonly CitationKey[] => VERDICT_REGISTER[verdict].cited,
);
