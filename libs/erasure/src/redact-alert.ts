import type { AlertView } from '#domain';
import { ERASED, renamed, type Names } from './names.js';

/** What the judge says first where the act of an alert is gone; it tells nothing of the client. */
const GONE = 'The act it was about is no longer on file.';

/** What was said stays as to its kind, so that the changes of an alert still follow from one another. */
export const withoutExplanation = (text: string): string =>
  text.startsWith(GONE) ? `${GONE} Before: ${ERASED}` : ERASED;

/** Which act it was is gone; what kind of act, and when, is part of the verdict. */
const act = <A extends { readonly source: string; readonly id: string }>(of: A): A => ({
  ...of,
  source: 'erased',
  id: 'erased',
});

/** An alert without its client: its id, verdict, row and severity, the offer and the law stay. */
export const withoutClientInView = (view: AlertView, { pseudonym }: Pick<Names, 'pseudonym'>): AlertView => ({
  ...pick(view, VIEW_KEPT),
  clientId: pseudonym,
  survivorId: pseudonym,
  act: act(view.act),
  reasons: [],
  explanation: withoutExplanation(view.explanation),
  ...(view.differences === undefined ? {} : { differences: view.differences.map((one) => ({ ...one, requests: [] })) }),
});

const VIEW_KEPT = [
  ...(['entityId', 'verdict', 'row', 'severity', 'offer', 'newService', 'newAssetType', 'otherRegimeDrift'] as const),
  ...([
    'article61_2',
    'kind',
    'assetClass',
    'country',
    'effectiveFrom',
    'citations',
    'policyVersion',
    'incident',
    'occurrences',
  ] as const),
] as const;

/** What a change of an alert says, as it is recorded. */
interface Body {
  readonly act: { readonly source: string; readonly id: string };
  readonly explanation: string;
  readonly note?: { readonly text?: string };
}

const BODY_KEPT = [
  ...['alertId', 'incidentId', 'clientId', 'entityId', 'verdict', 'previousVerdict', 'cause', 'severity', 'offer'],
  ...['newService', 'newAssetType', 'act', 'citations', 'policyVersion', 'explanation', 'effectiveAt', 'detectedAt'],
  ...['status', 'actor', 'note'],
];

/** A recorded change of an alert without the client: the same fields in the same order, without words. */
export function withoutClientInBody(text: string, { pseudonym }: Pick<Names, 'pseudonym'>): string {
  const body = JSON.parse(text) as Body;
  return JSON.stringify({
    ...pick(body as Body & Record<string, unknown>, BODY_KEPT),
    clientId: pseudonym,
    act: act(body.act),
    explanation: withoutExplanation(body.explanation),
    ...(body.note === undefined ? {} : { note: withoutWords(body.note) }),
  });
}

/** A change of an alert of somebody else, with whom the client was one for a while: it no longer names them. */
export function withoutOtherInBody(text: string, of: Pick<Names, 'ids' | 'pseudonym'>): string {
  const body = JSON.parse(text) as Body & { readonly survivorId?: string };
  const { survivorId } = body;
  return JSON.stringify({
    ...body,
    ...(survivorId !== undefined && of.ids.includes(survivorId) ? { survivorId: of.pseudonym } : {}),
    explanation: renamed(body.explanation, of),
  });
}

const withoutWords = <N extends { readonly text?: string }>(note: N): N =>
  note.text === undefined ? note : { ...note, text: ERASED };

/** A closing that waits for a second person, as it stands in the alert's row. */
export const withoutWordsInProposal = (text: string): string =>
  JSON.stringify(withoutWords(JSON.parse(text) as { readonly text?: string }));

function pick<T extends object, K extends keyof T>(of: T, kept: readonly K[]): Pick<T, K> {
  return Object.fromEntries(Object.entries(of).filter(([name]) => kept.includes(name as K))) as Pick<T, K>;
}
