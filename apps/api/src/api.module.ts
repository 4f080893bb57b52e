import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import type { Policy } from '#domain';
import { OpsModule, type Config, type Log, type OpsOptions } from '#runtime';
import { controllers, operationsOf } from './controllers.js';
import { OPERATIONS } from './openapi.controller.js';
import { OIDC, SIGN_IN_LOG, type Oidc } from './access/oidc/oidc.controller.js';
import { OidcProvider } from './access/oidc/provider.js';
import { AccessGuard } from './access/access.guard.js';
import { Alerts } from './alerts/alerts.js';
import { Desk } from './alerts/desk.js';
import { BacktestRunner } from './backtests/backtest-runner.js';
import { BookCounter } from './book/book-counter.js';
import { Checks } from './checks/checks.js';
import { ClientPast } from './clients/client-past.js';
import { Database } from './database.js';
import { HealthReader } from './health/health-reader.js';
import { CheckedInput } from './http/checked-input.js';
import { Idempotent } from './http/idempotent.js';
import { ProblemFilter } from './http/problem.js';
import { ShadowRunner } from './policies/shadow-runner.js';
import { RebuildRunner } from './rebuilds/rebuild-runner.js';
import { Redriver } from './rejections/redriver.js';
import { Rules } from './rules.js';
import { LiveLog } from './stream/live-log.js';

export interface ApiParts {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  readonly dataSource: DataSource;
  readonly policy: Policy;
  readonly log: Log;
  readonly ops: OpsOptions;
}

/** What is made by hand and what needs it; controllers are listed in the order in which their routes are matched. */
@Module({})
export class ApiModule {
  static register({ config, databaseUrl, brokers, dataSource, policy, log, ops }: ApiParts): DynamicModule {
    const database = new Database(dataSource);
    const rules = new Rules(policy);
    const alerts = new Alerts(database, rules);
    const { account, product, marketing } = config.topics;
    return {
      module: ApiModule,
      imports: [OpsModule.register(ops)],
      controllers,
      providers: [
        { provide: OPERATIONS, useValue: operationsOf(controllers) },
        { provide: OIDC, useValue: oidcOf(config) },
        { provide: SIGN_IN_LOG, useValue: log },
        { provide: Database, useValue: database },
        { provide: Rules, useValue: rules },
        { provide: Alerts, useValue: alerts },
        { provide: Desk, useValue: new Desk(database, alerts, rules) },
        { provide: ClientPast, useValue: new ClientPast(database, rules) },
        { provide: BookCounter, useValue: new BookCounter(database, rules, log) },
        { provide: BacktestRunner, useValue: new BacktestRunner(dataSource, log, databaseUrl, config.paritySeconds) },
        { provide: RebuildRunner, useValue: new RebuildRunner(dataSource, log) },
        { provide: ShadowRunner, useValue: new ShadowRunner(dataSource, log) },
        { provide: Checks, useValue: new Checks(database, rules, databaseUrl) },
        { provide: Redriver, useValue: new Redriver(dataSource, database, rules, log) },
        {
          provide: HealthReader,
          useValue: new HealthReader(database, { brokers, security: config.kafka.security }, [
            account,
            product,
            marketing,
          ]),
        },
        { provide: LiveLog, useFactory: () => new LiveLog(database, databaseUrl, log) },
        { provide: APP_FILTER, useValue: new ProblemFilter(log) },
        {
          provide: APP_GUARD,
          useFactory: (reflector: Reflector) => new AccessGuard(reflector, database),
          inject: [Reflector],
        },
        {
          provide: APP_INTERCEPTOR,
          useFactory: (reflector: Reflector) => new CheckedInput(reflector),
          inject: [Reflector],
        },
        { provide: APP_INTERCEPTOR, useValue: new Idempotent(database) },
      ],
    };
  }
}

const oidcOf = ({ oidc }: Config): Oidc | null =>
  oidc === undefined ? null : { config: oidc, provider: new OidcProvider(oidc) };
