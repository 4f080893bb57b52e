import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { AlertSearch } from '../../router/alert-search';
import { present } from '../../router/search-fields';

/** The state of the queue, and how to change part of it. */
export function useAlertSearch() {
  const search: AlertSearch = useSearch({ from: '/alerts' });
  const navigate = useNavigate({ from: '/alerts' });
  const change = useCallback(
    (part: Partial<AlertSearch>, { replace = false } = {}) =>
      void navigate({
        search: (before) => present({ ...before, ...part }) as AlertSearch,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  return { search, change };
}
