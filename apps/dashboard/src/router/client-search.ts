import type { ClientFilter, Clocks } from '../api/clients';
import { GAPS, INITIATIVES } from '../words/clients';
import { flag, list, present, text, timeOrDay, wanted, words } from './search-fields';

export const clocksSearch = (raw: Record<string, unknown>): Clocks =>
  present({ trueOn: timeOrDay(raw, 'trueOn'), knownOn: timeOrDay(raw, 'knownOn') });

export const clientsSearch = (raw: Record<string, unknown>): ClientFilter =>
  present({
    ...clocksSearch(raw),
    q: wanted(raw, 'q'),
    initiative: words(raw, 'initiative', INITIATIVES),
    gap: words(raw, 'gap', GAPS),
    inDrift: flag(raw, 'inDrift'),
    entityId: list(raw, 'entityId'),
    country: list(raw, 'country'),
    originalService: text(raw, 'originalService'),
    originalAssetClass: text(raw, 'originalAssetClass'),
  });
