import { createContext, use } from 'react';
import type { Me } from '../api/types';

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error('Nobody is signed in here.');
  return me;
}

export const useMay = (permission: string): boolean => useMe().permissions.includes(permission);
