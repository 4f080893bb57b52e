import {
  IconAlertSquareRounded,
  IconBellOff,
  IconBook2,
  IconCalendarTime,
  IconFileSearch,
  IconHeartbeat,
  IconHistory,
  IconInbox,
  IconLayoutDashboard,
  IconMailOff,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconShieldLock,
  IconShieldQuestion,
  IconSunrise,
  IconTestPipe,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { TO_DO } from '../router/alert-search';

/** Where one can go, in the order of the day; where no permission stands, by whoever may read. */
const DESTINATIONS = [
  { to: '/today', label: 'Today', icon: IconSunrise },
  { to: '/', label: 'Overview', icon: IconLayoutDashboard },
  { to: '/alerts', label: 'Alerts', icon: IconInbox, search: TO_DO },
  { to: '/incidents', label: 'Incidents', icon: IconAlertSquareRounded },
  { to: '/clients', label: 'Clients', icon: IconUsers },
  { to: '/evidence', label: 'Evidence to get', icon: IconFileSearch },
  { to: '/book', label: 'The book on a day', icon: IconCalendarTime },
  { to: '/replay', label: 'Replay', icon: IconPlayerPlay, permission: 'read-past' },
  { to: '/backtests', label: 'Backtests', icon: IconTestPipe, permission: 'read-past' },
  { to: '/checks', label: 'Check before sending', icon: IconShieldQuestion, permission: 'check' },
  { to: '/silences', label: 'Silences', icon: IconBellOff },
  { to: '/notifications', label: 'Notifications', icon: IconSend, permission: 'read-administration' },
  { to: '/rejections', label: 'Rejections', icon: IconMailOff, permission: 'read-rejections' },
  { to: '/policy', label: 'Policy', icon: IconBook2 },
  { to: '/rebuilds', label: 'Rebuilds', icon: IconRefresh, permission: 'read-past' },
  { to: '/status', label: 'Health', icon: IconHeartbeat },
  { to: '/access', label: 'People and keys', icon: IconUsersGroup, permission: 'read-administration' },
  { to: '/privacy', label: 'Privacy', icon: IconShieldLock, permission: 'read-privacy' },
  { to: '/audit', label: 'Audit', icon: IconHistory, permission: 'read-audit' },
] as const;

type Destination = (typeof DESTINATIONS)[number];

/** The pages that are for somebody with these permissions. */
export const destinationsFor = (permissions: readonly string[]): Destination[] =>
  DESTINATIONS.filter((place) => permissions.includes('permission' in place ? place.permission : 'read'));
