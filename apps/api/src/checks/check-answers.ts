import type { Static } from '@sinclair/typebox';
import { TYPE_PREFIX } from '#contract';
import { citationsOf, explain, type Judgement, type Policy } from '#domain';
import { plannedIndex } from '#whatif';
import type { CheckAnswerRow, CheckAnswer as StoredAnswer } from '#store';
import type { CheckAnswer } from './checks.shapes.js';
import { differencesShown } from '../alerts/differences-shown.js';
import type { AlertSummary } from '../alerts/alerts.shapes.js';

/** Whether it may be done, by what its verdict would be. */
function answerOf({ severity, verdict }: Judgement): StoredAnswer {
  if (severity === null) return 'MAY';
  return verdict === 'NEEDS_REVIEW' ? 'PERSON' : 'MAY_NOT';
}

const checkAnswer = (judgement: Judgement, policy: Policy): Static<typeof CheckAnswer> => {
  const { act } = judgement;
  return {
    clientId: judgement.clientId,
    entityId: judgement.entityId,
    answer: answerOf(judgement),
    act: {
      source: act.identity.source,
      id: act.identity.id,
      type: `${TYPE_PREFIX}${act.type}`,
      effectiveAt: act.whenGiven,
    },
    offer: judgement.offer as AlertSummary['offer'],
    verdict: judgement.verdict,
    row: judgement.row,
    newService: judgement.newService,
    newAssetType: judgement.newAssetType,
    reasons: judgement.reasons.map(({ source, id }) => ({ source, id })),
    citations: citationsOf(judgement, policy).map(({ article, sourceStatus }) => ({ article, sourceStatus })),
    explanation: explain(judgement, 'PLANNED'),
    differences: differencesShown(judgement.differences),
  };
};

/** An answer as it is stored, and to which of the events; its place among the others comes later. */
export interface UnnumberedAnswer extends Omit<CheckAnswerRow, 'ordinal'> {
  readonly index: number;
}

export function answerRow(judgement: Judgement, policy: Policy): UnnumberedAnswer {
  const { clientId, entityId, verdict } = judgement;
  const answer = checkAnswer(judgement, policy);
  const index = plannedIndex(judgement);
  return { clientId, entityId, verdict, answer: answer.answer, body: JSON.stringify(answer), index };
}
