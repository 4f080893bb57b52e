import { Navigate, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { Page } from '../parts/page';
import { Nothing } from '../parts/states';
import { destinationsFor } from './destinations';
import { useMe } from './me';

/**
 * The page at the address, for whoever may see it. Somebody who may not read the book begins on the first page that is for
 * them; any other page would only ask for what they are refused.
 */
export function PermittedPage() {
  const { pathname } = useLocation();
  // What is shown: on the way to another page not yet what the address says.
  const shown = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '/' });
  const { permissions } = useMe();
  if (permissions.includes('read')) return <Outlet />;
  const pages = destinationsFor(permissions);
  const isFor = (path: string): boolean => pages.some(({ to }) => path === to || path.startsWith(`${to}/`));
  if (isFor(pathname)) return isFor(shown) ? <Outlet /> : null;
  const [first] = pages;
  if (pathname === '/' && first !== undefined) return <Navigate to={first.to} replace />;
  return (
    <Page title="This page is not for your role">
      <Nothing title="Your role does not reach this">
        Ask an administrator of Scopewatch for the role that allows it.
      </Nothing>
    </Page>
  );
}
