import { DESK_SOURCE } from '#contract';
import type { EventData, Evidence as Document } from '#domain';
import { cell, heading, paragraph, plain, quote, strong, type Block, type Level } from '../blocks.js';
import type { ClientCase, ClientEntity, Numbered } from '../client-case.js';
import { dayWords, givenDayWords, timeWords } from '../words/dates.js';
import { offersWords } from '../words/events.js';
import { isKnownTo } from '../words/findings.js';
import { channelWords, EXPOSURE_WORDS, GAP_WORDS, initiativeWords, PROMPTED_WORDS } from '../words/initiative.js';
import { VERDICT_WORDS } from '../words/verdicts.js';

/**
 * How the client came, what they asked for in their own words, and what is in the scope.
 * @param until when that is, in words
 */
export function initiativeSection(one: ClientCase, level: Level, until: string): Block[] {
  const { entities } = one.client;
  return [
    heading(level, 'The client’s own initiative, and the original scope'),
    ...(entities.length === 0 ? [paragraph(plain('No relationship of the client with the firm is on record.'))] : []),
    ...entities.flatMap((entity) => entityBlocks(one, entity, below(level), until)),
  ];
}

const below = (level: Level): Level => (level === 2 ? 3 : 4);

function entityBlocks(one: ClientCase, entity: ClientEntity, level: Level, until: string): Block[] {
  const { entityId, initiative, gaps, scope, relationship } = entity;
  const came = ofType(one, 'client.onboarded.v1', entityId).flatMap(cameBlocks);
  const requests = ofType(one, 'client.requested.v1', entityId);
  if (came.length + requests.length === 0 && !isKnownTo(entity)) {
    const strange =
      'The client has never asked anything of this entity, nor been taken on by it: it is here for what it did.';
    return [heading(level, `With ${entityId}`), paragraph(plain(strange))];
  }
  const [is, why] =
    relationship === 'CLOSED'
      ? ['has ended', 'the relationship is closed, and nothing is provided any more']
      : initiativeWords(initiative.status, gaps.length > 0);
  const originals = originalRequests(one, entityId);
  return [
    heading(level, `With ${entityId}`),
    paragraph(strong(`The client’s own initiative ${is}: `), plain(`${why}.`)),
    ...came,
    ...(gaps.length === 0
      ? [paragraph(plain('Nothing is missing of the evidence of how the client came.'))]
      : [
          paragraph(plain('Missing of the evidence:')),
          { kind: 'list', items: gaps.map((gap) => GAP_WORDS[gap]) } as const,
        ]),
    ...(requests.length === 0 ? [paragraph(plain('No request of the client is on record.'))] : []),
    ...requests.flatMap((event) => requestBlocks(event, originals.has(event))),
    ...(scope.length === 0
      ? [paragraph(plain(`On ${until} nothing is in the scope.`))]
      : [paragraph(plain(`In the scope on ${until}:`)), scopeTable(one, scope)]),
  ];
}

/** Of each relationship the first request that the client made of their own accord: with it the original scope began. */
function originalRequests(one: ClientCase, entityId: string): ReadonlySet<Numbered> {
  const originals = new Set<Numbered>();
  let first: Numbered | null = null;
  for (const event of one.events) {
    if ((event.line.envelope.data as { entityId?: string }).entityId !== entityId) continue;
    if (event.type === 'relationship.closed.v1') first = null;
    const isOwn = event.verdicts.some(({ judgement }) => judgement.verdict === 'CLIENT_INITIATED');
    if (event.type !== 'client.requested.v1' || event.retracted !== null || !isOwn) continue;
    first ??= event;
    if (event.when.from <= first.when.to) originals.add(event);
  }
  return originals;
}

function ofType(one: ClientCase, type: string, entityId: string): Numbered[] {
  return one.events.filter(
    (event) => event.type === type && (event.line.envelope.data as { entityId?: string }).entityId === entityId,
  );
}

