import type { Answer } from '../api/checks';

export const ANSWER_LABELS: Readonly<Record<Answer, string>> = {
  MAY: 'May',
  MAY_NOT: 'May not',
  PERSON: 'Needs a person',
};
