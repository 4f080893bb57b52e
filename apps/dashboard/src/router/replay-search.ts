import { present, text, time } from './search-fields';

/** Times of recording, and whom it is about. */
export interface ReplayAsked {
  from?: string;
  to?: string;
  clientId?: string;
  entityId?: string;
}

export const replaySearch = (raw: Record<string, unknown>): ReplayAsked =>
  present({
    from: time(raw, 'from'),
    to: time(raw, 'to'),
    clientId: text(raw, 'clientId'),
    entityId: text(raw, 'entityId'),
  });
