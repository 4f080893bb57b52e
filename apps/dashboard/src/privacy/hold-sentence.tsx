import type { LegalHold } from '../api/types';
import { Moment } from '../parts/moment';

/** Which hold it is: why, by whom, since when. */
export const HoldSentence = ({ hold: { clientId, reason, placedBy, placedAt } }: { hold: LegalHold }) => (
  <>
    “{reason}”, placed by {placedBy} on <span className="id">{clientId}</span>, <Moment at={placedAt} short />
  </>
);
