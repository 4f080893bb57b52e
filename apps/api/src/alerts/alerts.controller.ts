import { Controller, Res } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import type { Response } from 'express';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '../access/record-audit.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Name, onlyPage, wordOf } from '../http/shape.js';
import { toldSteadily } from '../http/told-steadily.js';
import { Alert, AlertFacets, AlertHistory, AlertPage } from './alerts.shapes.js';
import { alertChangeExample, alertExample, alertFacetsExample, alertSummaryExample } from './alerts.examples.js';
import { OpenStreams } from '../stream/open-streams.js';
import { Alerts } from './alerts.queries.js';
import { AlertFilter, SORTS } from './alert-filter.js';
import { csvOf } from './csv.js';

const paging = {
  sort: Type.Optional(wordOf(SORTS)),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
};
const byId = Type.Object({ alertId: Name });

const list = operation({
  id: 'listAlerts',
  method: 'GET',
  path: 'v1/alerts',
  permission: 'read',
  tag: 'Alerts',
  summary: 'List alerts',
  query: Type.Object({ ...AlertFilter, ...paging }),
  answer: AlertPage,
  example: { answer: onlyPage(alertSummaryExample) },
});
const facets = operation({
  id: 'countAlerts',
  method: 'GET',
  path: 'v1/alerts/facets',
  permission: 'read',
  tag: 'Alerts',
  summary: 'Count alerts by facet',
  description: 'A filter narrows the counts of every facet but its own.',
  query: Type.Object(AlertFilter),
  answer: AlertFacets,
  example: { answer: alertFacetsExample },
});
const csv = operation({
  id: 'exportAlerts',
  method: 'GET',
  path: 'v1/alerts.csv',
  permission: 'read',
  tag: 'Alerts',
  summary: 'Export alerts as CSV',
  description: 'Those that the filter leaves, at most 100 000.',
  query: Type.Object(AlertFilter),
  mediaType: 'text/csv',
});
const one = operation({
  id: 'getAlert',
  method: 'GET',
  path: 'v1/alerts/:alertId',
  permission: 'read',
  tag: 'Alerts',
  summary: 'Get an alert',
  params: byId,
  answer: Alert,
  example: { answer: alertExample },
});
const history = operation({
  id: 'getAlertHistory',
  method: 'GET',
  path: 'v1/alerts/:alertId/history',
  permission: 'read',
  tag: 'Alerts',
  summary: 'List the changes of an alert',
  description: 'Oldest first.',
  params: byId,
  answer: AlertHistory,
  example: { answer: { items: [alertChangeExample] } },
});

@Controller()
export class AlertsController {
  constructor(
    private readonly alerts: Alerts,
    private readonly database: Database,
    private readonly open: OpenStreams,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    return this.alerts.page(query, caller, {
      sort: query.sort ?? '-raisedAt',
      limit: query.limit,
      cursor: query.cursor,
    });
  }

  @Handles(facets)
  facets(@Input() { query }: InputOf<typeof facets>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof facets>> {
    return this.alerts.facets(query, caller);
  }

  @Handles(csv)
  async csv(
    @Input() { query }: InputOf<typeof csv>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    response.once('close', this.open.enter(caller.answersTo));
    // Who took what out, by which filter.
    await this.database.write((tx) => recordAudit(tx, caller, 'alerts.export', 'alerts.csv', null, query));
    response.type('text/csv; charset=utf-8').attachment('alerts.csv');
    await toldSteadily(response, csvOf(this.alerts.all(query, caller)));
  }

  @Handles(one)
  async one(
    @Input() { params }: InputOf<typeof one>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnswerOf<typeof one>> {
    const alert = await this.alerts.one(params.alertId, caller);
    response.setHeader('ETag', alert.etag);
    return alert;
  }

  @Handles(history)
  history(@Input() { params }: InputOf<typeof history>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof history>> {
    return this.alerts.history(params.alertId, caller);
  }
}
