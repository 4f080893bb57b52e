import { counted } from './numbers';
import { rejectionReason } from './rejections';
import { moment } from './times';
import { verdictLabel, verdictMeaning } from './verdicts';

/** Something that stands in the way of saying that there was no breach; by its kind it has more to say. */
export type Obstacle = { kind: string } & Readonly<Record<string, unknown>>;

export const textIn = (obstacle: Obstacle, name: string): string => String(obstacle[name] ?? '');

interface Words {
  readonly what: (obstacle: Obstacle) => string;
  readonly toDo: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  NOTHING_JUDGED: {
    what: () => 'Nothing was judged yet.',
    toDo: 'Send the first events, and see under Health whether they are read.',
  },
  UNKNOWN_CLIENT: {
    what: () => 'Nobody on file goes by this id.',
    toDo: 'Look the client up in the list.',
  },
  NOT_OVER: {
    what: () => 'These days are not over: nobody can say what is still to come.',
    toDo: 'Ask for the days that are over.',
  },
  ALERT: {
    what: (o) =>
      `${verdictLabel(textIn(o, 'verdict'))}, ${moment(textIn(o, 'effectiveAt'))}: ${verdictMeaning(textIn(o, 'verdict'))}`,
    toDo: 'It was judged so, and closing it takes nothing of that back. Where a fact behind it is wrong, have that retracted where it came from; the alert then goes by itself.',
  },
  UNDECIDED: {
    what: (o) => `What happened on ${moment(textIn(o, 'effectiveAt'))} can’t be decided from the facts on file.`,
    toDo: 'Get what leaves it open, and have it told or recorded; it is then judged again by itself.',
  },
  RECORD_DIFFERS: {
    what: () => 'What stands on record of an alert is not what the log gives.',
    toDo: 'Have the projections rebuilt and compared; until then nothing should rest on either.',
  },
  OFFSETS_MISSING: {
    what: (o) =>
      `Messages that may be about the client were never read: ${textIn(o, 'topic')}, partition ${textIn(o, 'partition')}, from ${textIn(o, 'fromOffset')} to ${textIn(o, 'toOffset')}.`,
    toDo: 'Have them sent again under new offsets, then accept the gap under Health with a reason.',
  },
  REJECTION_WAITING: {
    what: (o) =>
      `${CONCERNS[textIn(o, 'concern')] ?? 'A message could not be taken'}: ${rejectionReason(textIn(o, 'reason'))}.`,
    toDo: 'Have it sent again as it should be and re-drive it; or set it aside, where nobody needs it taken.',
  },
  FAN_OUT_UNFINISHED: {
    what: () => 'A change that concerns all clients is still being worked off.',
    toDo: 'Wait until everybody was judged by it, and ask again.',
  },
};

const CONCERNS: Readonly<Record<string, string>> = {
  NAMES_CLIENT: 'A message that names this client could not be taken',
  SHARED_FACT: 'A message of a kind that may concern any client could not be taken',
  ILLEGIBLE: 'A message could not be taken, and nothing in it says whom it is about',
};

/** What stands in the way. */
export const obstacleSentence = (obstacle: Obstacle): string =>
  WORDS[obstacle.kind]?.what(obstacle) ?? JSON.stringify(obstacle);
/** What takes it out of the way. */
export const obstacleToDo = (obstacle: Obstacle): string => WORDS[obstacle.kind]?.toDo ?? '';

/** Of what an alert can't be decided on. */
export const doubtsIn = ({ doubts }: Obstacle): string[] =>
  Array.isArray(doubts) ? doubts.filter((doubt) => typeof doubt === 'string') : [];

export const obstaclesCounted = (many: number): string =>
  `${counted(many, 'thing')} ${many === 1 ? 'stands' : 'stand'} in the way`;
