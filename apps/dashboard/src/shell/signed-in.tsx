import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { isStatus } from '../api/problem';
import { meQuery } from '../api/session';
import { SignInPage } from '../pages/sign-in/sign-in-page';
import { Failure, Waiting } from '../parts/states';
import { router } from '../router/router';
import { StreamProvider } from '../stream/stream-provider';
import { MeContext } from './me';

/** The dashboard for whom the server knows, the way in for whom it doesn't. */
export function SignedIn() {
  const me = useQuery(meQuery);
  if (me.data !== undefined && !isStatus(me.error, 401)) {
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
