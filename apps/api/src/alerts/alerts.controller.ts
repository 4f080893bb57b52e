import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '#store';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Asked, type HowAsked } from '../http/how-asked.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { writeSteadily } from '../http/write-steadily.js';
import { xlsxOf } from '../http/xlsx.js';
import { ClientPast } from '../clients/client-past.js';
import { ReadsOnRecord } from '../clients/reads-on-record.js';
import { OpenStreams } from '../stream/open-streams.js';
import { Alerts } from './alerts.js';
import { csvOf, rowsOf } from './csv.js';
import { csv, facets, history, list, one, xlsx } from './alerts.operations.js';

@Controller()
export class AlertsController {
  constructor(
    private readonly alerts: Alerts,
    private readonly database: Database,
    private readonly open: OpenStreams,
    private readonly past: ClientPast,
    private readonly reads: ReadsOnRecord,
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
  facets(
    @Input() { query }: InputOf<typeof facets>,
    @CalledBy() caller: Caller,
    @Asked() asked: HowAsked,
  ): Promise<AnswerOf<typeof facets>> {
    return this.alerts.facets(query, caller, asked);
  }

  @Handles(csv)
  async csv(
    @Input() { query }: InputOf<typeof csv>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    await this.begin(query, caller, response, 'alerts.csv');
    response.type('text/csv; charset=utf-8');
    await writeSteadily(response, csvOf(this.alerts.all(query, caller, query.sort)));
  }

  @Handles(xlsx)
  async xlsx(
    @Input() { query }: InputOf<typeof xlsx>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    await this.begin(query, caller, response, 'alerts.xlsx');
    response.type(xlsx.mediaType);
    await writeSteadily(response, xlsxOf(rowsOf(this.alerts.all(query, caller, query.sort))));
  }

  /** Who took what out, by which filter. */
  private async begin(query: object, caller: Caller, response: Response, file: string): Promise<void> {
    response.once('close', this.open.enter(caller.answersTo));
    await this.database.write((tx) => recordAudit(tx, caller, 'alerts.export', file, null, query));
    response.attachment(file);
  }

  @Handles(one)
  async one(
    @Input() { params }: InputOf<typeof one>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnswerOf<typeof one>> {
    const alert = await this.alerts.one(params.alertId, caller);
    response.setHeader('ETag', alert.etag);
    const sentence = alert.active ? await this.past.sentence(alert.survivorId, alert.alertId) : null;
    if (sentence !== null) await this.reads.note(caller, alert.survivorId);
    return { ...alert, sentence };
  }

  @Handles(history)
  history(@Input() { params }: InputOf<typeof history>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof history>> {
    return this.alerts.history(params.alertId, caller);
  }
}
