import { verdictLabel } from './verdicts';

type Obstacle = { kind: string } & Record<string, unknown>;

const SENTENCES: Readonly<Record<string, (obstacle: Obstacle) => string>> = {
  NOTHING_JUDGED: () => 'Nothing was judged yet.',
  UNKNOWN_CLIENT: () => 'Nobody on file goes by this id.',
  NOT_OVER: () => 'These days are not over: nobody can say what is still to come.',
  ALERT: ({ alertId, verdict }) => `${verdictLabel(String(verdict))}: ${String(alertId)}.`,
  UNDECIDED: ({ alertId }) => `It can’t be decided from the facts on file: ${String(alertId)}.`,
  RECORD_DIFFERS: ({ alertId }) => `What stands on record is not what the log gives: ${String(alertId)}.`,
  OFFSETS_MISSING: ({ topic, partition, fromOffset, toOffset }) =>
    `Messages are missing: ${String(topic)}/${String(partition)}, from ${String(fromOffset)} to ${String(toOffset)}.`,
  REJECTION_WAITING: ({ message }) => String(message),
  FAN_OUT_UNFINISHED: () => 'A change that concerns all clients is still being worked off.',
};

/** What stands in the way of saying that there was no breach. */
export const obstacleSentence = (obstacle: Obstacle): string =>
  SENTENCES[obstacle.kind]?.(obstacle) ?? JSON.stringify(obstacle);
