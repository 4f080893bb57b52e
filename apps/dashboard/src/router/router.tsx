import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Shell } from '../shell/shell';
import { NotFound } from '../shell/not-found';
import { onlyKnown } from './only-known';
import { SEARCHES } from './searches';
import { parseSearch, stringifySearch } from './search-text';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const at = <const P extends keyof typeof SEARCHES>(path: P) => ({
  getParentRoute: () => root,
  path,
  validateSearch: onlyKnown<ReturnType<(typeof SEARCHES)[P]>>(
    path,
    SEARCHES[path] as (raw: Record<string, unknown>) => ReturnType<(typeof SEARCHES)[P]>,
  ),
});

const overview = createRoute({
  ...at('/'),
  component: lazyRouteComponent(() => import('../pages/overview/overview-page'), 'OverviewPage'),
});
const today = createRoute({
  ...at('/today'),
  component: lazyRouteComponent(() => import('../pages/today/today-page'), 'TodayPage'),
});
const alerts = createRoute({
  ...at('/alerts'),
  component: lazyRouteComponent(() => import('../pages/alerts/alerts-page'), 'AlertsPage'),
});
const alert = createRoute({
  ...at('/alerts/$alertId'),
  component: lazyRouteComponent(() => import('../pages/alert/alert-page'), 'AlertPage'),
});
const incidents = createRoute({
  ...at('/incidents'),
  component: lazyRouteComponent(() => import('../pages/incidents/incidents-page'), 'IncidentsPage'),
});
const incident = createRoute({
  ...at('/incidents/$incidentId'),
  component: lazyRouteComponent(() => import('../pages/incidents/incident-page'), 'IncidentPage'),
});
const clients = createRoute({
  ...at('/clients'),
  component: lazyRouteComponent(() => import('../pages/clients/clients-page'), 'ClientsPage'),
});
const client = createRoute({
  ...at('/clients/$clientId'),
  component: lazyRouteComponent(() => import('../pages/client/client-page'), 'ClientPage'),
});
const book = createRoute({
  ...at('/book'),
  component: lazyRouteComponent(() => import('../pages/book/book-page'), 'BookPage'),
});
const backtests = createRoute({
  ...at('/backtests'),
  component: lazyRouteComponent(() => import('../pages/backtests/backtests-page'), 'BacktestsPage'),
});
const backtest = createRoute({
  ...at('/backtests/$backtestId'),
  component: lazyRouteComponent(() => import('../pages/backtests/backtest-page'), 'BacktestPage'),
});
const replay = createRoute({
  ...at('/replay'),
  component: lazyRouteComponent(() => import('../pages/replay/replay-page'), 'ReplayPage'),
});
const checks = createRoute({
  ...at('/checks'),
  component: lazyRouteComponent(() => import('../pages/checks/checks-page'), 'ChecksPage'),
});
const check = createRoute({
  ...at('/checks/$checkId'),
  component: lazyRouteComponent(() => import('../pages/checks/check-page'), 'CheckPage'),
});
const evidence = createRoute({
  ...at('/evidence'),
  component: lazyRouteComponent(() => import('../pages/evidence/evidence-page'), 'EvidencePage'),
});
const silences = createRoute({
  ...at('/silences'),
  component: lazyRouteComponent(() => import('../pages/silences/silences-page'), 'SilencesPage'),
});
const notifications = createRoute({
  ...at('/notifications'),
  component: lazyRouteComponent(() => import('../pages/notifications/notifications-page'), 'NotificationsPage'),
});
const rejections = createRoute({
  ...at('/rejections'),
  component: lazyRouteComponent(() => import('../pages/rejections/rejections-page'), 'RejectionsPage'),
});
const policy = createRoute({
  ...at('/policy'),
  component: lazyRouteComponent(() => import('../pages/policy/policy-page'), 'PolicyPage'),
});
const propose = createRoute({
  ...at('/policy/propose'),
  component: lazyRouteComponent(() => import('../pages/policy/propose/propose-page'), 'ProposePage'),
});
const rebuilds = createRoute({
  ...at('/rebuilds'),
  component: lazyRouteComponent(() => import('../pages/rebuilds/rebuilds-page'), 'RebuildsPage'),
});
// Not /health: that is the server's own.
const status = createRoute({
  ...at('/status'),
  component: lazyRouteComponent(() => import('../pages/status/status-page'), 'StatusPage'),
});
const access = createRoute({
  ...at('/access'),
  component: lazyRouteComponent(() => import('../pages/access/access-page'), 'AccessPage'),
});
const privacy = createRoute({
  ...at('/privacy'),
  component: lazyRouteComponent(() => import('../pages/privacy/privacy-page'), 'PrivacyPage'),
});
const audit = createRoute({
  ...at('/audit'),
  component: lazyRouteComponent(() => import('../pages/audit/audit-page'), 'AuditPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    today,
    alerts,
    alert,
    incidents,
    incident,
    clients,
    client,
    book,
    backtests,
    backtest,
    replay,
    checks,
    check,
    evidence,
    silences,
    notifications,
    rejections,
    policy,
    propose,
    rebuilds,
    status,
    access,
    privacy,
    audit,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingMs: 300,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
