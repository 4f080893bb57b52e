import type { Erasure } from '../api/types';
import { moment } from './times';

export const ERASURE_STATE_LABELS: Readonly<Record<Erasure['state'], string>> = {
  WAITING: 'Waits for a second person',
  REJECTED: 'Rejected',
  APPROVED: 'Approved, about to be carried out',
  CARRIED_OUT: 'Carried out in the database; what is outside is being seen to',
  FINISHED: 'Finished',
};

export const GROUND_LABELS: Readonly<Record<Erasure['ground'], string>> = {
  ON_REQUEST: 'The client asked for it',
  RETENTION: 'It has been kept as long as it had to be',
  LEDGER: 'It was erased before, and a restore brought it back',
};

type Outside = NonNullable<Erasure['outside']>[string];

const KEPT: Readonly<Record<string, string>> = {
  'until it is compacted': 'until Kafka next compacts the topic',
  'for ever': 'for ever: the topic never deletes anything',
  'no such topic': 'nothing: there is no such topic',
  unknown: 'nobody knows how long: the cluster does not say',
};

/** How long a topic still holds what was sent before. */
export const keptWords = ({ kept, until }: Outside): string =>
  until === undefined ? (KEPT[kept] ?? kept) : `until ${moment(until)}`;
