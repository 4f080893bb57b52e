import type { ReplayAsked } from '../api/replay';
import { present, text } from './search-fields';

export const replaySearch = (raw: Record<string, unknown>): ReplayAsked =>
  present({
    from: text(raw, 'from'),
    to: text(raw, 'to'),
    clientId: text(raw, 'clientId'),
    entityId: text(raw, 'entityId'),
  });
