/** One kind of question, asked again and again with other values. */
export interface Question {
  readonly name: string;
  /** Path and query. */
  readonly path: string;
  /** How many pages are read on from the first one, as somebody who scrolls does. */
  readonly pages: number;
}

/** Each sort by itself, the filters of the queue, deep pages, and what matches little or nothing. */
export const QUESTIONS: readonly Question[] = [
  { name: 'the queue', path: '/v1/alerts', pages: 4 },
  { name: 'oldest first', path: '/v1/alerts?sort=raisedAt', pages: 4 },
  { name: 'gravest first', path: '/v1/alerts?sort=-severity', pages: 4 },
  { name: 'due first', path: '/v1/alerts?sort=dueAt', pages: 4 },
  { name: 'open and critical', path: '/v1/alerts?status=OPEN&severity=critical', pages: 4 },
  { name: 'one entity, due first', path: '/v1/alerts?entityId=ENT-2&sort=dueAt', pages: 4 },
  { name: 'Article 61(2), marketed', path: '/v1/alerts?article61_2=true&kind=MARKETED', pages: 4 },
  { name: 'one service in two countries', path: '/v1/alerts?service=STAKING&country=DE&country=FR', pages: 4 },
  { name: 'overdue, gravest first', path: '/v1/alerts?overdue=true&sort=-severity', pages: 4 },
  { name: 'of one analyst, due first', path: '/v1/alerts?assignee=analyst-5&sort=dueAt', pages: 4 },
  { name: 'closed: none', path: '/v1/alerts?status=CLOSED', pages: 1 },
  { name: 'of one incident', path: '/v1/alerts?incidentId=in-3&sort=-severity', pages: 4 },
  { name: 'of one client', path: '/v1/alerts?clientId=client-0007920', pages: 1 },
  { name: 'text of one client', path: '/v1/alerts?q=client-0007920', pages: 1 },
  { name: 'text that is nowhere', path: '/v1/alerts?q=nowhere%20at%20all', pages: 1 },
  { name: '200 a page', path: '/v1/alerts?limit=200', pages: 4 },
  { name: 'facets', path: '/v1/alerts/facets', pages: 1 },
  { name: 'facets under filters', path: '/v1/alerts/facets?status=OPEN&severity=critical&entityId=ENT-1', pages: 1 },
];

/** Others than lists of alerts, so that what they take is known too. */
export const BESIDE: readonly Question[] = [
  { name: 'clients', path: '/v1/clients', pages: 4 },
  { name: 'clients in drift', path: '/v1/clients?inDrift=true', pages: 4 },
  { name: 'overview', path: '/v1/overview', pages: 1 },
];
