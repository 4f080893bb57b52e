import { GAPS } from '../words/clients';
import { INCIDENT_KINDS } from '../words/incidents';
import { STANDINGS } from '../words/rejections';
import { alertSearch } from './alert-search';
import { clientsSearch, clocksSearch } from './client-search';
import { replaySearch } from './replay-search';
import { cause, list, present, text, time, word, words } from './search-fields';
import { silenceSearch } from './silence-search';

type Raw = Record<string, unknown>;

/** A page whose address says all by its path. */
const nothing = (_raw: Raw): object => ({});

/** What each page reads of its address, in one place: whatever else stands there is left out, with a word. */
export const SEARCHES = {
  '/': nothing,
  '/today': nothing,
  '/alerts': alertSearch,
  '/alerts/$alertId': nothing,
  '/incidents': (raw: Raw) => present({ kind: words(raw, 'kind', INCIDENT_KINDS) }),
  '/incidents/$incidentId': nothing,
  '/clients': clientsSearch,
  '/clients/$clientId': clocksSearch,
  '/book': clocksSearch,
  '/backtests': nothing,
  '/backtests/$backtestId': nothing,
  '/replay': replaySearch,
  '/checks': nothing,
  '/checks/$checkId': nothing,
  '/evidence': (raw: Raw) =>
    present({
      gap: words(raw, 'gap', GAPS),
      whose: word(raw, 'whose', ['me', 'nobody'] as const),
      q: text(raw, 'q'),
    }),
  '/silences': silenceSearch,
  '/notifications': nothing,
  '/rejections': (raw: Raw) =>
    present({
      standing: words(raw, 'standing', STANDINGS),
      reason: list(raw, 'reason')?.slice(0, 20),
      topic: text(raw, 'topic'),
      cause: cause(raw, 'cause'),
      by: word(raw, 'by', ['cause'] as const),
      id: text(raw, 'id'),
    }),
  '/policy': nothing,
  '/policy/propose': nothing,
  '/rebuilds': nothing,
  '/status': nothing,
  '/access': nothing,
  '/privacy': (raw: Raw) => present({ show: word(raw, 'show', ['holds'] as const) }),
  '/audit': (raw: Raw) =>
    present({
      personId: list(raw, 'personId'),
      operation: list(raw, 'operation'),
      target: text(raw, 'target'),
      from: time(raw, 'from'),
      to: time(raw, 'to'),
    }),
} as const;
