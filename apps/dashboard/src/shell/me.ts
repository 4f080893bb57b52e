import { createContext, use } from 'react';
import type { Me } from '../api/types';

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error('Nobody is signed in here.');
  return me;
}

export const useMay = (permission: string): boolean => useMe().permissions.includes(permission);

/** What is about whole clients isn't for roles that are limited to some entities. */
export function useMayOfAll(permission: string): boolean {
  const { permissions, entities } = useMe();
  return entities === null && permissions.includes(permission);
}
