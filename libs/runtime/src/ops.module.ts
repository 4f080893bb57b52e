import {
  Controller,
  ForbiddenException,
  Get,
  Header,
  Inject,
  Module,
  Req,
  ServiceUnavailableException,
  UnauthorizedException,
  type DynamicModule,
} from '@nestjs/common';
import type { Request } from 'express';
import { Registry } from 'prom-client';
import { LOCAL_METRICS, metricsGuard, type MetricsConfig } from './metrics-access.js';

/** One thing that must be well before work can be taken, e.g. "the database answers". */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
  /** Not well, but all else goes on: whoever starts the app need not wait for it. */
  readonly goesOn?: true;
  /** Work can be taken without it, only not all that people expect: the app is ready, and says that it is degraded. */
  readonly optional?: true;
}

export interface OpsOptions {
  readonly registry: Registry;
  readonly checks: () => Promise<readonly Check[]>;
  /** Who may read the metrics; by default whoever is on the same machine. */
  readonly access?: MetricsConfig;
}

export interface Readiness {
  readonly ready: boolean;
  /** Ready, but something that isn't needed for answering is not well. */
  readonly degraded: boolean;
  readonly checks: readonly Check[];
}

const CHECKS = Symbol('checks');
const GUARD = Symbol('who may read the metrics');
/** Probes usually give up after some seconds; an answer that says which check hangs is worth more than none. */
const CHECKS_MS_MAX = 4_000;

@Controller('health')
class HealthController {
  constructor(@Inject(CHECKS) private readonly checks: OpsOptions['checks']) {}

  /** Answers as long as the event loop turns: failing here means "restart me", so no other part is asked. */
  @Get('live')
  live(): { live: true } {
    return { live: true };
  }

  @Get('ready')
  async ready(): Promise<Readiness> {
    const checks = await readinessOf(this.checks);
    const ready = checks.every(({ ok, optional }) => ok || optional === true);
    const readiness = { ready, degraded: ready && checks.some(({ ok }) => !ok), checks };
    if (!readiness.ready) throw new ServiceUnavailableException(readiness);
    return readiness;
  }
}

@Controller('metrics')
class MetricsController {
  constructor(
    @Inject(Registry) private readonly registry: Registry,
    @Inject(GUARD) private readonly refusalOf: ReturnType<typeof metricsGuard>,
  ) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(@Req() request: Request): Promise<string> {
    switch (this.refusalOf(request)) {
      case 'ADDRESS':
        throw new ForbiddenException(
          'The metrics are kept to other addresses. SCOPEWATCH_METRICS_FROM says which, or SCOPEWATCH_METRICS_TOKEN who; where neither is set, only who is on the same machine may read them.',
        );
      case 'TOKEN':
        throw new UnauthorizedException('Send the token of the metrics as "Authorization: Bearer …".');
      case null:
    }
    return this.registry.metrics();
  }
}

/** `GET /health/live`, `/health/ready`, `/metrics` for any app. */
@Module({})
export class OpsModule {
  static register({ registry, checks, access = LOCAL_METRICS }: OpsOptions): DynamicModule {
    return {
      module: OpsModule,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Registry, useValue: registry },
        { provide: CHECKS, useValue: checks },
        { provide: GUARD, useValue: metricsGuard(access) },
      ],
    };
  }
}

async function readinessOf(checks: OpsOptions['checks']): Promise<readonly Check[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check[]>((resolve) => {
    const detail = `no answer within ${CHECKS_MS_MAX} ms`;
    timer = setTimeout(() => resolve([{ name: 'checks', ok: false, detail }]), CHECKS_MS_MAX);
  });
  try {
    return await Promise.race([checks(), late]);
  } catch (error) {
    return [{ name: 'checks', ok: false, detail: error instanceof Error ? error.message : String(error) }];
  } finally {
    clearTimeout(timer);
  }
}
