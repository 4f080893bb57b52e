import { citationsOf } from '../alerts/alert.js';
import type { Severity } from '../vocabulary.js';
import { judgeBook } from './book.js';
import type { Judgement } from './judgement.js';
import type { Row, VerdictOf } from './row-register.js';
import { recorded, shippedPolicy, type Unrecorded } from './stream.testkit.js';

/** Facts in the order of recording; a builder may give several. */
export type Facts = readonly (Unrecorded | readonly Unrecorded[])[];

/** What else may be said of a verdict. */
interface Besides {
  readonly severity?: Severity;
  readonly newService?: boolean;
  readonly newAssetType?: boolean;
  /** Ids of the facts that it stands on, beside the act. */
  readonly because?: readonly string[];
  /** The articles that it cites. */
  readonly citing?: readonly string[];
}

export interface Outcome {
  /** Facts that are recorded only after the act, whenever they were true. */
  butLater(...facts: Facts): Outcome;
  /** The one verdict on the act. */
  thenRaises<R extends Row>(row: R, verdict: VerdictOf<R>, besides?: Besides): Raised;
}

interface Raised {
  /** The row that just doesn't hold. */
  insteadOf(row: Row): void;
}

const policy = shippedPolicy();

/**
 * The decision table under test: `given` what is on file, `when` this happens, `thenRaises` that.
 * @returns with it the rows that were raised, and those that were just missed, as far as tests have said so
 */
export function decisionTable() {
  const raised = new Set<Row>();
  const missed = new Set<Row>();

  const outcome = (
    onFile: readonly Unrecorded[],
    act: readonly Unrecorded[],
    later: readonly Unrecorded[],
  ): Outcome => ({
    butLater: (...facts) => outcome(onFile, act, [...later, ...facts.flat()]),
    thenRaises(row, verdict, besides = {}) {
      const judgement = onlyVerdict([...onFile, ...act, ...later], act);
      expect({ row: judgement.row, verdict: judgement.verdict, ...said(judgement, besides) }).toEqual({
        row,
        verdict,
        ...besides,
      });
      raised.add(row);
      return {
        insteadOf(missing) {
          expect(missing).not.toBe(row);
          missed.add(missing);
        },
      };
    },
  });
  const given = (...onFile: Facts) => ({
    when: (...act: Facts): Outcome => outcome(onFile.flat(), act.flat(), []),
  });
  return { given, raised, missed };
}

export const { given } = decisionTable();

/** The act is the last of the facts that happen; the others only make it possible. */
function onlyVerdict(facts: readonly Unrecorded[], act: readonly Unrecorded[]): Judgement {
  const id = act.at(-1)?.id ?? '';
  const [verdict, ...others] = judgeBook(recorded(facts), policy).filter((j) => j.act.identity.id.split('#')[0] === id);
  if (verdict === undefined || others.length > 0) {
    throw new Error(`Expected one verdict on ${id}, found ${verdict === undefined ? 0 : others.length + 1}.`);
  }
  return verdict;
}

/** Of a verdict just what is asked about. */
function said(judgement: Judgement, besides: Besides): Besides {
  const { severity, newService, newAssetType, reasons } = judgement;
  return {
    ...('severity' in besides && severity !== null ? { severity } : {}),
    ...('newService' in besides && newService !== null ? { newService } : {}),
    ...('newAssetType' in besides && newAssetType !== null ? { newAssetType } : {}),
    ...('because' in besides ? { because: reasons.slice(1).map(({ id }) => id) } : {}),
    ...('citing' in besides ? { citing: citationsOf(judgement, policy).map(({ article }) => article) } : {}),
  };
}
