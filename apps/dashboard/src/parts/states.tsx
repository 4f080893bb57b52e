import { Alert, Button, EmptyState, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle, IconMoodEmpty } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { isStatus, sentenceOf } from '../api/problem';

const PATIENCE_MS = 300;

/** Nothing for a moment, then the outline of what is to come: what is quick shall not flicker. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} height={i === 0 ? 28 : 18} width={`${100 - ((i * 13) % 40)}%`} />
      ))}
    </Stack>
  );
}

export function Nothing({ title, children }: { title: string; children?: ReactNode }) {
  return <EmptyState py="xl" icon={<IconMoodEmpty aria-hidden />} title={title} description={children} role="status" />;
}

/** What went wrong and what to do about it. */
export function Failure({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={sentenceOf(error)} role="alert">
      <Stack gap="sm" align="flex-start">
        {adviceOn(error)}
        {retry && !isStatus(error, 403) && !isStatus(error, 404) && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function adviceOn(error: unknown): string {
  if (isStatus(error, 404)) return 'The link may be old, or it may have been mistyped. Look it up in the list.';
  if (isStatus(error, 403)) return 'Ask an administrator of Scopewatch for the role that allows it.';
  if (isStatus(error, 400) || isStatus(error, 422))
    return 'Something in the address or the form is not understood. Take the filters off and try again.';
  if (isStatus(error, 503)) return 'The database or Kafka is away. The page comes back by itself when they are.';
  if (error instanceof TypeError) return 'See whether `npm start` is still running, then try again.';
  return 'Try again. If it stays so, the log of the api under .scopewatch/logs says why.';
}
