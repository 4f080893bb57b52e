import { VERDICTS } from '#domain';
import { VERDICT_WORDS } from './verdicts.js';

/** A term, how it shows in a text, and what it means. */
export const TERMS: readonly (readonly [term: string, shows: RegExp, meaning: string])[] = [
  [
    'act',
    /\bacts?\b/i,
    'Something done that is judged: a message, switching something on, a use, a roll-out, a request.',
  ],
  ['alert', /\balerts?\b/i, 'A verdict that somebody has to look at, with all that people decide about it.'],
  [
    'as true on, as known on',
    /as (true|known) on/i,
    'The two clocks of this report: how things were at a time, as far as it was on record at another.',
  ],
  [
    'asset-referenced token',
    /asset-referenced token/i,
    'MiCA, Article 3(1), point (6): a token that is to hold its value by reference to another value or right.',
  ],
  ['authorised', /\bauthoris/i, 'Allowed to provide crypto-asset services in the Union: MiCA, Articles 59, 60 and 63.'],
  ['campaign', /\bcampaigns?\b/i, 'One message to many people; each who is reached is judged by their own file.'],
  [
    'checkpoint, root',
    /\bcheckpoint\b/i,
    'The signed head of the log. Its root is a digest over everything recorded up to then, so that whoever holds it can tell any later change.',
  ],
  ['close links', /close links/i, 'MiCA, Article 3(1), point (31): a holding of 20 % or more, or control.'],
  [
    'critical, high, medium, low',
    /\b(critical|high|medium|low)\b/,
    'How urgently an alert has to be looked at, as the rule pack says. It is no measure of guilt.',
  ],
  [
    'decision table, row',
    /decision table|\brow \d/i,
    'The fifteen rules by which every act is judged, in a fixed order; the first that holds decides.',
  ],
  ['digest', /\bdigests?\b/i, 'A number made from a file (SHA-256) that is another one after the least change to it.'],
  [
    'e-money token',
    /e-money token/i,
    'MiCA, Article 3(1), point (7): a token that is to hold its value by reference to one official currency.',
  ],
  [
    'entity',
    /\bentit(y|ies)\b/i,
    'A company of the firm with which clients have relationships. What a client asked of one holds for that one only.',
  ],
  [
    'exclusive initiative',
    /\binitiative\b/i,
    'The client came by themselves and asked for the service, without having been approached: MiCA, Article 61(1).',
  ],
  [
    'frozen as found',
    /frozen as found|found in use/i,
    'What the client had in use outside the perimeter, taken into the scope as open when the client came into it.',
  ],
  ['incident', /\bincident\b/i, 'What gathers the alerts of one cause, such as a campaign or a roll-out.'],
  ['in respect of', /in respect of/i, 'For which crypto-asset a service is asked for or offered.'],
  [
    'log',
    /\blog\b/i,
    'The record of every message in the order of its arrival; nothing in it is changed or taken out.',
  ],
  [
    'original scope',
    /original scope/i,
    'What the client asked for with the first valid request since the relationship began.',
  ],
  [
    'operational message',
    /operational message/i,
    'A message needed to carry on what the client has, such as a statement or a notice of security. With promotion in it, it is promotional.',
  ],
  [
    'perimeter',
    /\bperimeter\b/i,
    'Where and from when Article 61 has something to say of a client: the Union and the EEA, by country and date.',
  ],
  [
    'promotional message',
    /promotional message/i,
    'A message that promotes, advertises or offers a service or an asset, whatever its sender calls it.',
  ],
  [
    'prompted',
    /\bprompted\b/i,
    'The firm itself had brought the client to ask, for instance by a list to choose from.',
  ],
  ['retracted', /\bretract/i, 'Taken back as an error. What was retracted stays in the log and no longer counts.'],
  ['roll-out', /roll(ed)?[- ]out/i, 'A product is switched on or shown for many clients at once.'],
  [
    'rule pack',
    /rule pack/i,
    'What of the rules is data: perimeter, window, by what types differ, severities, citations. It has versions, and two people bring one into force.',
  ],
  [
    'scope',
    /\bscope\b/i,
    'What the client asked for on the client’s own initiative, and has not ended: pairs of a service and a type of asset.',
  ],
  [
    'second person',
    /second person/i,
    'For what weighs most the rule pack demands that another person approves what one has proposed.',
  ],
  ['third-country firm', /third-country|third country/i, 'A firm without authorisation in the Union.'],
  [
    'type, new type',
    /\btypes?\b/i,
    'Services are of one type where they are the same service of MiCA, Article 3(1), point (16); assets where class, currency, backing, technology and liquidity agree.',
  ],
  [
    'utility token',
    /utility token/i,
    'MiCA, Article 3(1), point (9): a token that only gives access to a good or a service of its issuer.',
  ],
  ['verdict', /\bverdicts?\b/i, 'What the decision table says of an act. It is an indication, not a determination.'],
  ['window', /\bwindow\b/i, 'The time after a request within which an offer of the same type still belongs to it.'],
];

/** The terms that show in a text, each with its meaning, in the order of the alphabet. */
export function termsIn(text: string): readonly (readonly [term: string, meaning: string])[] {
  const verdicts = VERDICTS.map((verdict) => VERDICT_WORDS[verdict])
    .filter(({ label }) => text.includes(label))
    .map(({ label, meaning }) => [label.toLowerCase(), meaning] as const);
  const terms = TERMS.filter(([, shows]) => shows.test(text)).map(([term, , meaning]) => [term, meaning] as const);
  return [...terms, ...verdicts].sort(([a], [b]) => (a < b ? -1 : 1));
}
