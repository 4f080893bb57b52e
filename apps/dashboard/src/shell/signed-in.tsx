import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isStatus } from '../api/problem';
import { meQuery } from '../api/session';
import { SignInPage } from '../pages/sign-in/sign-in-page';
import { Failure, Waiting } from '../parts/states';
import { router } from '../router/router';
import { StreamProvider } from '../stream/stream-provider';
import { showZone } from '../words/zone';
import { showDensity } from './density';
import { MeContext } from './me';
import { isBeginning, takePlace } from './place';

/** The dashboard for whom the server knows, the way in for whom it doesn't. */
export function SignedIn() {
  const me = useQuery(meQuery);
  const isKnown = me.data !== undefined && !isStatus(me.error, 401);
  const timeZone = me.data?.settings.timeZone;
  const density = me.data?.settings.density ?? null;
  useEffect(() => {
    if (timeZone !== undefined) showZone(timeZone);
  }, [timeZone]);
  useEffect(() => showDensity(density), [density]);
  useEffect(() => {
    if (!isKnown) return;
    const place = takePlace();
    if (place !== null && isBeginning(location.pathname)) router.history.replace(place);
  }, [isKnown]);
  if (me.data !== undefined && isKnown) {
    return (
      <MeContext value={me.data}>
        <StreamProvider>
          <RouterProvider router={router} />
        </StreamProvider>
      </MeContext>
    );
  }
  if (isStatus(me.error, 401)) return <SignInPage />;
  return (
    <Box component="main" p="xl">
      {me.isError ? <Failure error={me.error} retry={() => void me.refetch()} /> : <Waiting />}
    </Box>
  );
}
