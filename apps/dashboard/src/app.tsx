import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { isStatus } from './api/problem';
import { WELCOME, WelcomePage } from './pages/sign-in/welcome-page';
import { SignedIn } from './shell/signed-in';
import { cssVariables, theme } from './theme';

/** What a person has no way to change by trying again. */
const FINAL = [400, 401, 403, 404, 422];

const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (isStatus(error, 401) && queryKey[0] !== 'me') void queryClient.resetQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    // The server may stand on this very machine; what the browser thinks of the internet says nothing about it.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !FINAL.some((status) => isStatus(error, status)),
    },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="top-right" />
      <QueryClientProvider client={queryClient}>
        {location.pathname === WELCOME ? <WelcomePage /> : <SignedIn />}
      </QueryClientProvider>
    </MantineProvider>
  );
}
