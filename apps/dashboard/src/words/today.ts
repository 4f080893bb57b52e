import type { Approval, Today } from '../api/types';

type CountName = keyof Today['counts'];

/** What each number of the day is called, and what it counts. */
export const COUNT_WORDS: Readonly<Record<CountName, readonly [label: string, counts: string]>> = {
  toDo: ['Open alerts', 'All that still alert and nobody has closed.'],
  overdue: ['Overdue', 'Open, and past the time by which the rule pack wants them closed.'],
  dueToday: ['Due today', 'Open, not overdue yet, and due before your day ends.'],
  mine: ['Mine', 'Open, and assigned to you.'],
  unassigned: ['Assigned to nobody', 'Open, and in nobody’s hands.'],
  closingsToApprove: ['Closings to approve', 'Open, and somebody else proposes to close them.'],
  ownProposals: ['My proposals', 'Open, proposed by you to be closed, and not decided yet.'],
  mentions: ['Mentions', 'Alerts on which you were meant, or a proposal of yours was decided, since your last visit.'],
  raisedSince: ['New', 'Open, and raised since your last visit.'],
};

export const APPROVAL_LABELS: Readonly<Record<Approval['kind'], string>> = {
  CLOSING: 'Closing',
  POLICY: 'Rule pack',
  SILENCE: 'Silence',
  SET_ASIDE: 'Rejection',
  REBUILD: 'Rebuild',
  TOPIC: 'Topic',
};

/** The parts of Article 61(2), in the order of its number. */
export const ARTICLE_PARTS = [
  ['marketed', 'marketed'],
  ['enabled', 'enabled'],
  ['otherRegime', 'under another regime'],
] as const;

export const ARTICLE_DEFINITION =
  'Open alerts about something beyond what the client asked for, each once: marketed to them, enabled for them, or governed by another regime.';
