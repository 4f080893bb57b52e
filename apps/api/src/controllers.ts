import { MetadataScanner } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import { OidcController } from './access/oidc/oidc.controller.js';
import { SignInController } from './access/sign-in.controller.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { WorkController } from './alerts/work.controller.js';
import { BacktestsController } from './backtests/backtests.controller.js';
import { BookController } from './book/book.controller.js';
import { ChoicesController } from './checks/choices.controller.js';
import { ChecksController } from './checks/checks.controller.js';
import { CheckpointsController } from './checkpoints/checkpoints.controller.js';
import { ClientsController } from './clients/clients.controller.js';
import { ProofController } from './clients/proof.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { HealthController } from './health/health.controller.js';
import { underAllNames } from './http/former-name.js';
import { OPERATION, type OperationSpec } from './http/operation.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { LawController } from './law/law.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { KeysController } from './people/keys.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { InvitationsController } from './people/invitations.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { ParityController } from './policies/parity.controller.js';
import { PreviewController } from './policies/preview.controller.js';
import { ProposalsController } from './policies/proposals.controller.js';
import { ShadowsController } from './policies/shadows.controller.js';
import { PrivacyController } from './privacy/privacy.controller.js';
import { RebuildsController } from './rebuilds/rebuilds.controller.js';
import { RejectionsController } from './rejections/rejections.controller.js';
import { ReplayController } from './replay/replay.controller.js';
import { SilencesController } from './silences/silences.controller.js';
import { TodayController } from './today/today.controller.js';
import { TopicsController } from './topics/topics.controller.js';
import { StreamController } from './stream/stream.controller.js';
import { ViewsController } from './views/views.controller.js';
import { DeliveriesController } from './receivers/deliveries.controller.js';
import { ReceiversController } from './receivers/receivers.controller.js';

/** In the order in which their routes are matched. */
export const controllers: Type[] = [
  OpenApiController,
  SignInController,
  OidcController,
  AlertsController,
  WorkController,
  ViewsController,
  IncidentsController,
  ClientsController,
  ProofController,
  EvidenceController,
  PrivacyController,
  CheckpointsController,
  OverviewController,
  TodayController,
  BookController,
  RejectionsController,
  LawController,
  PoliciesController,
  ProposalsController,
  ShadowsController,
  ParityController,
  PreviewController,
  BacktestsController,
  ReplayController,
  RebuildsController,
  // Before the checks: the name of one may be anything.
  ChoicesController,
  ChecksController,
  HealthController,
  TopicsController,
  PeopleController,
  InvitationsController,
  AuditController,
  KeysController,
  SilencesController,
  ReceiversController,
  DeliveriesController,
  StreamController,
];

/** Every operation that these controllers handle, under each name that it has. */
export function operationsOf(classes: readonly Type[]): OperationSpec[] {
  const scanner = new MetadataScanner();
  return classes.flatMap(({ prototype }: { prototype: Record<string, object> }) =>
    scanner
      .getAllMethodNames(prototype)
      .map((name) => Reflect.getMetadata(OPERATION, prototype[name] ?? {}) as OperationSpec | undefined)
      .filter((spec) => spec !== undefined)
      .flatMap(underAllNames),
  );
}
