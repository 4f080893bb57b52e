import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import type { Policy } from '#domain';
import { OpsModule, type Config, type Log, type OpsOptions } from '#runtime';
import { LogBell } from '#log';
import type { Leases } from '#store';
import { controllers, operationsOf } from './controllers.js';
import { OPERATIONS } from './openapi.controller.js';
import { OIDC, SIGN_IN_LOG, type Oidc } from './access/oidc/oidc.controller.js';
import { OidcProvider } from './access/oidc/provider.js';
import { AccessGuard } from './access/access.guard.js';
import { ForeignFacts } from './access/foreign-facts.js';
import { HeldBack } from './access/held-back.js';
import { RefusedSignIns } from './access/refused-sign-ins.js';
import { AlertList } from './alert-list/alert-list.js';
import { UpToNow } from './alert-list/up-to-now.js';
import { Alerts } from './alerts/alerts.js';
import { Casework } from './alerts/casework.js';
import { BacktestRunner } from './backtests/backtest-runner.js';
import { BookCounter } from './book/book-counter.js';
import { Checks } from './checks/checks.js';
import { ClientPast } from './clients/client-past.js';
import { ReadsOnRecord } from './clients/reads-on-record.js';
import { Database } from './database.js';
import { Digests } from './digests/digests.js';
import { EvidenceDesk } from './evidence/evidence-desk.js';
import { HealthReader } from './health/health-reader.js';
import { CheckedInput } from './http/checked-input.js';
import { FormerWords } from './http/former-words.js';
import { Firm } from './clients/firm.js';
import { Idempotent } from './http/idempotent.js';
import { ProblemFilter } from './http/problem.js';
import { InvitationWays } from './people/invitation-ways.js';
import { ShadowRunner } from './policies/shadow-runner.js';
import { RebuildRunner } from './rebuilds/rebuild-runner.js';
import { Redriver } from './rejections/redriver.js';
import { Rules } from './rules.js';
import { LiveLog } from './stream/live-log.js';
import { LogLook } from './stream/log-look.js';
import { OpenStreams } from './stream/open-streams.js';
import { TopicLook } from './topics/topic-look.js';

export interface ApiParts {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  readonly dataSource: DataSource;
  readonly leases: Leases;
  readonly policy: Policy;
  readonly log: Log;
  readonly ops: OpsOptions;
}

/** What is made by hand and what needs it; controllers are listed in the order in which their routes are matched. */
@Module({})
export class ApiModule {
  static register({ config, databaseUrl, brokers, dataSource, leases, policy, log, ops }: ApiParts): DynamicModule {
    const leading = { dataSource, leases, log };
    const { ring } = new LogBell(dataSource, config.databaseListenUrl !== undefined);
    const database = new Database(dataSource);
    const rules = new Rules(policy);
    const refused = new RefusedSignIns(database);
    const foreign = new ForeignFacts();
    const alerts = new Alerts(database, rules, foreign);
    const past = new ClientPast(database, rules, foreign);
    const { account, product, marketing } = config.topics;
    const cluster = { brokers, security: config.kafka.security };
    const look = new LogLook(config.databaseListenUrl, log);
    const list = new AlertList(leading, database);
    const heldBack = new HeldBack(database);
    const health = new HealthReader(database, cluster, [account, product, marketing]);
    return {
      module: ApiModule,
      imports: [OpsModule.register(ops)],
      controllers,
      providers: [
        { provide: OPERATIONS, useValue: operationsOf(controllers) },
        { provide: OIDC, useValue: oidcOf(config) },
        { provide: SIGN_IN_LOG, useValue: log },
        { provide: Database, useValue: database },
        { provide: HeldBack, useValue: heldBack },
        { provide: Rules, useValue: rules },
        { provide: InvitationWays, useValue: new InvitationWays(config.notify.smtp !== undefined, config.publicUrl) },
        { provide: Firm, useValue: new Firm(config.firm) },
        { provide: RefusedSignIns, useValue: refused },
        { provide: ForeignFacts, useValue: foreign },
        { provide: Alerts, useValue: alerts },
        { provide: AlertList, useValue: list },
        { provide: Casework, useValue: new Casework(database, alerts, rules, ring) },
        { provide: ClientPast, useValue: past },
        { provide: EvidenceDesk, useValue: new EvidenceDesk(database, past, config.documentBytesMax) },
        { provide: ReadsOnRecord, useValue: new ReadsOnRecord(database) },
        { provide: BookCounter, useValue: new BookCounter(database, rules, log) },
        { provide: BacktestRunner, useValue: new BacktestRunner(leading, databaseUrl, config.paritySeconds) },
        { provide: RebuildRunner, useValue: new RebuildRunner(leading) },
        { provide: ShadowRunner, useValue: new ShadowRunner(leading) },
        { provide: Digests, useValue: new Digests(leading, { rules, foreign, list, health, heldBack }) },
        { provide: Checks, useValue: new Checks(database, rules, databaseUrl, foreign) },
        { provide: Redriver, useValue: new Redriver(dataSource, database, rules, log, ring) },
        { provide: HealthReader, useValue: health },
        { provide: TopicLook, useValue: new TopicLook(cluster) },
        { provide: OpenStreams, useValue: new OpenStreams() },
        {
          provide: LiveLog,
          useFactory: () => {
            look.start(() => list.ring());
            return new LiveLog(database, look, log);
          },
        },
        { provide: APP_FILTER, useValue: new ProblemFilter(log) },
        {
          provide: APP_GUARD,
          useFactory: (reflector: Reflector, heldBack: HeldBack) =>
            new AccessGuard(reflector, database, refused, heldBack),
          inject: [Reflector, HeldBack],
        },
        {
          provide: APP_INTERCEPTOR,
          useFactory: (reflector: Reflector) => new FormerWords(reflector),
          inject: [Reflector],
        },
        {
          provide: APP_INTERCEPTOR,
          useFactory: (reflector: Reflector) => new CheckedInput(reflector),
          inject: [Reflector],
        },
        { provide: APP_INTERCEPTOR, useValue: new Idempotent(database) },
        {
          provide: APP_INTERCEPTOR,
          useFactory: (reflector: Reflector) => new UpToNow(reflector, list),
          inject: [Reflector],
        },
      ],
    };
  }
}

const oidcOf = ({ oidc }: Config): Oidc | null =>
  oidc === undefined ? null : { config: oidc, provider: new OidcProvider(oidc) };
