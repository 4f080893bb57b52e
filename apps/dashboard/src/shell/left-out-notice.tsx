import { Alert } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { forgetLeftOut, notedLeftOut, watchLeftOut } from '../router/left-out';

const NAMED_MAX = 5;

/** Says so where something in the address could not be read: the page shows the rest, and nobody takes it for all of it. */
export function LeftOutNotice() {
  const here = useRouterState({ select: ({ matches }) => matches.at(-1)?.fullPath ?? '' });
  const { path, left } = useSyncExternalStore(watchLeftOut, notedLeftOut);
  // It is about this page; whoever has gone on is told nothing of it any more.
  useEffect(() => () => forgetLeftOut(here), [here]);
  if (left.length === 0 || path !== here) return null;
  const more = left.length > NAMED_MAX ? ` and ${left.length - NAMED_MAX} more` : '';
  return (
    <Alert
      color="yellow"
      mb="md"
      className="no-print"
      role="status"
      title="Part of the address was not understood, and left out"
      withCloseButton
      closeButtonLabel="Close this notice"
      onClose={() => forgetLeftOut(path)}
    >
      {left.slice(0, NAMED_MAX).join(', ')}
      {more}. What you see is what the rest of it says.
    </Alert>
  );
}