function cameBlocks({ line, when, retracted }: Numbered): Block[] {
  const data = line.envelope.data as EventData['client.onboarded.v1'];
  const { firstContact, thirdCountryAcknowledgedAt, exposureCheck, evidence = [] } = data;
  const sources =
    exposureCheck?.result === 'NOT_PERFORMED' || (exposureCheck?.sources ?? []).length === 0
      ? ''
      : ` (${(exposureCheck?.sources ?? []).join(', ')})`;
  const parts = [
    firstContact === undefined
      ? ''
      : `The client first made contact on ${givenDayWords(firstContact.at)}, ${channelWords(firstContact.channel)}.`,
    thirdCountryAcknowledgedAt === undefined
      ? ''
      : `On ${givenDayWords(thirdCountryAcknowledgedAt)} the client acknowledged that the firm is one of a third country.`,
    exposureCheck === undefined
      ? ''
      : `On ${givenDayWords(exposureCheck.at)} ${EXPOSURE_WORDS[exposureCheck.result]}${sources}.`,
    evidence.length === 0 ? '' : `On file: ${evidence.map(documentWords).join('; ')}.`,
  ].filter((part) => part !== '');
  const { source, recordedby } = line.envelope as { readonly source: string; readonly recordedby?: string };
  const how = source === DESK_SOURCE ? `Recorded by ${recordedby ?? 'somebody'}` : 'Taken on as a client';
  const text = [`${how} on ${dayWords(when)}${takenBack(retracted)}.`, ...parts].join(' ');
  return [paragraph(plain(text))];
}

const documentWords = ({ kind, uri }: Document): string =>
  `${/^[A-Z_]+$/.test(kind) ? kind.toLowerCase().replaceAll('_', ' ') : kind} (${uri})`;

const takenBack = (retracted: Numbered['retracted']): string =>
  retracted === null ? '' : ` (later retracted by ${retracted.by}: “${retracted.reason}”)`;

function requestBlocks({ no, line, when, verdicts, retracted }: Numbered, isOriginal: boolean): Block[] {
  const data = line.envelope.data as EventData['client.requested.v1'];
  const { channel, offers, prompted, openEnded, words, evidence = [] } = data;
  const labels = [...new Set(verdicts.map(({ judgement }) => VERDICT_WORDS[judgement.verdict].label))];
  const says =
    `${channelWords(channel)}, the client asked for ${offersWords(offers)}; ${PROMPTED_WORDS[prompted]}` +
    `${openEnded === true ? '; it was an open question' : ''}${takenBack(retracted)}.` +
    `${labels.length === 0 ? '' : ` Judged: ${labels.join('; ')}.`}${isOriginal ? ' It is the original scope.' : ''}` +
    `${evidence.length === 0 ? '' : ` On file: ${evidence.map(documentWords).join('; ')}.`}`;
  return [
    paragraph(strong(`Request of ${timeWords(when)} (no. ${no}): `), plain(says)),
    words === undefined ? paragraph(plain('The client’s own words are not on record.')) : quote(words),
  ];
}

const scopeTable = (one: ClientCase, scope: ClientEntity['scope']): Block => ({
  kind: 'table',
  head: ['What', 'Since', 'By', 'As'],
  widths: [3.2, 1.3, 1.5, 1.6],
  rows: scope.map((entry) => {
    const event = one.eventOf(entry.identity);
    return [
      cell(offersWords([entry.offer])),
      cell(dayWords(entry.when)),
      cell(
        entry.origin === 'FROZEN'
          ? 'what was found in use'
          : event === undefined
            ? 'a request'
            : `request no. ${event.no}`,
      ),
      cell(
        `${entry.original ? 'original scope' : entry.origin === 'FROZEN' ? 'frozen as found' : entry.validity === 'VALID' ? 'asked for later' : 'asked for'}` +
          `${entry.validity === 'UNDETERMINED' ? '; it is open whether it holds' : ''}`,
      ),
    ];
  }),
});
