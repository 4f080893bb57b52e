import type { ClientFilter, Clocks } from '../api/clients';
import { GAPS, INITIATIVES } from '../words/clients';
import { flag, list, present, text, words } from './search-fields';

export const clocksSearch = (raw: Record<string, unknown>): Clocks =>
  present({ trueOn: text(raw, 'trueOn'), knownOn: text(raw, 'knownOn') });

export const clientsSearch = (raw: Record<string, unknown>): ClientFilter =>
  present({
    ...clocksSearch(raw),
    q: text(raw, 'q'),
    initiative: words(raw, 'initiative', INITIATIVES),
    gap: words(raw, 'gap', GAPS),
    inDrift: flag(raw, 'inDrift'),
    entityId: list(raw, 'entityId'),
    country: list(raw, 'country'),
    originalService: text(raw, 'originalService'),
    originalAssetClass: text(raw, 'originalAssetClass'),
  });
